"""Sealing a value to named persons, opening it, and changing who can.

A fresh content key closes the value (``sealing``: AES-256-GCM, bound to table, row and column, filled up in length). The
content key is closed in an envelope for each named person and for the recovery key (``sealed_envelope``). What comes out
is sealed once more under the data key of its owner, so that destroying that key (a case is forgotten) destroys this as
well, also in backups. These functions change rows and write no journal: the act that calls them does.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from dodomu.base.database.locks import serialise
from dodomu.base.keys.opened import OpenKey
from dodomu.base.keys.sealed_envelope import close, disclose, place_of
from dodomu.base.keys.sealed_errors import (
    AlreadySealed,
    LastReader,
    NoKey,
    NoReaders,
    NoRecovery,
    NotForYou,
    NotSealedHere,
)
from dodomu.base.keys.sealed_models import RemovedWhy, SealedEnvelope, SealedKey, SealedRecovery, SealedValue
from dodomu.base.keys.sealed_person import OpenedKey
from dodomu.base.keys.sealing import seal, unseal

TABLE, COLUMN = "keys_sealedvalue", "content"
LOCK = "keys.sealed"
SECRET_BYTES = 32
LENGTH_STEP = 512
"""Lengths are told in steps of so many bytes: an account of two words looks like one of two paragraphs."""


def seal_for(
    persons: Collection[UUID], table: str, row: UUID, column: str, value: Any, *, under: OpenKey, by: UUID
) -> SealedValue:
    """Seal a JSON-able value to these persons, for this place.

    Parameters:
        under: the data key of what the value belongs to. by: the account that seals; it need not be among the persons.

    Raises:
        NoReaders: nobody is named. NoKey: one of them has no key. NoRecovery: no recovery shares are in force.
        AlreadySealed: something is sealed there.
    """
    serialise(LOCK)
    if SealedValue.objects.filter(table=table, row=row, column=column).exists():
        raise AlreadySealed("Something is sealed in this place already.")
    keys, recoveries, secret = _keys_of(persons), _recoveries(), os.urandom(SECRET_BYTES)
    made = SealedValue(table=table, row=row, column=column, made_by_id=by)
    _close_value(made, value, secret, under)
    made.save(force_insert=True)
    send_envelopes(made, secret, keys, recoveries)
    return made


def open_sealed(opened: OpenedKey, table: str, row: UUID, column: str, *, under: OpenKey) -> Any:
    """The value, for somebody it is sealed to. Where somebody was taken away since, it is sealed anew at once.

    Raises:
        NotSealedHere: nothing is, or it was destroyed. NotForYou: not sealed to this person.
        EnvelopeBroken, SealBroken: altered or moved. KeyDestroyed comes from whoever opens ``under``.
    """
    serialise(LOCK)
    held = _held(table, row, column)
    value = _read(held, _secret(held, opened), under)
    if held.stale:
        _seal_anew(held, value, _readers(held), under)
    return value


def add_sealed_reader(opened: OpenedKey, table: str, row: UUID, column: str, person: UUID) -> None:
    """Let one more person open it; naming one who can already changes nothing.

    Raises:
        As ``open_sealed``; NoKey: the person has no key.
    """
    serialise(LOCK)
    held = _held(table, row, column)
    secret = _secret(held, opened)
    keys = [key for key in _keys_of([person]) if not held.envelopes.filter(key=key, removed_at=None).exists()]
    send_envelopes(held, secret, keys, ())


def remove_sealed_reader(
    opened: OpenedKey, table: str, row: UUID, column: str, person: UUID, *, under: OpenKey
) -> None:
    """Take one person away and seal the value anew for the others, so that what that person kept opens nothing.

    Raises:
        As ``open_sealed``; LastReader: nobody would be left.
    """
    serialise(LOCK)
    held = _held(table, row, column)
    value = _read(held, _secret(held, opened), under)
    left = [key for key in _readers(held) if key.person_id != person]
    if not left:
        raise LastReader("Somebody else is added first.")
    held.envelopes.filter(key__person=person, removed_at=None).update(**removed(RemovedWhy.WITHDRAWN))
    _seal_anew(held, value, left, under)


def withdraw_person(person: UUID, why: RemovedWhy) -> int:
    """End the person's key and destroy every envelope to it; how many there were. What they opened is sealed anew by
    the next person who opens it.

    Raises:
        NoKey: the person has none.
    """
    serialise(LOCK)
    now = timezone.now()
    envelopes = SealedEnvelope.objects.filter(key__person=person, removed_at=None)
    values = list(envelopes.values_list("value", flat=True))
    if not SealedKey.objects.filter(person_id=person, ended_at=None).update(wrapped=None, ended_at=now):
        raise NoKey("This person has no key.")
    envelopes.update(**removed(why))
    SealedValue.objects.filter(id__in=values).update(stale=True)
    return len(values)


def destroy_sealed(table: str, row: UUID, column: str) -> None:
    """Destroy the value and every envelope to it, for ever.

    Raises:
        NotSealedHere: nothing is sealed there, or no longer.
    """
    serialise(LOCK)
    held = _held(table, row, column)
    held.envelopes.filter(removed_at=None).update(**removed(RemovedWhy.DESTROYED))
    held.content, held.destroyed_at = None, timezone.now()
    held.save(update_fields=("content", "destroyed_at"))


def sealed_readers(table: str, column: str, rows: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Who can open what stands in these rows: the accounts, in the order in which they were named."""
    found: dict[UUID, list[UUID]] = {row: [] for row in rows}
    envelopes = SealedEnvelope.objects.filter(
        value__table=table, value__column=column, value__row__in=list(found), removed_at=None, key__isnull=False
    ).select_related("key", "value")
    for envelope in envelopes.order_by("made_at", "id"):
        if envelope.key is not None:
            found[envelope.value.row].append(envelope.key.person_id)
    return found


