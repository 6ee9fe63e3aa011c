"""A new organisation key: every data key is wrapped under it, step by step, and the old one is destroyed.

Each step is a transaction and can be done again, so a rotation that was cut off is finished by the next. Others go on
working: new data keys stand under the new organisation key from the first moment, and what still arrives under the old
one is wrapped again before that is destroyed. Nothing that was sealed is touched.

The caller journals: this package knows no journal. It hands in what is to be written, in the transaction of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from dodomu.base.database.locks import serialise
from dodomu.base.keys.models import DataKey, OrganisationKey
from dodomu.base.keys.organisation import ensure_organisation_key, make_next, open_organisation_key
from dodomu.base.keys.ring import unlocked
from dodomu.base.keys.wrapping import rewrapped

STEP = 1000
"""Data keys wrapped anew in one transaction."""
NO_ID = UUID(int=0)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: the version that holds now, and how many data keys this run wrapped under it."""

    version: int
    moved: int


@dataclass(frozen=True, slots=True)
class Notes:
    """What the caller writes down: when a new key was made (its version), and when the old ones went (version, moved)."""

    begun: Callable[[int], object]
    ended: Callable[[int, int], object]


def rotate(notes: Notes, progress: Progress | None = None) -> Rotated:
    """Make a new organisation key, or go on where a rotation was cut off, to the end.

    Args:
        notes: called inside the transactions of the first and the last step.
        progress: called with data keys wrapped anew and all there are.

    Raises:
        WrongKey: the key ring does not fit this database, or a data key was tampered with; nothing was destroyed then.
        RuntimeError: inside a transaction.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A rotation is many transactions; call it outside of any.")
    target = _begin(notes)
    total, moved = _standing_elsewhere(target), 0
    if progress:
        progress(0, total)
    while True:
        for count in _steps(target):
            moved += count
            if progress:
                progress(moved, max(total, moved))
        if _end(target, moved, notes):
            unlocked().forget_organisation_keys(but=target.id)
            _leave_no_trace()
            return Rotated(target.version, moved)


def is_unfinished() -> bool:
    """Whether a rotation was begun and not brought to its end."""
    return OrganisationKey.objects.filter(destroyed_at=None).count() > 1


def made_at() -> datetime | None:
    """When the organisation key that holds now was made; None before there is any."""
    return OrganisationKey.objects.order_by("-version").values_list("created_at", flat=True).first()


def _begin(notes: Notes) -> OrganisationKey:
    ensure_organisation_key()
    with transaction.atomic():
        serialise("organisation key")
        newest = OrganisationKey.objects.order_by("-version")[0]
        if is_unfinished():
            return newest
        made = make_next(newest.version + 1)
        notes.begun(made.version)
        return made


def _steps(target: OrganisationKey) -> Iterator[int]:
    """One walk over all data keys in the order of their ids, so that no row is looked at twice."""
    after = NO_ID
    while True:
        with transaction.atomic():
            looked_at, moved = _step(target, after)
        if looked_at is None:
            return
        after = looked_at
        yield moved


def _step(target: OrganisationKey, after: UUID) -> tuple[UUID | None, int]:
    others = {row.id: open_organisation_key(row) for row in _others(target)}
    fresh = open_organisation_key(target)
    found = list(
        DataKey.objects.filter(id__gt=after, wrapped__isnull=False, organisation_key_id__in=others)
        .order_by("id")
        .values_list("id", "organisation_key_id", "version", "wrapped")[:STEP]
    )
    if not found:
        return None, 0
    stored = DataKey._meta.pk.get_db_prep_value
    moved = [
        (
            rewrapped(others[old], fresh, identifier, version, bytes(wrapped or b"")),
            *(stored(one, connection) for one in (target.id, identifier, old)),
        )
        for identifier, old, version, wrapped in found
    ]
    with connection.cursor() as cursor:
        # Who destroyed one in this very moment wins; one that stands elsewhere already was moved by another run of this.
        cursor.executemany(
            "UPDATE keys_datakey SET wrapped = %s, organisation_key_id = %s "
            "WHERE id = %s AND organisation_key_id = %s AND wrapped IS NOT NULL",
            moved,
        )
    return found[-1][0], len(found)


@transaction.atomic
def _end(target: OrganisationKey, moved: int, notes: Notes) -> bool:
    """Destroy the other organisation keys; False when a data key came to stand under one of them meanwhile."""
    # In this order: who inserts a data key may hold the journal already, and then waits for the row below.
    serialise("journal")
    serialise("organisation key")
    # FOR UPDATE waits for whoever is inserting a data key under one of these (see KeysOutliveNothing).
    others = [row.id for row in _others(target).select_for_update()]
    if DataKey.objects.filter(organisation_key_id__in=others, wrapped__isnull=False).exists():
        return False
    OrganisationKey.objects.filter(id__in=others).update(wrapped=b"", destroyed_at=timezone.now())
    if others:
        notes.ended(target.version, moved)
    return True


def _others(target: OrganisationKey) -> models.QuerySet[OrganisationKey]:
    return OrganisationKey.objects.filter(destroyed_at=None, version__lt=target.version)


def _standing_elsewhere(target: OrganisationKey) -> int:
    return DataKey.objects.filter(wrapped__isnull=False).exclude(organisation_key_id=target.id).count()


def _leave_no_trace() -> None:
    """Have the database overwrite what it no longer shows; what a disk or a copy of it keeps, nobody here can reach."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM keys_datakey, keys_organisationkey")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
