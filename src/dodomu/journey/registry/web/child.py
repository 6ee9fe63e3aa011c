"""One child's page. What names the child is not in it until somebody asks, and each asking is journaled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dodomu.base import contributions
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.base.reading import one_reading
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import OpenedPerson, Part
from dodomu.journey.registry.phrases import kin_text
from dodomu.journey.registry.vocabulary import ChangedPart
from dodomu.journey.registry.web import head, life, look

CHANGED = dict(ChangedPart.choices)
SHOWN = "shown_parts"
"""Key of the session under which stands what was asked for on the page that is open."""
MOST = 10
"""Further statements of one attribute shown at once; where there are more, the page says how many and shows them all."""
FRAGMENTS = {
    Part.NAME: "registry/child_name.html",
    Part.FAMILY: "registry/child_kin.html",
    Part.IDENTITY: "registry/child_changes.html",
}


@needs(Act.PERSON_READ)
def child(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """One child's page; opening it is journaled."""
    viewer = viewer_of(request)
    current = queries.current_person(person_id)
    if current != person_id:
        return redirect("registry:child", current)
    request.session.pop(SHOWN, None)
    most = None if "all" in request.GET else MOST
    with one_reading():
        opened = actions.open_person(viewer, person_id)
        context = _page(viewer, opened, frozenset(), most)
    return render(request, "registry/child.html", context)


@needs(Act.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, person_id: UUID, part: str) -> HttpResponseBase:
    """Show the name, the family or the changes of identity, which the page keeps back; asked for by POST."""
    viewer = viewer_of(request)
    if part not in list(Part):
        raise Http404
    person = queries.person(viewer, person_id)
    if request.method != "POST":
        return redirect("registry:child", person_id)
    actions.show_part(viewer, person.current_id, Part(part))
    shown = _also_asked(request, person.current_id, part)
    if request.headers.get("HX-Request"):
        return render(request, FRAGMENTS[Part(part)], _part(viewer, person, Part(part)))
    opened = OpenedPerson(person, queries.profile(viewer, person.current_id))
    return render(request, "registry/child.html", _page(viewer, opened, shown))


def _also_asked(request: HttpRequest, person_id: UUID, part: str) -> frozenset[str]:
    """This part and those that were asked for since the page was opened: without scripts each answer is a whole page."""
    before = request.session.get(SHOWN, {})
    parts = {part, *before.get("parts", ())} if before.get("person") == str(person_id) else {part}
    request.session[SHOWN] = {"person": str(person_id), "parts": sorted(parts)}
    return frozenset(parts)


def _part(viewer: Viewer, person: queries.PersonRow, part: Part) -> dict[str, Any]:
    context: dict[str, Any] = {"person": person, "shown": {part}, "may": look.rights(viewer, person.current_id)}
    match part:
        case Part.NAME:
            return context | _named(viewer, queries.profile(viewer, person.current_id))
        case Part.FAMILY:
            return context | _family(viewer, person.current_id, named=True)
        case Part.IDENTITY:
            return context | _identity(viewer, person.current_id)


def _page(viewer: Viewer, opened: OpenedPerson, shown: frozenset[str], most: int | None = MOST) -> dict[str, Any]:
    person_id, profile = opened.person.current_id, opened.profile
    lines = look.attribute_lines(viewer, profile, most=most)
    reports = queries.reports_about(viewer, person_id)
    counting = [row for row in reports if row.withdrawn_at is None]
    name = profile.attributes.get("name")
    context: dict[str, Any] = {
        "person": opened.person,
        "shown": shown,
        "head": head.head_of(viewer, profile, queries.photos(viewer, person_id)),
        "tabs": head.tabs(person_id, "child"),
        "lines": lines,
        "contradictions": look.contradictions(lines) + bool(name and name.conflicting),
        "reports": reports[:most],
        "more_reports": len(reports) - len(reports[:most]),
        "report_count": len(counting),
        "source_count": len({row.source_name for row in counting}),
        "joins": queries.joins_of(viewer, person_id),
        "life": life.overview(viewer, person_id, profile),
        "missing": contributions.missing(viewer, person_id),
        "sections": contributions.child_sections(viewer, person_id),
        "may": look.rights(viewer, person_id),
        "may_photograph": head.may_photograph(viewer, person_id),
        "has_name": bool(name and name.preferred),
        "name_differs": bool(name and name.conflicting),
    }
    context |= _named(viewer, profile) if Part.NAME in shown else {}
    context |= _identity(viewer, person_id)
    return context | _family(viewer, person_id, named=Part.FAMILY in shown)


def _named(viewer: Viewer, profile: queries.Profile) -> dict[str, Any]:
    return {"name": look.name_line(viewer, profile), "has_name": True}


def _family(viewer: Viewer, person_id: UUID, *, named: bool) -> dict[str, Any]:
    rows = [(kin_text(row.kind), row) for row in queries.relatives(viewer, person_id)]
    return {
        "relatives": rows if named else [],
        "relative_count": len(rows),
        "siblings": queries.siblings(viewer, person_id),
    }


def _identity(viewer: Viewer, person_id: UUID) -> dict[str, Any]:
    return {"changes": [(CHANGED.get(row.what, row.what), row) for row in queries.identity_changes(viewer, person_id)]}
