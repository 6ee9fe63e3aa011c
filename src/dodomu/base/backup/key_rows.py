"""Between the tables of keys and a key file: taken out of the living database, put into a restored one."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.backup.errors import KeyFileTooOld
from dodomu.base.backup.guards import unguarded
from dodomu.base.backup.key_set import KeySet, Version
from dodomu.base.keys import DataKey, OrganisationKey

TABLES = ("keys_organisationkey", "keys_datakey")


def taken(ring: str) -> KeySet:
    """Every living key of this moment; call it inside a transaction that sees one moment."""
    versions = tuple(
        Version(row.id, row.version, bytes(row.wrapped), row.created_at, row.destroyed_at)
        for row in OrganisationKey.objects.order_by("version")
    )
    found = DataKey.objects.filter(wrapped__isnull=False).order_by("id")
    rows = found.values_list("id", "organisation_key_id", "wrapped").iterator(chunk_size=5000)
    data = {identifier: (under, bytes(wrapped or b"")) for identifier, under, wrapped in rows}
    return KeySet(ring, journal.checkpoint().size, versions, data)


def strip() -> None:
    """Take every organisation key out of this database, a copy on its way into a backup."""
    with transaction.atomic(), unguarded(TABLES[:1]), connection.cursor() as cursor:
        cursor.execute("UPDATE keys_organisationkey SET wrapped = %s", [b""])


def put(keys: KeySet, *, journal_size: int) -> None:
    """Give a restored database its keys: those that live by the key file, and no others.

    Parameters:
        journal_size: of the backup. A data key that an older key file does not name came later and stays as it is;
            one that a newer key file does not name was destroyed since.

    Raises:
        KeyFileTooOld: the backup stands under an organisation key that the key file does not know yet.
    """
    known = {one.id for one in keys.versions}
    with transaction.atomic():
        if OrganisationKey.objects.exclude(id__in=known).exists():
            raise KeyFileTooOld("The key file is older than the backup: put the newest copy of it beside the backup.")
        with unguarded(TABLES):
            _put_versions(keys)
            _put_data_keys(keys, destroy_unnamed=keys.journal_size >= journal_size)


def _put_versions(keys: KeySet) -> None:
    there = set(OrganisationKey.objects.values_list("id", flat=True))
    for one in keys.versions:
        row = {"wrapped": one.wrapped, "destroyed_at": one.destroyed_at}
        if one.id in there:
            OrganisationKey.objects.filter(id=one.id).update(**row)
        else:
            OrganisationKey.objects.create(id=one.id, version=one.version, created_at=one.created_at, **row)


def _put_data_keys(keys: KeySet, *, destroy_unnamed: bool) -> None:
    lives = {one.id for one in keys.versions if one.wrapped}
    moved: list[tuple[UUID, UUID, bytes]] = []
    gone: list[UUID] = []
    rows = DataKey.objects.filter(wrapped__isnull=False).values_list("id", "organisation_key_id", "wrapped")
    for identifier, under, wrapped in rows.iterator(chunk_size=5000):
        named = keys.data.get(identifier)
        if named is None:
            if destroy_unnamed or under not in lives:
                gone.append(identifier)
        elif named != (under, bytes(wrapped or b"")):
            moved.append((identifier, *named))
    stored = DataKey._meta.pk.get_db_prep_value
    with connection.cursor() as cursor:
        if moved:
            cursor.executemany(
                "UPDATE keys_datakey SET organisation_key_id = %s, wrapped = %s WHERE id = %s",
                [(stored(under, connection), wrapped, stored(one, connection)) for one, under, wrapped in moved],
            )
    now = timezone.now()
    for start in range(0, len(gone), 1000):
        part = gone[start : start + 1000]
        DataKey.objects.filter(id__in=part).update(wrapped=None, destroyed_at=now)
