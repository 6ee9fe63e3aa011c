"""Two records chosen by an analyst: put side by side, whatever the search thought of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing import actions, queries
from dodomu.journey.tracing.web.comparing import shown_percent


@needs(Act.CANDIDATE_DECIDE)
def compare(request: HttpRequest) -> HttpResponse:
    """With two persons: make their pair (a POST) or open it; with one: offer the records closest to it."""
    viewer = viewer_of(request)
    one, other = _person(request, "a"), _person(request, "b")
    if one is None or one == other:
        return _together(request, one) if one else _nobody()
    if other is None:
        return _choose(request, one)
    found = queries.existing(viewer, one, other)
    if found:
        return redirect("tracing:candidate", found)
    sides = queries.sides(viewer, [one, other])
    if len(sides) != 2:
        raise Http404
    if request.method == "POST":
        return redirect("tracing:candidate", actions.put_side_by_side(viewer, one, other).id)
    return render(request, "tracing/side_by_side.html", {"left": sides[one], "right": sides[other]})


def _choose(request: HttpRequest, one: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    side = queries.sides(viewer, [one]).get(one)
    if side is None:
        raise Http404
    close = [(found, shown_percent(found.probability)) for found in queries.closest(viewer, one)]
    return render(request, "tracing/choose.html", {"side": side, "close": close})


def _together(request: HttpRequest, one: UUID) -> HttpResponse:
    messages.info(request, _("These two records are one person already."))
    return redirect("registry:child", one)


def _nobody() -> HttpResponse:
    return redirect("tracing:queue")


def _person(request: HttpRequest, name: str) -> UUID | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return linking.current_person(UUID(text))
    except ValueError:
        raise Http404 from None
