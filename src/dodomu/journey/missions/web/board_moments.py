"""When something was said, as a tired person types it: 14:02, yesterday 23:10, 5 March 2026 14:02, 12 min ago."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values.dates import DateNotUnderstood
from dodomu.kit.dates import KYIV
from dodomu.kit.forms import understand

CLOCK = re.compile(r"(?:^|[\s,])(?:at|о|об)?\s*(\d{1,2})[:.](\d{2})$")
SINCE = re.compile(r"^(\d{1,4})\s*(?:m|min|minutes?|хв|хвилин[аиу]?|мин)\.?(?:\s*(?:ago|тому|назад))?$")
YESTERDAY = frozenset({"yesterday", "вчора", "вчера"})
TODAY = frozenset({"", "today", "сьогодні", "сегодня"})
FAST_CLOCK = timedelta(minutes=2)


class NotAMoment(ValueError):
    """The words name no moment, or one that has not come."""


def read_moment(text: str, now: datetime, zone: ZoneInfo = KYIV) -> datetime:
    """The moment that was typed; empty is now. A time without a day is the latest such time that has come.

    Parameters:
        zone: where the clock hangs that the words speak of.

    Raises:
        NotAMoment: not understood, or still to come.
    """
    words = text.strip().casefold()
    if not words:
        return now
    if found := SINCE.match(words):
        return now - timedelta(minutes=int(found[1]))
    clock = CLOCK.search(words)
    if clock is None:
        raise NotAMoment
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        raise NotAMoment
    named = words[: clock.start()].strip(" ,")
    today = now.astimezone(zone).date()
    at = datetime.combine(_day(named, today), time(hour, minute), zone)
    if at > now + FAST_CLOCK and not named:
        at = datetime.combine(today - timedelta(days=1), time(hour, minute), zone)
    if at > now + FAST_CLOCK:
        raise NotAMoment
    return at


def _day(named: str, today: date) -> date:
    if named in TODAY:
        return today
    if named in YESTERDAY:
        return today - timedelta(days=1)
    try:
        found = understand(named, on=today)
    except DateNotUnderstood:
        raise NotAMoment from None
    if not found.exact:
        raise NotAMoment
    return found.earliest


class MomentField(forms.CharField):
    """Free text that cleans to a datetime; empty is the moment of sending. The zone is the form's to say: see ``read``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Empty: just now. Or 14:02, yesterday 23:10, 5 March 2026 14:02, 12 min ago."))
        super().__init__(required=False, max_length=60, **kwargs)

    def read(self, text: str, zone: ZoneInfo = KYIV) -> datetime:
        """The moment that was typed.

        Raises:
            ValidationError: it was not understood, or is still to come.
        """
        try:
            return read_moment(text, timezone.now(), zone)
        except NotAMoment:
            raise ValidationError(
                _("Write a time that has come, for example 14:02, yesterday 23:10, 5 March 2026 14:02 or 12 min ago."),
                code="moment",
            ) from None
