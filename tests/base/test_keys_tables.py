"""Wrapped keys in the database: made, opened in batches, destroyed once and for ever."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from dodomu.base import keys
from dodomu.base.database.bulk import insert_rows
from dodomu.base.keys import DataKey, KeyDestroyed, OrganisationKey, WrongKey, ring

pytestmark = pytest.mark.django_db


def test_a_stored_key_opens_what_it_sealed() -> None:
    key, row = keys.new_data_key(), uuid4()
    blob = keys.seal(key, "registry_fact", row, "value", "Ілля Вигаданий")
    again = keys.open_key(DataKey.objects.get(id=key.id))
    assert keys.unseal(again, "registry_fact", row, "value", blob) == "Ілля Вигаданий"


def test_many_keys_are_made_and_opened_together(django_assert_num_queries: object) -> None:
    rows, made = keys.make_data_keys(300)
    insert_rows(DataKey, rows)
    with django_assert_num_queries(2):  # type: ignore[operator]
        opened = keys.open_keys(key.id for key in made)
    assert {key.id: key.derive("x") for key in made} == {id_: key.derive("x") for id_, key in opened.items()}


def test_a_destroyed_key_is_gone_for_ever() -> None:
    key = keys.new_data_key()
    keys.destroy_key(key.id)
    row = DataKey.objects.get(id=key.id)
    assert row.wrapped is None
    assert row.destroyed_at
    assert keys.open_keys([key.id]) == {}
    with pytest.raises(KeyDestroyed):
        keys.open_key(row)
    with pytest.raises(KeyDestroyed):
        keys.destroy_key(key.id)


@pytest.mark.parametrize("change", ["wrapped = other.wrapped", "created_at = other.created_at", "version = 2"])
def test_nothing_but_destruction_changes_a_key(change: str) -> None:
    one, other = keys.new_data_key(), keys.new_data_key()
    column, value = change.split(" = ")
    new = getattr(DataKey.objects.get(id=other.id), column) if value.startswith("other") else int(value)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(id=one.id).update(**{column: new})


def test_a_destroyed_key_cannot_be_put_back() -> None:
    key = keys.new_data_key()
    wrapped = DataKey.objects.get(id=key.id).wrapped
    keys.destroy_key(key.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(id=key.id).update(wrapped=wrapped, destroyed_at=None)


def test_keys_cannot_be_deleted_even_in_raw_sql() -> None:
    keys.new_data_key()
    for table in ("keys_datakey", "keys_organisationkey"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def test_a_wrapped_key_moved_to_another_row_does_not_open() -> None:
    rows, _ = keys.make_data_keys(2)
    rows[0]["wrapped"], rows[1]["wrapped"] = rows[1]["wrapped"], rows[0]["wrapped"]
    insert_rows(DataKey, rows)
    with pytest.raises(WrongKey):
        keys.open_keys([rows[0]["id"]])


def everything_stored() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(
                repr([bytes(one) if isinstance(one, memoryview) else one for one in row]) for row in cursor.fetchall()
            )
    return found


def test_the_ring_of_another_installation_writes_nothing() -> None:
    key = keys.new_data_key()
    before = everything_stored()
    assert before["keys_datakey"]
    ring.adopt(b"another installation's root key!")
    for act in (keys.new_data_key, lambda: keys.open_keys([key.id]), keys.ensure_organisation_key):
        with pytest.raises(WrongKey, match="two installations"):
            act()
    assert everything_stored() == before


def test_the_organisation_key_is_made_once() -> None:
    assert keys.ensure_organisation_key().id == keys.ensure_organisation_key().id
    assert OrganisationKey.objects.count() == 1


def test_no_secret_stands_in_the_tables() -> None:
    key = keys.new_data_key()
    stored = bytes(DataKey.objects.get(id=key.id).wrapped or b"")
    assert key._secret not in stored
    assert len(stored) == 12 + 32 + 16
