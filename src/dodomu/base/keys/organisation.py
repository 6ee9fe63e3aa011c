"""The organisation's own key, in versions; it wraps the data keys."""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.keys.errors import WrongKey
from dodomu.base.keys.models import OrganisationKey
from dodomu.base.keys.ring import unlocked


def ensure_organisation_key() -> OrganisationKey:
    """The newest organisation key; the first one is made when the database has none.

    It is opened as well, so an installation whose key ring belongs to another database stops here,
    before anything is written.

    Raises:
        WrongKey: the key ring does not fit this database.
    """
    newest = OrganisationKey.objects.order_by("-version").first()
    if newest is None:
        newest = _make_first()
    open_organisation_key(newest)
    return newest


def open_organisation_key(row: OrganisationKey) -> AESGCM:
    """The cipher under this organisation key.

    Raises:
        WrongKey: the key ring does not fit this database, or the key was destroyed.
    """
    return open_wrapped(row.id, row.wrapped)


def open_wrapped(identifier: UUID, wrapped: bytes | memoryview | None) -> AESGCM:
    """As ``open_organisation_key``, of what its row holds.

    Raises:
        WrongKey: as there.
    """
    if not wrapped:
        raise WrongKey("This organisation key was destroyed, or was left out of a backup.")
    return unlocked().organisation_key(identifier, bytes(wrapped))


def make_next(version: int) -> OrganisationKey:
    """Make an organisation key of this version, in the caller's transaction, which holds the lock."""
    identifier = new_id()
    wrapped = unlocked().wrap_organisation_key(identifier, os.urandom(32), os.urandom(12))
    return OrganisationKey.objects.create(id=identifier, version=version, wrapped=wrapped)


@transaction.atomic
def _make_first() -> OrganisationKey:
    serialise("organisation key")
    return OrganisationKey.objects.order_by("-version").first() or make_next(1)
