"""The nightly search of every record: which mentions there are, and how the last night went. Counts and ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from dodomu.journey.registry.models import Mention
from dodomu.journey.tracing.models import Sweep, SweepPart


@dataclass(frozen=True, slots=True)
class Night:
    """One night's search: how many mentions in how many parts, how many parts are done, how many pairs came of it.

    ``last_done_at``: when the latest part was done; None while none is.
    """

    day: date
    begun_at: datetime
    mentions: int
    parts: int
    done: int
    found: int
    last_done_at: datetime | None

    @property
    def is_over(self) -> bool:
        return self.done == self.parts


def last_night() -> Night | None:
    """The latest nightly search, running or over; None before the first."""
    sweep = Sweep.objects.order_by("-day").first()
    if sweep is None:
        return None
    counted = SweepPart.objects.filter(sweep=sweep).aggregate(
        parts=Count("id"), done=Count("id", filter=Q(done_at__isnull=False)), found=Sum("found"), last=Max("done_at")
    )
    return Night(
        sweep.day,
        sweep.begun_at,
        sweep.mentions,
        counted["parts"],
        counted["done"],
        counted["found"] or 0,
        counted["last"],
    )


def was_begun(day: date) -> bool:
    """Whether the search of that night was laid out."""
    return Sweep.objects.filter(day=day).exists()


def all_mentions() -> list[UUID]:
    """Every mention there is, the oldest first. No scope: for the machine's own search."""
    return list(Mention.objects.order_by("id").values_list("id", flat=True))


def mentions_between(first: UUID, last: UUID) -> list[UUID]:
    """The mentions of one part, both ends included."""
    return list(Mention.objects.filter(id__gte=first, id__lte=last).order_by("id").values_list("id", flat=True))
