"""The notice that somebody else has the same record open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place, SomebodyThere, be_there, leave, place_of
from dodomu.base.access.web import background, needs, viewer_of


@dataclass(frozen=True, slots=True)
class Notice:
    """Who else is there, and the token with which the page asks again."""

    others: tuple[SomebodyThere, ...]
    token: str


def notice(request: HttpRequest, place: Place) -> Notice:
    """Say that the reader of this page has the record open. Put it into the context as ``presence``.

    Raises:
        NotAllowed, OutOfReach: the record is not for this reader.
    """
    viewer = viewer_of(request)
    return Notice(tuple(be_there(viewer, place)), place.signed_for(viewer))


@background
@needs(Act.OWN_ACCOUNT)
@require_POST
def present(request: HttpRequest) -> HttpResponse:
    """A page that is still open asks who else is there, as a fragment; with ``leave`` it says that it was closed."""
    token = request.POST.get("token", "")
    if not token:
        return HttpResponse(status=204)
    viewer = viewer_of(request)
    place = place_of(viewer, token)
    if "leave" in request.POST:
        leave(viewer, place)
        return HttpResponse(status=204)
    return render(request, "kit/presence_notice.html", {"others": be_there(viewer, place)})
