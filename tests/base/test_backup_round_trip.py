"""A backup brings the whole installation back on an empty machine, and tells nobody else anything."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from dodomu.base import backup, journal, keys, vault
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.backup import embedded, manifest, unpacking, writing
from dodomu.base.vault.models import Original
from tests.base.installations import CANARY, COLUMN, PASSPHRASE, TABLE, Empty, Installation


def at_home(folder: Path) -> AbstractContextManager[None]:
    """The settings name this folder."""
    return override_settings(DODOMU=replace(settings.DODOMU, home=folder))


def restored_database(new_home: Path) -> AbstractContextManager[None]:
    if connection.vendor == "sqlite":
        return embedded.pointed_at(str(new_home / manifest.DATABASE))
    return nullcontext()


def assert_everything_is_back(installed: Installation) -> None:
    viewer = Viewer.system("tests")
    assert User.objects.get(id=installed.officer.id).display_name == CANARY
    key = keys.open_keys([installed.key_id])[installed.key_id]
    assert keys.unseal(key, TABLE, installed.row, COLUMN, installed.sealed) == CANARY
    again = Original.objects.get(id=installed.original.id)
    assert again.filename == f"{CANARY}.csv"
    assert vault.inspect(deep=True).intact
    with vault.open_original(again.id, replace(viewer, held=_officer())) as file:
        assert CANARY.encode() in file.read()
    assert journal.verify().intact


def _officer() -> Any:
    from dodomu.base.access.viewer import HeldRole

    return frozenset({HeldRole("evidence_officer")})


@pytest.fixture
def new_home(tmp_path: Path) -> Path:
    """DODOMU_HOME of the empty machine."""
    return tmp_path / "new"


@pytest.mark.parametrize("way", ["passphrase", "recovery_key"])
def test_everything_comes_back(
    written: Path, installed: Installation, empty_database: Empty, new_home: Path, way: str
) -> None:
    opening = {"passphrase": PASSPHRASE} if way == "passphrase" else {"recovery_key": installed.recovery_key}
    with empty_database(), at_home(new_home):
        restored = backup.restore_backup(written, installed.identity, new_home, **opening)
        assert restored.verification.intact
        with restored_database(new_home):
            assert_everything_is_back(installed)
            assert [entry.kind for entry in journal.recent(4)][1:] == [
                "backup_restored",
                "backup_begun",
                "original_kept",
            ]
    assert not list(new_home.glob(".*"))
    assert (new_home / "keyring.json").read_bytes() == (installed.home / "keyring.json").read_bytes()


def test_the_restored_database_is_guarded_again(
    installed: Installation, written: Path, empty_database: Empty, tmp_path: Path
) -> None:
    from django.db import IntegrityError

    with empty_database():
        backup.restore_backup(written, installed.identity, tmp_path / "new", passphrase=PASSPHRASE)
        with restored_database(tmp_path / "new"):
            assert journal.verify().intact
            with pytest.raises(IntegrityError), connection.cursor() as cursor:
                cursor.execute("DELETE FROM vault_original")


def test_no_name_stands_in_clear_in_any_file(installed: Installation, written: Path, tmp_path: Path) -> None:
    archive = tmp_path / "opened.tar"
    unpacking.decrypt(written, unpacking.read_identities(installed.identity), archive, lambda done: None)
    looked_at = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {written, archive} <= set(looked_at)
    if connection.vendor == "sqlite":
        assert {"own.db", "own.db-wal"} <= {path.name for path in looked_at}
    for path in looked_at:
        content = path.read_bytes()
        for form in (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode(), b"Canary"):
            assert form not in content, path.name


def test_others_may_write_while_a_backup_is_taken(
    installed: Installation, empty_database: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Thread

    real = writing.kept_files

    def write_meanwhile() -> Any:
        thread = Thread(target=_append_elsewhere)
        thread.start()
        thread.join()
        return real()

    monkeypatch.setattr(writing, "kept_files", write_meanwhile)
    done = backup.write_backup(tmp_path / "busy.age", [installed.recipient])
    assert journal.checkpoint().size == done.checkpoint.size + 1
    with empty_database():
        restored = backup.restore_backup(
            tmp_path / "busy.age", installed.identity, tmp_path / "new", passphrase=PASSPHRASE
        )
        assert restored.verification == journal.Verification(done.checkpoint.size, done.checkpoint.root.hex(), ())


def _append_elsewhere() -> None:
    with transaction.atomic():
        journal.append("case_opened", by=Viewer.system("tests"))
    connection.close()


def test_the_manifest_names_every_file(installed: Installation, written: Path, tmp_path: Path) -> None:
    archive, folder = tmp_path / "opened.tar", tmp_path / "unpacked"
    unpacking.decrypt(written, unpacking.read_identities(installed.identity), archive, lambda done: None)
    listed = unpacking.unpack(archive, folder)
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {one.name for one in listed.files}
    vaulted = f"vault/{installed.original.cipher_sha256[:2]}/{installed.original.cipher_sha256}"
    assert {"keyring.json", vaulted} <= names
    for one in listed.files:
        assert hashlib.sha256((folder / one.name).read_bytes()).hexdigest() == one.sha256


@pytest.mark.sqlite_only
def test_a_destroyed_key_is_not_in_a_later_backup(installed: Installation, tmp_path: Path) -> None:
    """PostgreSQL copies rows; here whole pages are copied, and a free one could still hold it."""
    wrapped = bytes(keys.DataKey.objects.get(id=installed.key_id).wrapped or b"")
    keys.destroy_key(installed.key_id)
    embedded.snapshot(tmp_path / "later.db")
    with embedded.pointed_at(str(tmp_path / "later.db")), connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM keys_datakey WHERE wrapped = %s", [wrapped])
        assert cursor.fetchone()[0] == 0
        cursor.execute("PRAGMA freelist_count")
        assert cursor.fetchone()[0] == 0
