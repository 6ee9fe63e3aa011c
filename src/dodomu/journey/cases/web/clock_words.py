"""Clocks, tasks and closings in words and signs, for pages and for what cases contribute elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dodomu.base.work_order import day_due
from dodomu.journey.cases import clocks
from dodomu.journey.cases.clock_labels import LABELS
from dodomu.journey.cases.clock_rules import KYIV, day_of, end_of, start_of
from dodomu.journey.cases.outcomes import outcomes
from dodomu.journey.cases.queries import ClockRow, ClosingRow
from dodomu.kit.dates import day_in_words, moment_in_words
from dodomu.kit.due import due_in_words
from dodomu.kit.status import Status

WHAT_TO_DO: dict[str, Promise] = {
    "response": _("Speak with whoever is with the child or seeks it, and write down what harm threatens."),
    "plan": _("Agree with the family what is done next, by whom and until when."),
    "birthday_18": _("Before that day: a plan for the time after it, with papers in the child's own name."),
    "placement": _("After six months a placement may be made permanent. Act before that day."),
    "certificate_for_return": _("The child must have crossed by then, or needs a new one."),
    "power_of_attorney": _("Whoever travels with it must be back by then, or needs a new one."),
}
MET_WORDS: dict[str, Promise] = {
    "response": _("The response was made"),
    "plan": _("The plan was made"),
    "placement": _("The placement was ended or reviewed"),
    "certificate_for_return": _("It was used, or replaced by a new one"),
    "power_of_attorney": _("It was used, or replaced by a new one"),
}
STATES: dict[str, tuple[Promise, str, str]] = {
    clocks.RUNNING: (pgettext_lazy("deadline", "running"), "act", "clock"),
    clocks.DUE_SOON: (pgettext_lazy("deadline", "due soon"), "notice", "clock"),
    clocks.OVERDUE: (pgettext_lazy("deadline", "overdue"), "harm", "alert"),
    clocks.NOT_KNOWN: (pgettext_lazy("deadline", "not known"), "unknown", "question"),
    clocks.MET: (pgettext_lazy("deadline", "met"), "well", "check"),
    clocks.SET_ASIDE: (pgettext_lazy("deadline", "set aside"), "neutral", "close"),
    clocks.REPLACED: (pgettext_lazy("deadline", "replaced by a new one"), "neutral", "undo"),
    clocks.ENDED: (pgettext_lazy("deadline", "no longer runs"), "neutral", "close"),
}
PASSED = {
    "birthday_18": _("has come"),
    "certificate_for_return": _("has expired"),
    "power_of_attorney": _("has expired"),
    "placement": _("has passed"),
}


NEAR = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock as a line: what, how it stands, when, how far away (said where it is near), what to do."""

    row: ClockRow
    label: str | Promise
    status: Status
    when: str
    note: str
    left: str
    shows_left: bool
    hint: str | Promise
    can_answer: bool
    correctable: bool


def clock_view(row: ClockRow, now: datetime | None = None) -> ClockView:
    clock, now = row.clock, now or timezone.now()
    left = _left(clock, now) if clock.is_open else ""
    return ClockView(
        row=row,
        label=LABELS[clock.code],
        status=_status(clock),
        when=_when(clock),
        note=_note(clock),
        left=left,
        shows_left=bool(left) and clock.due_at is not None and clock.due_at - now < NEAR,
        hint=WHAT_TO_DO[clock.code] if clock.is_open else "",
        can_answer=clock.is_open,
        correctable=clock.state in clocks.SETTLED,
    )


def _left(clock: clocks.Clock, now: datetime) -> str:
    """How far away it is; a day that begins a time (a birthday) is due on that day, not on the eve."""
    if clock.due_at is None:
        return ""
    begins = clock.due_day is not None and start_of(clock.due_day) == clock.due_at > now
    return due_in_words(end_of(clock.due_day) if begins and clock.due_day else clock.due_at, now)


def _status(clock: clocks.Clock) -> Status:
    word, tone, icon = STATES[clock.state]
    if clock.state == clocks.OVERDUE and clock.code in PASSED:
        return Status(PASSED[clock.code], tone, icon)
    if clock.late:
        return Status(pgettext_lazy("deadline", "met, but late"), "notice", "check")
    return Status(word, tone, icon)


def _when(clock: clocks.Clock) -> str:
    """The day or the moment, in Kyiv."""
    if clock.due_at is None:
        return ""
    day = clock.due_day
    return day_in_words(day) if day else moment_in_words(clock.due_at)


def _note(clock: clocks.Clock) -> str:
    """What has to be known to read the time rightly."""
    if clock.state == clocks.NOT_KNOWN:
        return gettext("No source tells when the child was born, so this day cannot be computed.")
    if clock.latest_day:
        words = {"latest": day_in_words(clock.latest_day)}
        return (
            gettext(
                "The day it counts from is known in part: the earliest possible one is used. At the latest %(latest)s."
            )
            % words
        )
    if clock.moved:
        return gettext("Moved by a person; the reason is in the history.")
    return ""


def due_words(due_at: datetime, whole_day: bool) -> str:
    """When a task or flag is due: the day, or the moment in Kyiv."""
    return day_in_words(day_of(due_at)) if whole_day else moment_in_words(due_at)


def due_status(due_at: datetime, now: datetime | None = None) -> Status:
    """How far away it is: overdue in red, today in yellow, later in blue."""
    now = now or timezone.now()
    words = due_in_words(due_at, now)
    if due_at <= now:
        return Status(words, "harm", "alert")
    today = day_due(due_at) == now.astimezone(KYIV).date()
    return Status(words, "notice" if today else "neutral", "clock")


def outcome_status(code: str, label: str | Promise) -> Status:
    look = outcomes()[code]
    return Status(label, look.tone, look.icon)


def closing_status(row: ClosingRow) -> Status:
    return outcome_status(row.outcome, row.label)


def due_next(row: Any) -> str | Promise:
    """What is due next in a row of the list."""
    named: dict[str, str | Promise] = {"task": _("Task"), "flag": _("Flag"), **LABELS}
    return named.get(row.due_what, "")
