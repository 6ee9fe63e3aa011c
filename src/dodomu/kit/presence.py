"""The notice that somebody else has the same record open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place, SomebodyThere, be_there, leave, place_of
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import background, needs, viewer_of


@dataclass(frozen=True, slots=True)
class Notice:
    """Who else is there, the token with which the page asks again, and until when it counts as open."""

    others: tuple[SomebodyThere, ...]
    token: str
    until: str


def notice(request: HttpRequest, place: Place) -> Notice:
    """Say that the reader of this page has the record open. Put it into the context as ``presence``.

    Raises:
        NotAllowed, OutOfReach: the record is not for this reader.
    """
    viewer = viewer_of(request)
    found = be_there(viewer, place)
    return Notice(found.others, place.signed_for(viewer), found.until.isoformat())


@background
@needs(Act.OWN_ACCOUNT)
@require_POST
def present(request: HttpRequest) -> HttpResponse:
    """A page that is still open asks who else is there, as a fragment; with ``left`` it says that it was closed."""
    token = request.POST.get("token", "")
    if not token:
        return HttpResponse(status=204)
    viewer = viewer_of(request)
    place = place_of(viewer, token)
    if "left" in request.POST:
        _leave(viewer, place, request.POST["left"])
        return HttpResponse(status=204)
    found = be_there(viewer, place)
    answer = render(request, "kit/presence_notice.html", {"others": found.others})
    answer["X-Until"] = found.until.isoformat()
    return answer


def _leave(viewer: Viewer, place: Place, until: str) -> None:
    try:
        leave(viewer, place, datetime.fromisoformat(until))
    except ValueError:
        """A time that is none leaves nothing: the row passes by itself."""
