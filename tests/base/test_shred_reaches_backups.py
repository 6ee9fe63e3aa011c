"""Shredded, then attacked: with the old backup and every key that the organisation still has (attack 72)."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction
from pyrage.x25519 import Identity, Recipient

from dodomu.base import backup, journal, keys, shred
from dodomu.base.access.viewer import Viewer
from dodomu.base.backup import embedded, key_rows, key_set, manifest, tables, unpacking
from dodomu.base.keys import DataKey, OrganisationKey, Purpose, ring
from dodomu.base.shred import guarding
from tests.base.installations import COLUMN, PASSPHRASE, ROOT, TABLE, Empty, Installation

BY = Viewer.system("tests")
NAMES, BORN = ("Мар'яна Вигадана", "Zoriana Canary-Vyhadana"), ("2014-03-05", "2016-03-04")


class Care:
    """Words kept under a key of care, and what the journal commits to of them."""

    def __init__(self) -> None:
        self.key = keys.new_data_key(Purpose.CARE)
        self.row = UUID(int=4127)
        self.words = {"name": NAMES[0], "born": BORN[1]}
        self.sealed = keys.seal(self.key, TABLE, self.row, COLUMN, self.words)
        with transaction.atomic():
            self.commitment = journal.commit(self.key.derive("commitment"), committed(NAMES[0], BORN[1]))
            journal.append("case_opened", by=BY, commitments=(self.commitment,))


def committed(name: str, born: str) -> bytes:
    return f"{name}\n{born}".encode()


@pytest.fixture
def care(installed: Installation) -> Care:
    return Care()


@pytest.fixture
def old(installed: Installation, care: Care, tmp_path: Path) -> Path:
    """A backup from before, with its key file of that day."""
    folder = tmp_path / "old"
    folder.mkdir()
    return backup.write_backup(folder / "monday.age", [installed.recipient]).path


@pytest.fixture
def shredded(old: Path, care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words were destroyed, and the key rotated as the task does."""
    monkeypatch.setattr(guarding, "_guards", [lambda plan, by, confirmed_by: []])
    officer, director = (Viewer(uuid4(), uuid4()) for _ in range(2))
    shred.carry_out(shred.plan([care.key.id]), officer, confirmed_by=director, reason="retention")
    shred.rotate_keys(BY)


@pytest.fixture
def newest(shredded: None, installed: Installation, tmp_path: Path) -> Path:
    """The key file of today."""
    folder = tmp_path / "today"
    folder.mkdir()
    return backup.write_key_file(folder, [installed.recipient])


@dataclass
class Elsewhere:
    """An empty machine."""

    installed: Installation
    empty_database: Empty
    home: Path

    @contextmanager
    def restore(self, file: Path, key_file: Path | None = None) -> Iterator[backup.Restored]:
        """Restore there, and look at it."""
        with self.empty_database():
            done = backup.restore_backup(
                file, self.installed.identity, self.home, passphrase=PASSPHRASE, key_set_file=key_file
            )
            is_file = connection.vendor == "sqlite"
            with embedded.pointed_at(str(self.home / manifest.DATABASE)) if is_file else nullcontext():
                yield done

    def refuses(self, error: type[Exception], file: Path, key_file: Path | None = None) -> str:
        """Nothing is restored there; the reason."""
        with self.empty_database(), pytest.raises(error) as refused:
            backup.restore_backup(
                file, self.installed.identity, self.home, passphrase=PASSPHRASE, key_set_file=key_file
            )
        assert list(self.home.iterdir()) == []
        return str(refused.value)


@pytest.fixture
def elsewhere(installed: Installation, empty_database: Empty, tmp_path: Path) -> Elsewhere:
    return Elsewhere(installed, empty_database, tmp_path / "new")


def key_file_of(old: Path) -> Path:
    return next(old.parent.glob("dodomu-keys-*.age"))


def every_organisation_key() -> list[AESGCM]:
    rows = OrganisationKey.objects.exclude(wrapped=b"")
    return [keys.Keys(ROOT).organisation_key(row.id, bytes(row.wrapped)) for row in rows]


