"""The pages that belong to no single stage: what waits for me today, and the one search box."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from dodomu.base import contributions
from dodomu.base.access.actions import set_language as remember_language
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, public, viewer_of
from dodomu.entry.web.forms import SearchForm
from dodomu.kit.work import Worklist

SHOWN = 50
"""Hits on one page: whoever needs more adds a year or a place."""


@needs(Act.WORK_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """My work: everything that waits for this person by harm × time, narrowed to a section when the address says so."""
    now = timezone.now()
    viewer = viewer_of(request)
    work = Worklist(contributions.work_items(viewer, now), request.GET, now)
    return render(request, "entry/home.html", {"work": work, "may_call": Act.CALL_TAKE in viewer.acts})


@needs(Act.PERSON_SEARCH)
def search(request: HttpRequest) -> HttpResponse:
    """Search every stage. The words come by POST: a name must not stand in an address or a log."""
    if request.method != "POST":
        return render(request, "entry/search.html", {"form": SearchForm()})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "entry/search.html", {"form": form, "search_text": request.POST.get("q", "")})
    text = form.cleaned_data["q"]
    hits = contributions.search(viewer_of(request), text)
    if len(hits) == 1 and hits[0].score == 1 and not hits[0].reasons:
        return redirect(hits[0].url)
    context = {"form": form, "hits": hits[:SHOWN], "found": len(hits), "search_text": text, "searched": True}
    return render(request, "entry/search.html", context)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show this page in the other language, and remember the choice for whoever is signed in."""
    viewer, chosen = viewer_of(request), request.POST.get("language", "")
    if viewer.user_id is not None and chosen in {"uk", "en"}:
        remember_language(viewer, chosen)
    answer: HttpResponse = set_language(request)
    return answer
