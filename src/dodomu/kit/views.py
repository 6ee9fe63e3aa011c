"""Small pages of the kit. None of them shows a record."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access.actions import remember_list
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, public, viewer_of
from dodomu.engine.values.dates import DateNotUnderstood
from dodomu.kit import dates
from dodomu.kit.address import safe_next
from dodomu.kit.context import KEYS_COOKIE, THEME_COOKIE, THEMES, YEAR_SECONDS
from dodomu.kit.forms import date_error, understand

SLUG = re.compile(r"[a-z0-9_-]{1,40}")
MAX_DATE_LENGTH = 120


def _remember(response: HttpResponse, name: str, value: str, request: HttpRequest) -> HttpResponse:
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )  # fmt: skip
    return response


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system has it; returns to where one was."""
    chosen = request.POST.get("theme", "auto")
    back = HttpResponseRedirect(safe_next(request))
    return _remember(back, THEME_COOKIE, chosen if chosen in THEMES else "auto", request)


@public
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Switch shortcuts of a single letter on or off (WCAG 2.1.4)."""
    back = HttpResponseRedirect(safe_next(request))
    return _remember(back, KEYS_COOKIE, "off" if request.POST.get("keys") == "off" else "on", request)


@needs(Act.OWN_ACCOUNT)
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns of a list this reader wants, and the order in which they see it now."""
    table, sort = request.POST.get("table", ""), request.POST.get("sort", "")
    if SLUG.fullmatch(table):
        chosen = [name for name in request.POST.getlist("column") if SLUG.fullmatch(name)]
        in_order = sort if SLUG.fullmatch(sort.removeprefix("-")) else ""
        remember_list(viewer_of(request), table, ".".join(chosen[:60]) or ".", in_order)
    return HttpResponseRedirect(safe_next(request))


@public
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """How a typed date was understood, as a fragment. The date is posted so that no log ever holds it."""
    text = request.POST.get(request.GET.get("field", ""), "").strip()[:MAX_DATE_LENGTH]
    words, problem = "", ""
    if text:
        try:
            found = understand(text, on=dates.today(), birth=request.GET.get("kind") == "birth")
            words = dates.reading(found)
        except DateNotUnderstood as error:
            problem = str(date_error(error.code))
    return render(request, "kit/reading.html", {"words": words, "problem": problem})


@public
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """A sign of life from somebody who reads or types: the request itself postpones the idle lock."""
    return HttpResponse(status=204)


@public
@require_GET
def notes(request: HttpRequest) -> HttpResponse:
    """The plain page that Esc, Esc leads to."""
    return render(request, "kit/notes.html")
