"""The journal: what was done, by which pseudonym; its state and its verification."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dodomu.base import journal as log
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import may
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.queries.journal import journal_page
from dodomu.journey.office.queries.journal_state import journal_state


@needs(Act.JOURNAL_READ)
@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """The last entries; older ones by ``?before=INDEX``."""
    viewer = viewer_of(request)
    before = request.GET.get("before", "")
    page = journal_page(viewer, before=int(before) if before.isascii() and before.isdigit() else None)
    context = {"page": page, "may_verify": may(viewer, Act.JOURNAL_VERIFY)}
    return render(request, "office/journal.html", context)


@needs(Act.JOURNAL_VERIFY)
@require_GET
def state(request: HttpRequest) -> HttpResponse:
    """How the journal stands: last checkpoint, witnesses, last check, gaps."""
    viewer = viewer_of(request)
    context = {"state": journal_state(viewer), "may_read": may(viewer, Act.JOURNAL_READ)}
    return render(request, "office/journal_state.html", context)


@needs(Act.JOURNAL_VERIFY)
def verify(request: HttpRequest) -> HttpResponse:
    """Recompute the whole journal and say what was found."""
    if request.method != "POST":
        return render(request, "office/verification.html", {})
    found = log.check(viewer_of(request))
    return render(request, "office/verification.html", {"found": found})
