"""Alarms that end of themselves: the group was heard, the way was changed, or the silence grew worse."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from dodomu.base.database.ids import new_id
from dodomu.journey.missions.models import Alarm, AlarmStep, Word
from dodomu.journey.missions.word_windows import SILENCES


def end_silences(expected: Collection[UUID], *, at: datetime, word: Word | None = None) -> None:
    """End the open alarms about words that did not come; ``word`` is what the group said at last."""
    alarms = Alarm.objects.filter(expected__in=expected, kind__in=SILENCES, ended_at=None)
    for alarm in alarms:
        end_row(alarm, AlarmStep.What.ENDED, at=at, word=word)


def end_row(alarm: Alarm, what: AlarmStep.What, *, at: datetime, word: Word | None = None) -> None:
    """End an alarm without a person's reason; the step says how."""
    alarm.ended_at, alarm.ended_word = at, word
    alarm.save(update_fields=("ended_at", "ended_word"))
    AlarmStep.objects.create(id=new_id(), alarm=alarm, what=what, by_id=word.by_id if word else None, at=at)
