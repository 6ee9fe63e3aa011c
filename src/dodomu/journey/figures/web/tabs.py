"""The pages of figures beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("figures:road", pgettext_lazy("figures", "The way home")),
    ("figures:status", pgettext_lazy("figures", "By status")),
    ("figures:time", pgettext_lazy("figures", "Time in each step")),
    ("figures:published", _("Published by others")),
    ("figures:releases", pgettext_lazy("figures", "What was shown before")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str | Promise
    url: str
    current: bool
    count: int | None = None


def tabs(request: HttpRequest) -> list[Tab]:
    """One tab for each page; the one that is open is marked."""
    return [Tab(label, reverse(name), reverse(name) == request.path) for name, label in PAGES]
