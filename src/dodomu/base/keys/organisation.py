"""The organisation's own key, in versions; it wraps the data keys."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.db.models import Max

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
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
        newest = _make(first=True)
    open_organisation_key(newest)
    return newest


def new_organisation_key() -> OrganisationKey:
    """Make the next version; data keys made from now on are wrapped under it."""
    ensure_organisation_key()
    return _make(first=False)


def open_organisation_key(row: OrganisationKey) -> AESGCM:
    """The cipher under this organisation key.

    Raises:
        WrongKey: the key ring does not fit this database.
    """
    return unlocked().organisation_key(row.id, bytes(row.wrapped))


@transaction.atomic
def _make(*, first: bool) -> OrganisationKey:
    serialise("organisation key")
    newest = OrganisationKey.objects.aggregate(newest=Max("version"))["newest"] or 0
    if first and newest:
        return OrganisationKey.objects.get(version=newest)
    identifier = new_id()
    wrapped = unlocked().wrap_organisation_key(identifier, os.urandom(32), os.urandom(12))
    return OrganisationKey.objects.create(id=identifier, version=newest + 1, wrapped=wrapped)
