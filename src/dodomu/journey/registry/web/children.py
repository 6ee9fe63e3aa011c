"""The list of children and one child's page."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import OpenedPerson
from dodomu.journey.registry.phrases import kin_text
from dodomu.journey.registry.vocabulary import ChangedPart
from dodomu.journey.registry.web import look
from dodomu.journey.registry.web.tables import children_table, filters_of
from dodomu.kit.tables import serve_table

CHANGED = dict(ChangedPart.choices)


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
        "may_record": policy.may(viewer, Act.REPORT_RECORD),
        "may_import": policy.may(viewer, Act.LIST_IMPORT),
    }
    return serve_table(request, table, "registry/children.html", context, on_export=on_export)


@needs(Act.PERSON_READ)
def child(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """One child's page; opening it is journaled."""
    viewer = viewer_of(request)
    current = queries.current_person(person_id)
    if current != person_id:
        return redirect("registry:child", current)
    opened = actions.open_person(viewer, person_id)
    return render(request, "registry/child.html", _page(viewer, opened))


def _page(viewer: Viewer, opened: OpenedPerson) -> dict[str, Any]:
    person, profile = opened.person, opened.profile
    lines = look.attribute_lines(viewer, profile)
    name = look.name_line(viewer, profile)
    reports = queries.reports_about(viewer, person.current_id)
    counting = [row for row in reports if row.withdrawn_at is None]
    return {
        "person": person,
        "name": name,
        "lines": lines,
        "age": look.age_of(profile),
        "sex": look.sex_of(profile),
        "contradictions": look.contradictions([*lines, *([name] if name else [])]),
        "reports": reports,
        "report_count": len(counting),
        "source_count": len({row.source_name for row in counting}),
        "relatives": [(kin_text(row.kind), row) for row in queries.relatives(viewer, person.current_id)],
        "siblings": queries.siblings(viewer, person.current_id),
        "changes": [
            (CHANGED.get(row.what, row.what), row) for row in queries.identity_changes(viewer, person.current_id)
        ],
        "joins": queries.joins_of(viewer, person.current_id),
        "events": contributions.timeline(viewer, person.current_id),
        "missing": contributions.missing(viewer, person.current_id),
        "may": _rights(viewer, person.current_id),
    }


def _rights(viewer: Viewer, person_id: UUID) -> dict[str, bool]:
    acts = {"add": Act.FACT_ADD, "withdraw": Act.FACT_WITHDRAW, "pin": Act.FACT_PIN, "split": Act.PERSON_SPLIT}
    return {word: policy.may(viewer, act, subject=person_id) for word, act in acts.items()} | {
        "reports": policy.may(viewer, Act.REPORT_READ, subject=person_id)
    }
