"""When something is due, in words: overdue 1 day, due today 18:00, due tomorrow, due in 5 days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext_lazy

from dodomu.base.work_order import KYIV, day_due

UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))
OVERDUE: dict[str, Any] = {
    "day": ngettext_lazy("overdue %(num)d day", "overdue %(num)d days", "num"),
    "hour": ngettext_lazy("overdue %(num)d hour", "overdue %(num)d hours", "num"),
    "minute": ngettext_lazy("overdue %(num)d minute", "overdue %(num)d minutes", "num"),
}
WAITS: dict[str, Any] = {
    "day": ngettext_lazy("waits %(num)d day", "waits %(num)d days", "num"),
    "hour": ngettext_lazy("waits %(num)d hour", "waits %(num)d hours", "num"),
    "minute": ngettext_lazy("waits %(num)d minute", "waits %(num)d minutes", "num"),
}
"""Whole sentences: the Ukrainian noun changes with the number and the verb."""
IN_DAYS: Any = ngettext_lazy("due in %(num)d day", "due in %(num)d days", "num")
NEAR_DAYS = 14
"""Days ahead that are counted; what is further away has its date."""
MIDNIGHT = time()
"""The Kyiv time of what is due on a day and at no hour: the end of that day."""


def due_in_words(due_at: datetime, now: datetime) -> str:
    """Elapsed time when it is overdue, days of the Kyiv calendar when it is still to come."""
    if due_at < now:
        return _lasting(OVERDUE, now - due_at)
    day = day_due(due_at)
    days = (day - now.astimezone(KYIV).date()).days
    if days == 0:
        return _today(due_at.astimezone(KYIV))
    if days == 1:
        return gettext("due tomorrow")
    return IN_DAYS % {"num": days} if days <= NEAR_DAYS else gettext("due on %(day)s") % {"day": _short(day)}


def waits_in_words(since: datetime, now: datetime) -> str:
    """Since when something waits that has no due time; empty in the first minute."""
    return _lasting(WAITS, now - since) if now - since >= UNITS[-1][1] else ""


def _today(local: datetime) -> str:
    if local.time() == MIDNIGHT:
        return gettext("due today")
    return gettext("due today, %(time)s") % {"time": date_format(local, "TIME_FORMAT")}


def _lasting(sentences: dict[str, Any], lasted: timedelta) -> str:
    unit, length = next((one for one in UNITS if lasted >= one[1]), UNITS[-1])
    return str(sentences[unit] % {"num": max(lasted // length, 1)})


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