def test_the_living_database_opens_it_no_more(shredded: None, care: Care) -> None:
    assert keys.open_keys([care.key.id]) == {}
    for key in keys.open_keys(DataKey.objects.values_list("id", flat=True)).values():
        with pytest.raises(keys.SealBroken):
            keys.unseal(key, TABLE, care.row, COLUMN, care.sealed)


def test_the_old_backup_restored_with_todays_keys_opens_all_but_that(
    old: Path, newest: Path, care: Care, elsewhere: Elsewhere
) -> None:
    with elsewhere.restore(old, newest) as done:
        assert done.verification.intact
        assert keys.open_keys([care.key.id]) == {}
        assert DataKey.objects.get(id=care.key.id).destroyed_at
        kept = elsewhere.installed.key_id
        assert set(keys.open_keys([kept])) == {kept}
        assert set(OrganisationKey.objects.filter(destroyed_at=None).values_list("version", flat=True)) == {2}
        assert keys.new_data_key()


def test_an_attacker_with_every_key_tries_each_wrapped_key_of_the_old_backup(
    old: Path, newest: Path, installed: Installation, care: Care, tmp_path: Path
) -> None:
    """The backup is opened by hand, past our restore: identity, root and today's key file are all known."""
    identities = unpacking.read_identities(installed.identity)
    today = key_set.read(newest, identities, ring=ring.ring_id(installed.home))
    assert care.key.id not in today.data
    attacker = keys.Keys(ROOT)
    wrappers = [attacker.organisation_key(one.id, one.wrapped) for one in today.versions if one.wrapped]
    wrappers += every_organisation_key()
    assert wrappers
    archive, folder = tmp_path / "opened.tar", tmp_path / "unpacked"
    unpacking.decrypt(old, identities, archive, lambda done: None)
    unpacking.unpack(archive, folder)
    for identifier, version, wrapped in wrapped_in(folder):
        for cipher in wrappers:
            with pytest.raises(keys.WrongKey):
                keys.wrapping.unwrapped(cipher, identifier, version, wrapped)


def wrapped_in(folder: Path) -> list[tuple[UUID, int, bytes]]:
    """Every wrapped data key that an unpacked backup holds, and, tried as one, every organisation key."""
    found: list[tuple[UUID, int, bytes]] = []
    if connection.vendor == "sqlite":
        with embedded.pointed_at(str(folder / manifest.DATABASE)):
            assert not OrganisationKey.objects.exclude(wrapped=b"").exists()
            rows = DataKey.objects.filter(wrapped__isnull=False)
            found += [(one.id, one.version, bytes(one.wrapped or b"")) for one in rows]
    else:
        for part in sorted((folder / "tables" / "keys_organisationkey").iterdir()):
            opened = keys.Keys(ROOT).open_part(f"tables/keys_organisationkey/{part.name}", part.read_bytes())
            assert [line.split(b"\t")[2] for line in opened.splitlines()] == [b"\\\\x"]
        columns = tables.table_columns()["keys_datakey"]
        for part in sorted((folder / "tables" / "keys_datakey").iterdir()):
            opened = keys.Keys(ROOT).open_part(f"tables/keys_datakey/{part.name}", part.read_bytes())
            for line in opened.decode().splitlines():
                row = dict(zip(columns, line.split("\t"), strict=True))
                found.append((UUID(row["id"]), int(row["version"]), bytes.fromhex(row["wrapped"][3:])))
    assert len(found) > 2
    return found


