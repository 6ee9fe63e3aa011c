"""The query string of a page, changed: filters, order and page live in the address."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

ANY = "00000000-0000-4000-8000-00000000face"
"""Stands for an identifier while the form of an address is found out."""


def changed(query: QueryDict, **changes: Any) -> str:
    """``?…`` with the named parameters set, or dropped when ``None`` or empty. Never an empty link: ``?`` alone."""
    fresh = query.copy()
    for name, value in changes.items():
        if value in (None, ""):
            fresh.pop(name, None)
        else:
            fresh[name] = str(value)
    return "?" + fresh.urlencode()


def address_of(name: str, identifier: UUID) -> str:
    """The address ``name`` of one thing, as ``reverse`` gives it; for pages that link to hundreds of things."""
    return _shape(name).replace(ANY, str(identifier))


@lru_cache(maxsize=256)
def _shape(name: str) -> str:
    return reverse(name, args=[UUID(ANY)])


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """Where the posted form wants to return to, if that is on this site."""
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else fallback