def _held(table: str, row: UUID, column: str) -> SealedValue:
    held = SealedValue.objects.select_for_update().filter(table=table, row=row, column=column).first()
    if held is None or held.content is None:
        raise NotSealedHere("Nothing is sealed here.")
    return held


def _secret(held: SealedValue, opened: OpenedKey) -> bytes:
    envelope = held.envelopes.filter(key=opened.id, removed_at=None).first()
    if envelope is None or envelope.wrapped is None:
        raise NotForYou("It is not sealed to this person.")
    place = place_of(held.table, held.row, held.column, held.generation)
    return disclose(bytes(envelope.wrapped), opened.private, place, opened.id)


def _read(held: SealedValue, secret: bytes, under: OpenKey) -> Any:
    inner = b64decode(unseal(under, TABLE, held.id, COLUMN, bytes(held.content or b"")))
    return unseal(OpenKey(held.id, secret), held.table, held.row, held.column, inner)["value"]


def _close_value(held: SealedValue, value: Any, secret: bytes, under: OpenKey) -> None:
    length = len(json.dumps(value, ensure_ascii=False).encode())
    filled = {"value": value, "fill": " " * (-length % LENGTH_STEP)}
    inner = seal(OpenKey(held.id, secret), held.table, held.row, held.column, filled)
    held.content = seal(under, TABLE, held.id, COLUMN, b64encode(inner).decode())


def _seal_anew(held: SealedValue, value: Any, keys: Collection[SealedKey], under: OpenKey) -> None:
    """A fresh content key, fresh envelopes: whoever kept the old key opens nothing from now on."""
    secret = os.urandom(SECRET_BYTES)
    held.envelopes.filter(removed_at=None).update(**removed(RemovedWhy.RESEALED))
    held.generation, held.stale = held.generation + 1, False
    _close_value(held, value, secret, under)
    held.save(update_fields=("generation", "stale", "content"))
    send_envelopes(held, secret, keys, _recoveries())


def send_envelopes(
    held: SealedValue, secret: bytes, keys: Iterable[SealedKey], recoveries: Iterable[SealedRecovery]
) -> None:
    """Close the content key of a value for further recipients."""
    place = place_of(held.table, held.row, held.column, held.generation)
    common = {"value": held, "generation": held.generation}
    for key in keys:
        wrapped = close(secret, bytes(key.public), place, key.id)
        SealedEnvelope.objects.create(key=key, wrapped=wrapped, **common)
    for recovery in recoveries:
        wrapped = close(secret, bytes(recovery.public), place, recovery.id)
        SealedEnvelope.objects.create(recovery=recovery, wrapped=wrapped, **common)


def _readers(held: SealedValue) -> list[SealedKey]:
    return list(SealedKey.objects.filter(envelopes__value=held, envelopes__removed_at=None, ended_at=None))


def _keys_of(persons: Collection[UUID]) -> list[SealedKey]:
    wanted = set(persons)
    if not wanted:
        raise NoReaders("Nobody was named who could open it.")
    found = list(SealedKey.objects.filter(person_id__in=wanted, ended_at=None).order_by("made_at"))
    if len(found) < len(wanted):
        raise NoKey("One of the persons named has no key.")
    return found


def _recoveries() -> list[SealedRecovery]:
    """Those in force, and one that waits for its holders: when it comes in force, nothing may be missing from it."""
    found = list(SealedRecovery.objects.filter(ended_at=None))
    if not any(recovery.in_force_at for recovery in found):
        raise NoRecovery("No recovery shares are in force.")
    return found


def removed(why: RemovedWhy) -> dict[str, Any]:
    """What an envelope becomes that is taken away."""
    return {"wrapped": None, "removed_at": timezone.now(), "removed_why": why}
