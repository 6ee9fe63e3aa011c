"""The history of a child's record: what was changed by whom, and who looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.base.contributions import Change
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import Part
from dodomu.journey.registry.queries import Look
from dodomu.journey.registry.vocabulary import PrintPurpose
from dodomu.journey.registry.web import head
from dodomu.kit.lifeline import lane_choices
from dodomu.kit.tables.paging import pager

PAGE = 50
LOOKS: dict[str, str | Promise] = {
    "person.opened": _("Opened the page"),
    "person.found": _("Found by searching"),
    "person.name_shown": _("Asked for the name"),
    "person.family_shown": _("Asked for the relatives"),
    "person.identity_shown": _("Asked for the changes of identity"),
    "person.printed": _("Printed"),
    "photo.shown": _("Looked at a photo"),
    "report.opened": _("Opened a report"),
    "original_opened": _("Opened an original"),
    "case.page_opened": _("Opened the case"),
    "case.consent_opened": _("Opened the page of consent"),
    "case.interviews_opened": _("Opened the register of interviews"),
    "candidate.opened": _("Compared with another record"),
    "glass.broken": _("Opened in an emergency"),
}


@needs(Act.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What was changed, the latest first; names only where they are asked for by POST."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    named = request.method == "POST"
    if named:
        actions.show_part(viewer, person_id, Part.NAME)
    found = contributions.changes(viewer, person_id)
    kind = request.GET.get("kind", "")
    kinds = _kinds(found)
    wanted = [one for one in found if one.kind == kind] if kind in {code for code, _label in kinds} else found
    pages = pager(request.GET, len(wanted), _number(request.GET.get("page", "")), PAGE)
    rows = wanted[(pages.page - 1) * PAGE : pages.page * PAGE]
    context = _context(viewer, person_id, "history") | {
        "changes": rows,
        "pager": pages,
        "kinds": kinds,
        "kind": kind,
        "named": named,
        "hides_names": any(one.named for one in rows) and not named,
    }
    return render(request, "registry/history.html", context)


@needs(Act.JOURNAL_READ)
def viewed(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who looked at the record, from the journal."""
    viewer = viewer_of(request)
    number = _number(request.GET.get("page", ""))
    found = queries.looks_at(viewer, person_id, offset=(number - 1) * PAGE, limit=PAGE)
    context = _context(viewer, person_id, "viewed") | {
        "looks": [(_words(look), look) for look in found.looks],
        "pager": pager(request.GET, found.total, number, PAGE),
    }
    return render(request, "registry/viewed.html", context)


def _context(viewer: Viewer, person_id: UUID, current: str) -> dict[str, Any]:
    pages = [("history", _("What was changed")), ("viewed", _("Who looked"))]
    sees = Act.JOURNAL_READ in viewer.acts
    return head.about(viewer, person_id, "history") | {
        "parts": [
            {"label": label, "url": reverse(f"registry:{name}", args=[person_id]), "current": name == current}
            for name, label in pages
            if name == "history" or sees
        ],
    }


def _words(look: Look) -> str:
    words = str(LOOKS.get(look.kind, look.kind))
    purpose = dict(PrintPurpose.choices).get(look.purpose)
    return f"{words}: {purpose}" if purpose else words


def _kinds(found: Sequence[Change]) -> list[tuple[str, str | Promise]]:
    """The groups that occur, in a settled order."""
    labels = [("facts", _("Facts")), ("identity", _("Identity")), ("photos", _("Photos")), *lane_choices()]
    present = {one.kind for one in found}
    return [(code, label) for code, label in labels if code in present]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < int(text) < 10_000 else 1
