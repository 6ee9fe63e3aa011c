"""What the phone page asks and sends. Nobody signs in here: a phone is known by two secrets, and a stranger learns nothing.

Answers are small and alike: to a phone that is over, one that never was and a passer-by the same; to every word the same.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dodomu.base.access.web import public
from dodomu.journey.missions.actions import phone_contact as contact
from dodomu.journey.missions.phone_rules import LATE
from dodomu.journey.missions.phone_signs import NotReadable
from dodomu.journey.missions.queries.phones import Told

COOKIE = "pad"
HALF = "X-Half"
TRIES_A_MINUTE = 20
"""Codes that may be tried from one address in a minute."""
STEP_SECONDS = 0.25
"""A word is answered after a whole number of such steps: a word that raises an alarm takes longer to store."""

View = Callable[[HttpRequest, dict[str, Any]], HttpResponse]


def _asked(view: View) -> Callable[..., HttpResponseBase]:
    """A POST of JSON from our own page. The body and a header of our own make other sites ask first, which nobody grants."""

    @public
    @csrf_exempt
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise BadRequest
        if request.content_type != "application/json":
            raise BadRequest
        try:
            body = json.loads(request.body)
        except ValueError:
            raise BadRequest from None
        if not isinstance(body, dict):
            raise BadRequest
        try:
            return view(request, body)
        except contact.Lapsed:
            return JsonResponse({"over": 1})
        except contact.Over:
            return _over()

    return answered


def _paced(view: View) -> View:
    """Answer after a whole number of steps, so that how long it took says nothing of what was sent."""

    @wraps(view)
    def paced(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
        began = time.monotonic()
        answer = view(request, body)
        if STEP_SECONDS:
            time.sleep(-(time.monotonic() - began) % STEP_SECONDS)
        return answer

    return paced


@_asked
def open_page(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """Open a phone with its code; the answer is the only one that carries what the page then keeps."""
    if _too_often(request):
        return JsonResponse({"later": 1})
    try:
        opening = contact.open_phone(str(body.get("code", "")))
    except contact.CodeRefused:
        return JsonResponse({"no": 1})
    answer = JsonResponse(
        {"half": opening.secrets.half, "deck": opening.deck, "point": opening.point, **_told(opening.told)}
    )
    answer.set_cookie(
        COOKIE,
        opening.secrets.token,
        max_age=max(0, int((opening.told.until + LATE - timezone.now()).total_seconds())),
        path=reverse("notes:page"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return answer


@_asked
def look(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """How the phone stands."""
    return JsonResponse(_told(contact.look(_secrets(request))))


@_asked
@_paced
def add(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """One word. The answer names it once it is stored, and only then may the phone forget it."""
    try:
        note = contact.Note(UUID(str(body.get("id"))), str(body.get("note", "")), int(body.get("at", 0)))
        stored, told = contact.hand_in(_secrets(request), note)
    except (NotReadable, ValueError, TypeError):
        raise BadRequest from None
    return JsonResponse({"id": str(note.client_id) if stored else "", **_told(told)})


@_asked
def close(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """The page has erased itself, or finds nothing of its own: the cookie goes as well."""
    contact.close(_secrets(request))
    return _over()


def _over() -> HttpResponse:
    answer = JsonResponse({"over": 1})
    answer.delete_cookie(COOKIE, path=reverse("notes:page"), samesite="Strict")
    return answer


def _told(told: Told) -> dict[str, Any]:
    """Times as seconds since 1970; 0 where no word is due."""
    return {
        "name": told.name,
        "next": int(told.next_at.timestamp()) if told.next_at else 0,
        "until": int(told.until.timestamp()),
        "now": int(timezone.now().timestamp()),
    }


def _secrets(request: HttpRequest) -> contact.Secrets:
    return contact.Secrets(request.COOKIES.get(COOKIE, "")[:100], request.headers.get(HALF, "")[:100])


def _too_often(request: HttpRequest) -> bool:
    minute = int(time.time() // 60)
    key = f"{settings.DODOMU.phone.path}:{get_adapter(request).get_client_ip(request)}:{minute}"
    cache.add(key, 0, 120)
    return cache.incr(key) > TRIES_A_MINUTE
