"""How long ago, how soon, how late: the words of the board, the same on the server and in the module that counts down.

Hours and minutes are abbreviated, so that no noun has to change with its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.missions.queries.board_rows import ExpectedRow
from dodomu.journey.missions.word_windows import AHEAD, CRITICAL, DUE, LATE, OVERDUE
from dodomu.kit.status import Status, tone_icon

Text = str | Promise
SPANS: dict[str, Text] = {
    "days": _("{d} d {h} h"),
    "hours": _("{h} h {m} min"),
    "whole": _("{h} h"),
    "minutes": _("{m} min"),
    "none": _("less than a minute"),
}
AGO: Text = _("{time} ago")
LASTING: Text = pgettext_lazy("alarm", "for {time}")
SENTENCES: dict[str, Text] = {
    AHEAD: pgettext_lazy("word", "in {time}"),
    DUE: pgettext_lazy("word", "expected now"),
    LATE: pgettext_lazy("word", "late by {time}"),
    OVERDUE: pgettext_lazy("word", "overdue by {time}"),
    CRITICAL: pgettext_lazy("word", "critical: overdue by {time}"),
}
LOOKS = {
    AHEAD: ("well", "clock"),
    DUE: ("act", "clock"),
    LATE: ("notice", ""),
    OVERDUE: ("harm", ""),
    CRITICAL: ("harm", ""),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence as a page hands it to its module: for which state, the words, the tone and the icon."""

    state: str
    words: Text
    tone: str = ""
    icon: str = ""


def sentences() -> list[Said]:
    """Everything the module needs to count down in the reader's language."""
    spans = [Said(f"span-{size}", words) for size, words in SPANS.items()]
    states = [Said(state, SENTENCES[state], tone, icon or tone_icon(tone)) for state, (tone, icon) in LOOKS.items()]
    return [*spans, Said("ago", AGO), Said("lasting", LASTING), *states]


def span(lasted: timedelta) -> str:
    """1 h 16 min, 12 min, 2 d 3 h, less than a minute."""
    whole = max(int(lasted.total_seconds()) // 60, 0)
    days, hours, minutes = whole // 1440, whole // 60 % 24, whole % 60
    within_a_day = ("hours" if minutes else "whole") if hours else "minutes" if minutes else "none"
    size = "days" if days else within_a_day
    return str(SPANS[size]).format(d=days, h=hours, m=minutes)


def ago(at: datetime, now: datetime) -> str:
    """12 min ago."""
    return str(AGO).format(time=span(now - at))


def lasting(since: datetime, now: datetime) -> str:
    """For 12 min."""
    return str(LASTING).format(time=span(now - since))


def countdown(row: ExpectedRow, now: datetime) -> str:
    """How the word stands: in 1 h 16 min, expected now, late by 12 min, …"""
    distance = row.due_at - now if row.state == AHEAD else now - row.due_at
    return str(SENTENCES[row.state]).format(time=span(distance))


def status(row: ExpectedRow, now: datetime) -> Status:
    """The countdown with its sign and its colour."""
    tone, icon = LOOKS[row.state]
    return Status(countdown(row, now), tone, icon)
