"""The idle lock: after 15 minutes without a sign of life the session locks, after 8 hours it ends.

A form sent into a locked session is kept sealed and offered again when its author has unlocked it.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from dodomu.base.access.doors import door_of
from dodomu.base.access.kept_forms import keep_request, released
from dodomu.base.access.middleware import Passage
from dodomu.base.access.models import User
from dodomu.base.access.web import address_of, is_background, opens_while_locked, without_words

IDLE_MINUTES = 15
SESSION_HOURS = 8
LOCK_PAGE = "office:lock"
ENTERED, SEEN, LOCKED = "access_entered", "access_seen", "access_locked"
ROUNDING_SECONDS = 30
"""The session row is written at most this often only to note a sign of life."""


def is_locked(session: SessionBase) -> bool:
    return bool(session.get(LOCKED) or time.time() - session.get(SEEN, 0) > IDLE_MINUTES * 60)


def lock(session: SessionBase) -> None:
    """Lock at once; only the password unlocks."""
    session[LOCKED] = True


def unlock(session: SessionBase) -> None:
    """Unlock after the password was given; the session gets a new key, in case the old one was seen."""
    session.pop(LOCKED, None)
    session[SEEN] = time.time()
    session.cycle_key()


def has_ended(session: SessionBase) -> bool:
    """Eight hours after signing in the session is over, however busy it was."""
    return bool(time.time() - session.get(ENTERED, 0) > SESSION_HOURS * 3600)


class IdleLock(Passage):
    """Sends a locked session to the lock page and an old one to the sign-in page."""

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not isinstance(request.user, User):
            return None
        session = request.session
        if ENTERED not in session:
            begin(session)
        if has_ended(session):
            return _to_sign_in_again(request, view)
        if is_locked(session):
            lock(session)
            if opens_while_locked(view) or door_of(request, view) == "account_logout":
                return None
            return _to_lock_page(request, view)
        if not is_background(view) and time.time() - session[SEEN] > ROUNDING_SECONDS:
            session[SEEN] = time.time()
        released(request)
        return None


def begin(session: SessionBase) -> None:
    """Start both clocks: at signing in, and for a session that came without them."""
    session[ENTERED] = session[SEEN] = time.time()


def _to_lock_page(request: HttpRequest, view: object) -> HttpResponseBase:
    keep_request(request, view)
    return _go(request, f"{reverse(LOCK_PAGE)}?{urlencode({'next': came_from(request)})}")


def _to_sign_in_again(request: HttpRequest, view: object) -> HttpResponseBase:
    keep_request(request, view)
    target = came_from(request)
    logout(request)
    return _go(request, f"{reverse('account_login')}?{urlencode({'next': target})}")


def _go(request: HttpRequest, url: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    if request.content_type == "application/json":
        return HttpResponse(status=423)
    return HttpResponseRedirect(url)


def came_from(request: HttpRequest) -> str:
    """The page the person was on: its own address for a page, the page around it for a part or a form."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return address_of(request)
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    return without_words(safe_path(request, came))


def safe_path(request: HttpRequest, url: str) -> str:
    """The address when it is ours, else the home page."""
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if ours else "/"
