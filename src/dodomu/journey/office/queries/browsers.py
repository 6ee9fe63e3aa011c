"""A browser's long self-description in two words, so that people recognise their own device."""

from __future__ import annotations

from django.utils.translation import gettext as _

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
"""The order matters: every browser also calls itself by the names of those it wants to resemble."""


def browser_in_words(user_agent: str) -> str:
    """ "Firefox, Windows", or a plain word where the description says nothing.

    >>> browser_in_words("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Linux'
    """
    parts = [_first(user_agent, BROWSERS), _first(user_agent, SYSTEMS)]
    return ", ".join(part for part in parts if part) or _("an unknown device")


def _first(text: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in text), "")
