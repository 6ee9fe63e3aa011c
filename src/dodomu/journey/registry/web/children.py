"""The list of children."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.web.tables import children_table, filters_of
from dodomu.kit.tables import serve_table


@needs(Act.PERSON_READ)
def children(request: HttpRequest) -> HttpResponse:
    """Children within reach: filtered, sorted, exported with a purpose."""
    viewer = viewer_of(request)
    kind = children_table(viewer)
    wanted = kind.wanted(request)
    filters = filters_of(wanted.filters)
    ask = partial(queries.persons, viewer, filters, sort=wanted.sort, descending=wanted.descending)
    found = ask(offset=wanted.offset, limit=wanted.limit)
    table = kind(
        request,
        found.rows,
        total=found.total,
        all_rows=lambda: ask(limit=None).rows,
    )
    on_export = actions.note_export if policy.may(viewer, Act.LIST_EXPORT) else None
    context = {
        "within_reach": found.total if not wanted.filters else queries.count_children(viewer),
        "stopped": queries.count_stopped(viewer),
        "may_record": policy.may(viewer, Act.REPORT_RECORD),
        "may_import": policy.may(viewer, Act.LIST_IMPORT),
    }
    return serve_table(
        request,
        table,
        "registry/children.html",
        context,
        on_export=on_export,
        may_leave=lambda purpose, rows: queries.rows_that_may_leave(purpose, rows, lambda row: row.id),
    )
