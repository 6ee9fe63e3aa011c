"""Cases in the order of the children's names, which the database cannot read: unsealed, sorted, cut in the application."""

from __future__ import annotations

from django.db.models import QuerySet

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.kept_cards import as_written

MOST = 20_000
"""Cases whose names are unsealed for one page; a longer list wants a filter first (decision 8)."""


def ids_by_name(viewer: Viewer, query: QuerySet[Case], *, down: bool) -> list[str] | None:
    """The ids of these cases by the child's name in the Ukrainian order, the nameless last; None when they are too many."""
    written = query.order_by("-number").annotate(written=as_written("id"), child=as_written("person_id"))
    rows = list(written.values_list("written", "child")[: MOST + 1])
    if len(rows) > MOST:
        return None
    names = linking.names_in_order(viewer, query.order_by().values("person_id"))
    known = [(names[child], case_id) for case_id, child in rows if child in names]
    unknown = [case_id for case_id, child in rows if child not in names]
    known.sort(key=lambda line: line[0], reverse=down)
    return [*(case_id for _name, case_id in known), *unknown]
