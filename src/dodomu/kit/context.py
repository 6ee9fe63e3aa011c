"""Context processor of the page shell: the reader's own choices about the look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dodomu.base.access.web import address_of

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
KEYS_COOKIE = "keys"
YEAR_SECONDS = 365 * 24 * 60 * 60


def look(request: HttpRequest) -> dict[str, Any]:
    """``theme`` (auto, light, dark), ``keys_on`` (single-letter shortcuts) and the address to come back to."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "keys_on": request.COOKIES.get(KEYS_COOKIE) != "off",
        "here": address_of(request),
    }
