"""Which uses of whose data must stop, as the tables say now. Ids are those under which a restriction was set.

Stages that know which records are one person (the registry and everything above it) ask through their own query, which
follows joins and splits: ``registry.queries.stopped``.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from dodomu.base.access.models import Restriction
from dodomu.base.access.same_person import every_id_of
from dodomu.base.reading import answered


def in_force(uses: Collection[str], now: datetime | None = None) -> QuerySet[Restriction]:
    """The restrictions of these uses that hold now."""
    at = now or timezone.now()
    return Restriction.objects.filter(Q(use__in=uses), since__lte=at, lifted_at=None)


def is_stopped(person_id: UUID, use: str, now: datetime | None = None) -> bool:
    """Whether this person's data must not be used for this, under whichever of the person's ids it was set."""
    if now is None:
        return use in answered(("access.stopped", person_id), lambda: stopped_uses(person_id))
    return in_force([use], now).filter(subject__in=every_id_of([person_id])).exists()


def stopped_uses(person_id: UUID, now: datetime | None = None) -> frozenset[str]:
    """Every use that is stopped for this person."""
    at = now or timezone.now()
    found = Restriction.objects.filter(subject__in=every_id_of([person_id]), since__lte=at, lifted_at=None)
    return frozenset(found.values_list("use", flat=True))
