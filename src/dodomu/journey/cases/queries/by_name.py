"""Cases in the order of the children's names, which the database cannot read: unsealed, sorted, cut in the application."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.names import NameForm
from dodomu.journey.cases.models import Case
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons
from dodomu.kit.alphabet import ukrainian_key

MOST = 20_000
"""Cases whose names are unsealed for one page; a longer list wants a filter first (decision 8)."""
PART = 5_000


def ids_by_name(viewer: Viewer, query: QuerySet[Case], *, down: bool) -> list[UUID] | None:
    """The ids of these cases by the child's name in the Ukrainian order, the nameless last; None when they are too many."""
    rows = list(query.order_by("-number").values_list("id", "person_id")[: MOST + 1])
    if len(rows) > MOST:
        return None
    names = _names(viewer, [person_id for _id, person_id in rows])
    known = [(names[person_id], case_id) for case_id, person_id in rows if person_id in names]
    unknown = [case_id for case_id, person_id in rows if person_id not in names]
    known.sort(key=lambda line: ukrainian_key(line[0].full), reverse=down)
    return [*(case_id for _name, case_id in known), *unknown]


def _names(viewer: Viewer, person_ids: list[UUID]) -> dict[UUID, NameForm]:
    """The name of the person each of these is now, where a source gives one."""
    found: dict[UUID, NameForm] = {}
    for start in range(0, len(person_ids), PART):
        current = current_persons(person_ids[start : start + PART])
        cards = linking.cards_of(viewer, set(current.values()))
        for asked, now in current.items():
            card = cards.get(now)
            if card is not None and card.name is not None:
                found[asked] = card.name
    return found
