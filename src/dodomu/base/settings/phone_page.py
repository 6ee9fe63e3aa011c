"""How the page on an escort's phone shows: title, icon and address are the organisation's own, and speak of nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dodomu.base.settings.errors import SettingsError

ICONS = ("sun", "book", "note", "clock")
"""Drawn by us; they lie beside the page."""
FILES = {".svg": "image/svg+xml", ".png": "image/png"}
LARGEST_ICON = 200 * 1024
PATH = re.compile(r"[a-z][a-z0-9-]{1,30}")
HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")
TELLING = ("dodomu", "додому", "mission", "місі", "child", "дит", "діт", "escort", "супров")
"""A title or an address that holds one of these says at a checkpoint what the page is for."""
TAKEN = frozenset(
    {
        "account", "api", "calls", "cases", "children", "evidence", "facts", "figures", "help", "kit", "language", "lists",
        "missions", "office", "photos", "reception", "recovery", "reports", "search", "static", "tracing", "work",
    }
)  # fmt: skip
"""First parts of addresses that pages for staff have."""


@dataclass(frozen=True, slots=True)
class PhonePage:
    """The look of the page on the phone.

    Attributes:
        title: what the tab and the home screen say; empty for "Notes" in the reader's language.
        icon: one of ``ICONS``, or a picture of the organisation's own.
        path: first part of its address.
        host: a name of its own, under which nothing else answers; empty where it shares that of the staff.
    """

    title: str = ""
    icon: str | Path = "note"
    path: str = "notes"
    host: str = ""

    @classmethod
    def read(cls, found: Mapping[str, str]) -> PhonePage:
        """Read the four settings.

        Raises:
            SettingsError: the first that is wrong.
        """
        return cls(title=_title(found), icon=_icon(found), path=_path(found), host=_host(found))


def _title(found: Mapping[str, str]) -> str:
    title = " ".join(found.get("DODOMU_PHONE_TITLE", "").split())
    if len(title) > 30:
        raise SettingsError("DODOMU_PHONE_TITLE must have at most 30 letters.")
    if _tells(title):
        raise SettingsError("DODOMU_PHONE_TITLE must say nothing of what the page is for; Notes or Recipes would do.")
    return title


def _icon(found: Mapping[str, str]) -> str | Path:
    given = found.get("DODOMU_PHONE_ICON", "").strip()
    if not given:
        return "note"
    if given.casefold() in ICONS:
        return given.casefold()
    path = Path(given).expanduser().absolute()
    if path.suffix.casefold() not in FILES or not path.is_file() or path.stat().st_size > LARGEST_ICON:
        raise SettingsError(
            f"DODOMU_PHONE_ICON must be one of {', '.join(ICONS)}, or an SVG or PNG file of at most 200 kB."
        )
    return path


def _path(found: Mapping[str, str]) -> str:
    path = found.get("DODOMU_PHONE_PATH", "").strip().strip("/") or "notes"
    if not PATH.fullmatch(path):
        raise SettingsError(
            "DODOMU_PHONE_PATH must be one word of 2 to 31 small Latin letters, digits and hyphens, such as notes."
        )
    if path in TAKEN:
        raise SettingsError("DODOMU_PHONE_PATH names a page for staff: choose another word, such as notes.")
    if _tells(path):
        raise SettingsError("DODOMU_PHONE_PATH must say nothing of what the page is for; notes or recipes would do.")
    return path


def _host(found: Mapping[str, str]) -> str:
    host = found.get("DODOMU_PHONE_HOST", "").strip().casefold()
    if host and not HOST.fullmatch(host):
        raise SettingsError("DODOMU_PHONE_HOST must be one host name without a port, such as notes.example.org.")
    return host


def _tells(text: str) -> bool:
    return any(word in text.casefold() for word in TELLING)
