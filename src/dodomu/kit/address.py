"""The query string of a page, changed: filters, order and page live in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def changed(query: QueryDict, **changes: Any) -> str:
    """``?…`` with the named parameters set, or dropped when ``None`` or empty. Never an empty link: ``?`` alone."""
    fresh = query.copy()
    for name, value in changes.items():
        if value in (None, ""):
            fresh.pop(name, None)
        else:
            fresh[name] = str(value)
    return "?" + fresh.urlencode()


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """Where the posted form wants to return to, if that is on this site."""
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else fallback
