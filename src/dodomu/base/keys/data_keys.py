"""Making, opening and destroying data keys."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.utils import timezone

from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.ids import new_id
from dodomu.base.database.plain import id_from, marks, selected
from dodomu.base.keys.errors import KeyDestroyed
from dodomu.base.keys.models import DataKey, OrganisationKey, Purpose
from dodomu.base.keys.opened import CURRENT_VERSION, OpenKey
from dodomu.base.keys.organisation import ensure_organisation_key, open_organisation_key, open_wrapped
from dodomu.base.keys.wrapping import NONCE_BYTES, unwrapped, wrap
from dodomu.base.reading import answered

SECRET_BYTES = 32
MOST_AT_ONCE = 10_000
"""Identifiers per query: both databases limit the parameters of one statement."""

_WRAPPED = """
SELECT id, wrapped, organisation_key_id, version FROM keys_datakey WHERE id IN ({}) AND wrapped IS NOT NULL
"""


def make_data_keys(
    count: int, organisation: OrganisationKey | None = None, *, purpose: Purpose = Purpose.EVIDENCE
) -> tuple[list[dict[str, Any]], list[OpenKey]]:
    """New data keys, without writing them.

    Parameters:
        organisation: under which to wrap them; without it the newest is asked for.
        purpose: what is kept under them.

    Returns:
        The rows for ``insert_rows(DataKey, rows)``, and the opened keys in the same order. The caller
        inserts the rows in the transaction in which it writes what the keys seal; when much time has passed
        since, through ``wrapped_by_newest``.
    """
    organisation = organisation or ensure_organisation_key()
    cipher, organisation_id, now = open_organisation_key(organisation), organisation.id, timezone.now()
    secrets, nonces = os.urandom(SECRET_BYTES * count), os.urandom(NONCE_BYTES * count)
    rows, opened = [], []
    for number in range(count):
        identifier = new_id()
        secret = secrets[number * SECRET_BYTES : (number + 1) * SECRET_BYTES]
        nonce = nonces[number * NONCE_BYTES : (number + 1) * NONCE_BYTES]
        wrapped = wrap(cipher, identifier, CURRENT_VERSION, secret, nonce)
        rows.append(
            {
                "id": identifier,
                "wrapped": wrapped,
                "organisation_key_id": organisation_id,
                "version": CURRENT_VERSION,
                "purpose": purpose.value,
                "created_at": now,
                "destroyed_at": None,
            }
        )
        opened.append(OpenKey(identifier, secret))
    return rows, opened


def new_data_key(purpose: Purpose = Purpose.EVIDENCE) -> OpenKey:
    """Make and store one data key, in the caller's transaction if there is one."""
    with transaction.atomic():
        rows, opened = make_data_keys(1, purpose=purpose)
        insert_rows(DataKey, rows)
    return opened[0]


def open_key(row: DataKey) -> OpenKey:
    """Open one data key.

    Raises:
        KeyDestroyed: it was destroyed. WrongKey: the row was tampered with.
    """
    if row.wrapped is not None and row.organisation_key.destroyed_at is not None:
        # The row was read before a rotation wrapped it anew, its organisation key after.
        row = DataKey.objects.select_related("organisation_key").get(id=row.id)
    if row.wrapped is None:
        raise KeyDestroyed("The key was destroyed; what it sealed is gone for ever.")
    cipher = open_organisation_key(row.organisation_key)
    return _unwrap(cipher, row.id, row.version, bytes(row.wrapped))


def open_keys(identifiers: Iterable[UUID]) -> dict[UUID, OpenKey]:
    """Open many data keys with one query for each ten thousand.

    Destroyed keys are absent from the answer: what they sealed is shown as destroyed, not as an error.

    Raises:
        WrongKey: a row was tampered with.
    """
    ciphers = answered("keys.organisation", _organisation_ciphers)
    wanted = iter(dict.fromkeys(identifiers))
    opened: dict[UUID, OpenKey] = {}
    while part := list(islice(wanted, MOST_AT_ONCE)):
        for key, wrapped, organisation, version in selected(_WRAPPED.format(marks(part)), part):
            identifier, organisation_id = id_from(key), id_from(organisation)
            if organisation_id not in ciphers:  # a rotation began while we read
                ciphers = _organisation_ciphers()
            opened[identifier] = _unwrap(ciphers[organisation_id], identifier, version, bytes(wrapped))
    return opened


def _organisation_ciphers() -> dict[UUID, AESGCM]:
    found = selected("SELECT id, wrapped FROM keys_organisationkey WHERE destroyed_at IS NULL")
    return {id_from(identifier): open_wrapped(id_from(identifier), wrapped) for identifier, wrapped in found}


def destroy_key(identifier: UUID) -> None:
    """Destroy a data key; the caller records the act and its reason in the journal.

    Raises:
        KeyDestroyed: it already was, or never existed.
    """
    changed = DataKey.objects.filter(id=identifier, wrapped__isnull=False).update(
        wrapped=None, destroyed_at=timezone.now()
    )
    if not changed:
        raise KeyDestroyed("There is no such key any more.")


def _unwrap(cipher: AESGCM, identifier: UUID, version: int, wrapped: bytes) -> OpenKey:
    return OpenKey(identifier, unwrapped(cipher, identifier, version, wrapped), version)
