"""What a view says about itself: the act it needs, or that it is public. One that says nothing is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer

View = Callable[..., HttpResponseBase]
NAMED = "access_act"
PUBLIC = "access_public"
WHILE_LOCKED = "access_while_locked"
BACKGROUND = "access_background"
CODE = re.compile(r"[a-z0-9_.,:-]{0,80}")
WORDS = frozenset({"q", "text", "name", "words", "search"})
"""Names under which somebody may have typed words into an address by hand; no page of ours reads them."""


def viewer_of(request: HttpRequest) -> Viewer:
    """The one who asks; nobody where the middleware has not run."""
    return cast(Viewer, getattr(request, "viewer", None) or Viewer.nobody())


def needs(act: Act) -> Callable[[View], View]:
    """Mark a view with the act it needs, and check it before the view runs.

    A passer-by is led to the sign-in page (htmx is told to go there; an API gets 401), a member of staff
    without the act gets 403. Whether the *record* is within reach is for the query the view calls.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = viewer_of(request)
            if viewer.user_id is None:
                return to_sign_in(request)
            require(viewer, act)
            return view(request, *args, **kwargs)

        setattr(guarded, NAMED, act)
        return guarded

    return mark


def public(view: View) -> View:
    """Mark a view that everybody may see without signing in. It must show no record."""
    setattr(view, PUBLIC, True)
    return view


def while_locked(view: View) -> View:
    """Mark a view that answers although the session is locked: the lock page itself, signing out."""
    setattr(view, WHILE_LOCKED, True)
    return view


def background(view: View) -> View:
    """Mark a view that pages ask by themselves (a live board): asking it is no sign that somebody is there."""
    setattr(view, BACKGROUND, True)
    return view


def opens_while_locked(view: object) -> bool:
    return bool(getattr(view, WHILE_LOCKED, False)) or is_public(view)


def is_background(view: object) -> bool:
    return bool(getattr(view, BACKGROUND, False))


def act_of(view: object) -> Act | None:
    """The act a view was marked with."""
    return getattr(view, NAMED, None)


def is_public(view: object) -> bool:
    return bool(getattr(view, PUBLIC, False))


def guard(patterns: list[URLPattern | URLResolver], act: Act) -> list[URLPattern | URLResolver]:
    """Mark every view below a list of URL patterns, for views that others wrote (the API)."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            guard(pattern.url_patterns, act)
        else:
            pattern.callback = needs(act)(pattern.callback)
    return patterns


def address_of(request: HttpRequest) -> str:
    """The address that was asked for, as it may be handed on in another: what looks typed is left out of its query."""
    return without_words(request.get_full_path())


def without_words(address: str) -> str:
    """An address whose query holds codes, numbers and ids only. What somebody typed there may be a child's name.

    >>> without_words("/search/?q=Olena&sort=-born")
    '/search/?sort=-born'
    """
    parts = urlsplit(address)
    codes = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in WORDS and CODE.fullmatch(name) and CODE.fullmatch(value)
    ]
    return urlunsplit(parts._replace(query=urlencode(codes, safe=",:")))


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead a passer-by to the sign-in page and back to where they wanted to go."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
    if "text/html" not in request.headers.get("Accept", "text/html") and "*/*" not in request.headers.get("Accept", ""):
        return HttpResponse(status=401)
    target = address_of(request) if request.method in {"GET", "HEAD"} else _page_around(request)
    return redirect_to_login(target, reverse("account_login"))


def _page_around(request: HttpRequest) -> str:
    """The page of ours on which a form stood that came too late; the home page where the browser does not say."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came)
    return without_words(urlunsplit(("", "", parts.path or "/", parts.query, "")))
