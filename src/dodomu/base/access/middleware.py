"""What every request passes: who asks, what comes first, and that nothing unnamed answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from dodomu.base.access.doors import FOR_STAFF, PINNED, WHILE_FIRST_THINGS_WAIT, door_of
from dodomu.base.access.factors import needs_second_factor
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import act_of, is_public, opens_while_locked, to_sign_in

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Passage:
    """A middleware that only hands on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class NoStore(Passage):
    """No page is kept by a browser or a proxy: the next person at this computer must not find it."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response


class ViewerMiddleware(Passage):
    """Puts the one who asks on the request as ``request.viewer``."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        request.viewer = Viewer.of(user) if isinstance(user, User) and user.is_authenticated else Viewer.nobody()  # type: ignore[attr-defined]
        return self.get_response(request)


class DenyUnnamed(Passage):
    """Refuses every view that neither names its act nor says that it is public."""

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if act_of(view) is not None or is_public(view):
            return None
        door = door_of(request, view)
        if door not in PINNED:
            raise PermissionDenied("This page names no right that it needs.")
        if door in FOR_STAFF and not request.user.is_authenticated:
            return to_sign_in(request)
        return None


class FirstThingsFirst(Passage):
    """Leads to a password of one's own, then to a second factor where it is required, before anything else."""

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User) or opens_while_locked(view) or door_of(request, view) in WHILE_FIRST_THINGS_WAIT:
            return None
        if user.must_change_password:
            return lead(request, "account_change_password")
        if needs_second_factor(user):
            return lead(request, "mfa_index")
        return None


def lead(request: HttpRequest, name: str) -> HttpResponseBase:
    """Redirect a page, or tell htmx to go there."""
    url = reverse(name)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
