"""Our own stroke icons, drawn as symbols of one SVG file."""

from __future__ import annotations

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

NAMES = (
    "person",
    "people",
    "child",
    "home",
    "road",
    "crossing",
    "clock",
    "shield",
    "scale",
    "heart-pulse",
    "book",
    "eye",
    "eye-off",
    "lock",
    "unlock",
    "flag",
    "search",
    "plus",
    "check",
    "alert",
    "arrow-right",
    "arrow-left",
    "arrow-up",
    "arrow-down",
    "download",
    "upload",
    "more",
    "close",
    "chevron-down",
    "sort",
    "filter",
    "columns",
    "document",
    "phone",
    "place",
    "calendar",
    "link",
    "join",
    "split",
    "edit",
    "undo",
    "print",
    "question",
    "info",
    "half",
    "unknown",
    "list",
    "sun",
    "moon",
    "language",
    "sign-out",
    "bell",
    "inbox",
    "chart",
    "key",
    "gear",
    "journal",
    "work",
    "case",
    "mail",
    "refresh",
    "train",
    "bus",
    "car",
    "foot",
)


def icon(name: str, size: int | str = 20, label: str = "", extra: str = "") -> SafeString:
    """The icon as an ``<svg>``; without ``label`` it is decoration and hidden from screen readers."""
    return _drawn(name, size, label, extra)


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int | str, label: str, extra: str) -> SafeString:
    """A long page draws the same few icons a thousand times."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    classes = f"icon {extra}".strip()
    return format_html(
        '<svg class="{}" width="{}" height="{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        classes, size, size, said, static("kit/icons.svg"), name,
    )  # fmt: skip
