"""What every request passes: who asks, what comes first, and that nothing unnamed answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
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
NOTED_SECONDS = 60
"""Where somebody is signed in, and when they were last seen there, is written down once in so many seconds."""
MOST_NOTED = 10_000


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


class SessionNotes(Passage):
    """Keeps the list of places where somebody is signed in, without a write at every request of every page."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self._noted: dict[str, tuple[float, tuple[str, ...]]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and self._is_due(key, request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _is_due(self, key: str, request: HttpRequest) -> bool:
        now = time.time()
        client = tuple(
            request.META.get(name, "") for name in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT")
        )
        at, known = self._noted.get(key, (0.0, ()))
        if client == known and abs(now - at) < NOTED_SECONDS:
            return False
        if len(self._noted) >= MOST_NOTED:
            self._noted.clear()
        self._noted[key] = now, client
        return True


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
