"""A new organisation key: every data key moves under it, whatever happens meanwhile, and the old one is destroyed."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, keys, shred
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.bulk import as_stored, insert_rows, insert_stored
from dodomu.base.keys import DataKey, KeyDestroyed, OrganisationKey, WrongKey, rotation
from dodomu.base.reading import one_reading

BY = Viewer.system("tests")
pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "STEP", 7)


@pytest.fixture
def made() -> dict[UUID, bytes]:
    """Thirty data keys, and what each derives: it must derive the same for ever."""
    rows, opened = keys.make_data_keys(30)
    with transaction.atomic():
        insert_rows(DataKey, rows)
    return {key.id: key.derive("test") for key in opened}


def derived(identifiers: Any) -> dict[UUID, bytes]:
    return {identifier: key.derive("test") for identifier, key in keys.open_keys(identifiers).items()}


def living() -> list[int]:
    found = OrganisationKey.objects.filter(destroyed_at=None).order_by("version")
    return list(found.values_list("version", flat=True))


def test_everything_opens_and_the_old_key_is_gone(made: dict[UUID, bytes]) -> None:
    told: list[tuple[int, int]] = []
    assert shred.rotate_keys(BY, lambda done, total: told.append((done, total))) == rotation.Rotated(2, 30)
    assert derived(made) == made
    assert told[0] == (0, 30)
    assert told[-1] == (30, 30)
    old = OrganisationKey.objects.get(version=1)
    assert (bytes(old.wrapped), living()) == (b"", [2])
    assert old.destroyed_at
    with pytest.raises(WrongKey, match="destroyed"):
        keys.organisation.open_organisation_key(old)
    assert [one.kind for one in journal.recent(5)] == ["keys_rotated", "keys_rotation_begun"]
    assert journal.recent(1)[0].codes == {"version": 2, "moved": 30}


def test_a_destroyed_data_key_stays_destroyed(made: dict[UUID, bytes]) -> None:
    gone, *kept = made
    keys.destroy_key(gone)
    shred.rotate_keys(BY)
    assert set(derived(made)) == set(kept)
    with pytest.raises(KeyDestroyed):
        keys.open_key(DataKey.objects.get(id=gone))


def test_the_old_wrapping_opens_nothing_any_more(made: dict[UUID, bytes]) -> None:
    """What somebody copied out of the table before is of no use beside the table after."""
    copied = list(DataKey.objects.order_by("id").values_list("id", "wrapped", "version"))
    shred.rotate_keys(BY)
    new = keys.organisation.open_organisation_key(OrganisationKey.objects.get(version=2))
    for identifier, wrapped, version in copied:
        with pytest.raises(WrongKey):
            keys.wrapping.unwrapped(new, identifier, version, bytes(wrapped or b""))


def test_keys_made_meanwhile_stand_under_the_new_one(made: dict[UUID, bytes]) -> None:
    fresh: list[UUID] = []
    shred.rotate_keys(BY, lambda done, total: fresh.append(keys.new_data_key().id))
    assert set(DataKey.objects.filter(id__in=fresh).values_list("organisation_key__version", flat=True)) == {2}
    assert set(derived(fresh)) == set(fresh)


def test_a_key_that_arrives_late_under_the_old_one_is_moved_too(made: dict[UUID, bytes]) -> None:
    """Its id lies before those that the walk has passed."""
    rows, (late,) = keys.make_data_keys(1)
    rows[0]["id"] = UUID(int=1)
    old = keys.organisation.open_organisation_key(OrganisationKey.objects.get())
    rows[0]["wrapped"] = keys.wrapping.wrap(old, UUID(int=1), 1, late._secret, os.urandom(12))
    waiting = [rows]

    def arrive(done: int, total: int) -> None:
        if done and waiting:
            with transaction.atomic():
                insert_rows(DataKey, waiting.pop())

    shred.rotate_keys(BY, arrive)
    assert derived([UUID(int=1)]) == {UUID(int=1): late.derive("test")}
    assert living() == [2]


def test_rows_made_before_a_rotation_are_refused_after_it(made: dict[UUID, bytes]) -> None:
    """Else they would be lost: nobody could open them."""
    rows, opened = keys.make_data_keys(3)
    shred.rotate_keys(BY)
    driver: Any = connection
    refused = (IntegrityError, driver.Database.IntegrityError)  # a COPY raises the driver's own
    with pytest.raises(refused, match="meanwhile"), transaction.atomic():
        insert_rows(DataKey, rows)
    assert derived(key.id for key in opened) == {}


@pytest.mark.parametrize("stored", [False, True])
def test_whoever_took_long_wraps_again(made: dict[UUID, bytes], stored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        keys.Keys, "forget_organisation_keys", lambda self, but: None
    )  # the rotation is another process
    rows, opened = keys.make_data_keys(3)
    shred.rotate_keys(BY)
    with transaction.atomic():
        if stored:
            insert_stored(DataKey, keys.stored_by_newest(as_stored(DataKey, rows)))
        else:
            insert_rows(DataKey, keys.wrapped_by_newest(rows))
    assert derived(key.id for key in opened) == {key.id: key.derive("test") for key in opened}


def test_a_row_read_before_opens_after(made: dict[UUID, bytes]) -> None:
    """Each page reads rows and opens them a moment later."""
    identifier = next(iter(made))
    row = DataKey.objects.get(id=identifier)
    shred.rotate_keys(BY)
    assert keys.open_key(row).derive("test") == made[identifier]


def test_one_reading_sees_a_rotation_begin(made: dict[UUID, bytes]) -> None:
    with one_reading():
        assert derived(made) == made
        shred.rotate_keys(BY)
        assert derived(made) == made


def test_a_tampered_key_stops_it_before_anything_is_destroyed(made: dict[UUID, bytes]) -> None:
    rows, _ = keys.make_data_keys(2)
    rows[0]["wrapped"], rows[1]["wrapped"] = rows[1]["wrapped"], rows[0]["wrapped"]
    with transaction.atomic():
        insert_rows(DataKey, rows)
    with pytest.raises(WrongKey, match="altered or moved"):
        shred.rotate_keys(BY)
    assert living() == [1, 2]
    assert rotation.is_unfinished()
    assert derived(made) == made


def test_inside_a_transaction_it_refuses(made: dict[UUID, bytes]) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="outside"):
        shred.rotate_keys(BY)
    assert living() == [1]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE keys_datakey SET organisation_key_id = (SELECT id FROM keys_organisationkey WHERE version = 2)",
        "UPDATE keys_datakey SET wrapped = organisation_key_id WHERE wrapped IS NOT NULL",
        "UPDATE keys_datakey SET purpose = 'care'",
        "UPDATE keys_organisationkey SET wrapped = '', destroyed_at = created_at WHERE version = 1",
        "UPDATE keys_organisationkey SET wrapped = ''",
        "UPDATE keys_organisationkey SET destroyed_at = created_at WHERE version = 2",
        "UPDATE keys_organisationkey SET wrapped = (SELECT wrapped FROM keys_organisationkey WHERE version = 1)",
        "UPDATE keys_organisationkey SET version = 9 WHERE version = 2",
        "DELETE FROM keys_organisationkey WHERE version = 2",
    ],
)
def test_no_other_change_reaches_the_tables_of_keys(made: dict[UUID, bytes], change: str) -> None:
    with transaction.atomic():
        keys.organisation.make_next(2)
    if connection.vendor == "postgresql":
        change = change.replace("= organisation_key_id W", "= organisation_key_id::text::bytea W")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert derived(made) == made


def test_a_destroyed_organisation_key_never_comes_back(made: dict[UUID, bytes]) -> None:
    before = bytes(OrganisationKey.objects.get(version=1).wrapped)
    shred.rotate_keys(BY)
    for change in ({"wrapped": before}, {"wrapped": before, "destroyed_at": None}, {"destroyed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganisationKey.objects.filter(version=1).update(**change)


@pytest.mark.postgres_only
def test_it_waits_for_a_key_that_is_being_inserted(made: dict[UUID, bytes]) -> None:
    """On SQLite writers exclude each other anyway."""
    rows, (late,) = keys.make_data_keys(1)
    inserted, ended = Event(), Event()

    def insert() -> None:
        with transaction.atomic():
            insert_rows(DataKey, rows)
            inserted.set()
            while not ended.is_set() and not _somebody_waits():
                pass
        connection.close()

    thread = Thread(target=insert)
    thread.start()
    assert inserted.wait(10)
    try:
        shred.rotate_keys(BY)
    finally:
        ended.set()
        thread.join()
    assert derived([late.id]) == {late.id: late.derive("test")}


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None


def killed(where: Callable[[], None]) -> None:
    """Rotate in a process of its own, which ``where`` arranges to be killed."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            where()
            shred.rotate_keys(BY)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def at_statement(number: int) -> Callable[[], None]:
    """Killed when it is about to say its statement of this number, or to commit."""

    def arrange() -> None:
        left = [number]

        def tick() -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def said(execute: Any, *rest: Any) -> Any:
            tick()
            return execute(*rest)

        commit = connection.commit

        def committed() -> None:
            tick()
            commit()

        connection.execute_wrappers.append(said)
        connection.commit = committed  # type: ignore[method-assign]

    return arrange


def assert_whole(made: dict[UUID, bytes]) -> None:
    assert derived(made) == made
    assert journal.verify().intact
    assert 1 <= len(living()) <= 2


@pytest.mark.parametrize("number", [3, 6, 9, 12, 16, 20, 25, 30, 36, 45])
def test_killed_half_way_everything_opens_and_the_next_run_finishes(made: dict[UUID, bytes], number: int) -> None:
    killed(at_statement(number))
    assert_whole(made)
    shred.rotate_keys(BY)
    assert_whole(made)
    assert len(living()) == 1
    begun = [one for one in journal.recent(9) if one.kind == "keys_rotation_begun"]
    assert len(begun) == len([one for one in journal.recent(9) if one.kind == "keys_rotated"])


@pytest.mark.heavy
def test_killed_a_thousand_times_nothing_is_lost(made: dict[UUID, bytes]) -> None:
    chance = random.Random(6)
    for _ in range(1000):
        killed(at_statement(chance.randrange(60)))
        assert derived(made) == made
    shred.rotate_keys(BY)
    assert_whole(made)
    assert len(living()) == 1