def test_without_a_key_file_no_backup_opens(old: Path, elsewhere: Elsewhere, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / old.name
    alone.parent.mkdir()
    shutil.copy(old, alone)
    assert "--keys" in elsewhere.refuses(backup.KeyFileMissing, alone)


def test_only_an_old_key_file_still_opens_it(old: Path, shredded: None, care: Care, elsewhere: Elsewhere) -> None:
    """The limit, stated in decision 17: every older copy of the key file has to be replaced."""
    with elsewhere.restore(old):
        assert set(keys.open_keys([care.key.id])) == {care.key.id}


def test_the_next_backup_replaces_the_key_file_in_its_folder(
    old: Path, shredded: None, care: Care, elsewhere: Elsewhere
) -> None:
    backup.write_backup(old.with_name("tuesday.age"), [elsewhere.installed.recipient])
    with elsewhere.restore(old):
        assert keys.open_keys([care.key.id]) == {}


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Where another backup goes, without taking the key file along."""
    folder = tmp_path / "later"
    folder.mkdir()
    return folder / "tuesday.age"


def test_a_backup_newer_than_the_key_file_keeps_its_new_keys(old: Path, later: Path, elsewhere: Elsewhere) -> None:
    """Somebody copied the backup and forgot the key file; nothing was rotated in between."""
    with transaction.atomic():
        made = keys.new_data_key()
        journal.append("case_opened", by=BY)
    backup.write_backup(later, [elsewhere.installed.recipient])
    with elsewhere.restore(later, key_file_of(old)):
        assert set(keys.open_keys([made.id])) == {made.id}


def test_a_key_file_from_before_a_rotation_is_named(
    old: Path, shredded: None, later: Path, elsewhere: Elsewhere
) -> None:
    backup.write_backup(later, [elsewhere.installed.recipient])
    assert "older" in elsewhere.refuses(backup.KeyFileTooOld, later, key_file_of(old))


@pytest.mark.parametrize("change", ["cut", "flipped", "empty", "of another"])
def test_a_damaged_key_file_restores_nothing(old: Path, elsewhere: Elsewhere, change: str) -> None:
    file = key_file_of(old)
    content = file.read_bytes()
    if change == "of another":
        stranger = key_set.KeySet("0" * 36, 9, (), {})
        key_set.write(file, stranger, [Recipient.from_str(elsewhere.installed.recipient)])
    else:
        flipped = content[:-40] + bytes([content[-40] ^ 1]) + content[-39:]
        file.write_bytes({"cut": content[:-20], "flipped": flipped, "empty": b""}[change])
    elsewhere.refuses(backup.KeyFileDamaged, old)


def test_a_key_file_to_somebody_else_is_named(old: Path, elsewhere: Elsewhere) -> None:
    stranger = key_set.KeySet("0" * 36, 9, (), {})
    key_set.write(key_file_of(old), stranger, [Identity.generate().to_public()])
    elsewhere.refuses(backup.IdentityRefused, old)


def test_a_key_file_survives_being_written_and_read(installed: Installation, care: Care) -> None:
    with transaction.atomic():
        taken = key_rows.taken("a ring")
    assert key_set.KeySet.from_bytes(taken.to_bytes()) == taken
    for broken in (b"", b"{}\n", taken.to_bytes()[:-1], b"x" + taken.to_bytes()):
        with pytest.raises(backup.KeyFileDamaged):
            key_set.KeySet.from_bytes(broken)


def test_the_journal_falls_to_no_guess_once_the_key_is_gone(
    shredded: None, care: Care, installed: Installation
) -> None:
    """The salt of a commitment is derived from the key: with it one guess suffices, without it none does."""
    right = committed(NAMES[0], BORN[1])
    assert journal.commit(care.key.derive("commitment"), right) == care.commitment
    still_there = keys.open_keys(DataKey.objects.values_list("id", flat=True)).values()
    salts = [*(key.derive("commitment") for key in still_there), ROOT, bytes(32), care.row.bytes * 2]
    guesses = [committed(name, born) for name, born in itertools.product(NAMES, BORN)]
    assert care.commitment not in {journal.commit(salt, guess) for salt in salts for guess in guesses}


def test_nothing_in_the_living_files_unwraps_it(shredded: None, care: Care, installed: Installation) -> None:
    """Every row of both tables of keys, tried as a wrapped form of it."""
    candidates = [bytes(one or b"") for one in DataKey.objects.values_list("wrapped", flat=True)]
    candidates += [bytes(one) for one in OrganisationKey.objects.values_list("wrapped", flat=True)]
    for wrapped, cipher in itertools.product(candidates, every_organisation_key()):
        with pytest.raises((keys.WrongKey, InvalidTag)):
            keys.wrapping.unwrapped(cipher, care.key.id, 1, wrapped)
