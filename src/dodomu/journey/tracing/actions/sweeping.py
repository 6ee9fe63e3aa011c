"""The search of every record there is, once a night: laid out in parts, each done once, and done again after a kill.

A new report is searched for at once; the night finds what that could not: a task that failed, rules or an engine that
changed since, a child who grew into another urgency.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.journey.tracing import rules
from dodomu.journey.tracing.actions.finding import find_among
from dodomu.journey.tracing.models import Sweep, SweepPart
from dodomu.journey.tracing.queries import nights
from dodomu.kit.dates import KYIV, day_in_kyiv

STILL_RUNNING = timedelta(hours=1)
"""A night of which a part was done so recently goes on, and the next one waits for it."""


def is_night(now: datetime) -> bool:
    """Whether the search of this day may begin and did not: also later in the day, where nothing ran at night."""
    if now.astimezone(KYIV).hour < rules.threshold("night_begins") or nights.was_begun(day_in_kyiv(now)):
        return False
    last = nights.last_night()
    return last is None or last.is_over or now - (last.last_done_at or last.begun_at) > STILL_RUNNING


@transaction.atomic
def begin_sweep(now: datetime) -> list[UUID]:
    """Lay out the search of this day, once, whoever asks; forget nights of long ago.

    Returns:
        The parts to be searched, in no need of an order; none where the day was begun before.
    """
    serialise("tracing.nights")
    day = day_in_kyiv(now)
    if nights.was_begun(day):
        return []
    Sweep.objects.filter(day__lt=day - timedelta(days=int(rules.threshold("nights_kept")))).delete()
    mentions, size = nights.all_mentions(), int(rules.threshold("mentions_per_task"))
    sweep = Sweep.objects.create(day=day, mentions=len(mentions), begun_at=now)
    parts = [mentions[start : start + size] for start in range(0, len(mentions), size)]
    rows = [SweepPart(id=new_id(), sweep=sweep, first=part[0], last=part[-1]) for part in parts]
    return [row.id for row in SweepPart.objects.bulk_create(rows, batch_size=500)]


def search_part(part_id: UUID) -> int:
    """Search one part, unless that is done. Returns how many pairs are newly proposed or came back.

    A kill in the middle leaves the part undone; searching it again adds no pair twice.
    """
    part = SweepPart.objects.filter(id=part_id, done_at=None).first()
    if part is None:
        return 0
    found = find_among(nights.mentions_between(part.first, part.last))
    with transaction.atomic():
        SweepPart.objects.filter(id=part_id, done_at=None).update(found=found, done_at=timezone.now())
    return found
