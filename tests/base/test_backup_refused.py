"""Backups that are not written, and backups that are not restored: each refusal by name, and nothing left behind."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from pyrage.x25519 import Identity

from dodomu.base import backup
from dodomu.base.backup import packing, unpacking
from dodomu.base.backup.packing import Packer, Part
from dodomu.base.keys import ring
from tests.base.installations import PASSPHRASE, Installation


def assert_nothing_left(folder: Path) -> None:
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("recipients", [[], ["age1nonsense"], ["ssh-ed25519 AAAA"]])
def test_without_a_good_recipient_nothing_is_written(
    installed: Installation, tmp_path: Path, recipients: list[str]
) -> None:
    with pytest.raises(backup.RecipientRefused, match="age"):
        backup.write_backup(tmp_path / "x.age", recipients)
    assert not (tmp_path / "x.age").exists()


def test_a_file_that_is_there_is_not_replaced(installed: Installation, written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(backup.TargetExists):
        backup.write_backup(written, [installed.recipient])
    assert written.read_bytes() == before


def test_a_file_that_shrinks_meanwhile_interrupts_the_backup(
    installed: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_pieces", lambda path: iter([path.read_bytes()[:-1]]))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(backup.BackupInterrupted, match="try again"):
        backup.write_backup(folder / "x.age", [installed.recipient])
    assert_nothing_left(folder)
    assert not list(installed.home.glob(".backup-*"))


def test_inside_a_transaction_it_refuses(installed: Installation, tmp_path: Path) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"):
        backup.write_backup(tmp_path / "x.age", [installed.recipient])
    assert not (tmp_path / "x.age").exists()


def test_another_identity_opens_nothing(installed: Installation, written: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.txt"
    stranger.write_text(f"{Identity.generate()}\n", encoding="ascii")
    with pytest.raises(backup.IdentityRefused, match="none of those"):
        backup.restore_backup(written, stranger, tmp_path / "new", passphrase=PASSPHRASE)
    assert_nothing_left(tmp_path / "new")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "AGE-SECRET-KEY-1NONSENSE\n", "ключ\n"])
def test_what_is_no_identity_file_is_named(written: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "identity.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(backup.IdentityRefused, match="identity file"):
        backup.restore_backup(written, file, tmp_path / "new", passphrase=PASSPHRASE)


def test_the_identity_alone_is_not_enough(installed: Installation, written: Path, tmp_path: Path) -> None:
    with pytest.raises(ring.WrongKey):
        backup.restore_backup(written, installed.identity, tmp_path / "new", passphrase="not the passphrase")
    assert_nothing_left(tmp_path / "new")


@pytest.mark.parametrize("kept", [0, 10, 150, 0.5, -20, -1])
def test_a_cut_off_backup_restores_nothing(installed: Installation, written: Path, tmp_path: Path, kept: float) -> None:
    whole = written.read_bytes()
    length = int(len(whole) * kept) if isinstance(kept, float) else kept % len(whole) if kept else 0
    written.write_bytes(whole[:length])
    with pytest.raises(backup.BackupDamaged):
        backup.restore_backup(written, installed.identity, tmp_path / "new", passphrase=PASSPHRASE)
    assert_nothing_left(tmp_path / "new")


def test_one_changed_byte_restores_nothing(installed: Installation, written: Path, tmp_path: Path) -> None:
    whole = bytearray(written.read_bytes())
    whole[-3000] ^= 1
    written.write_bytes(whole)
    with pytest.raises(backup.BackupDamaged):
        backup.restore_backup(written, installed.identity, tmp_path / "new", passphrase=PASSPHRASE)
    assert_nothing_left(tmp_path / "new")


def test_a_folder_with_anything_in_it_is_refused(installed: Installation, written: Path) -> None:
    with pytest.raises(backup.TargetNotEmpty, match="empty"):
        backup.restore_backup(written, installed.identity, installed.home, passphrase=PASSPHRASE)


@pytest.mark.postgres_only
def test_a_database_with_tables_is_refused(installed: Installation, written: Path, tmp_path: Path) -> None:
    with pytest.raises(backup.TargetNotEmpty, match="database"):
        backup.restore_backup(written, installed.identity, tmp_path / "new", passphrase=PASSPHRASE)
    assert_nothing_left(tmp_path / "new")


def test_the_other_kind_of_database_is_refused(
    installed: Installation, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    monkeypatch.setattr(connections["default"], "vendor", other)
    with pytest.raises(backup.OtherDatabase, match="DODOMU_DATABASE_URL"):
        backup.restore_backup(written, installed.identity, tmp_path / "new", passphrase=PASSPHRASE)
    assert_nothing_left(tmp_path / "new")


def archive(folder: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    path = folder / "crafted.tar"
    with tarfile.open(path, "w") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def linked(name: str, to: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, to
    return member


@pytest.mark.parametrize(
    "members",
    [
        [tarfile.TarInfo("../outside")],
        [tarfile.TarInfo("/etc/passwd")],
        [tarfile.TarInfo("vault/ab/../../../outside")],
        [tarfile.TarInfo("notes.txt")],
        [linked("keyring.json", "/etc/passwd")],
        [tarfile.TarInfo("keyring.json"), tarfile.TarInfo("keyring.json")],
    ],
)
def test_nothing_strange_is_unpacked(tmp_path: Path, members: list[tarfile.TarInfo]) -> None:
    crafted = archive(tmp_path, *((member, b"") for member in members))
    with pytest.raises(backup.BackupDamaged):
        unpacking.unpack(crafted, tmp_path / "folder")
    assert not (tmp_path / "outside").exists()


def test_a_file_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    from dodomu.base.backup.manifest import Manifest

    empty = Manifest("", "", "sqlite", (), {}, 0, "", ()).to_bytes()
    crafted = archive(tmp_path, (tarfile.TarInfo("keyring.json"), b"{}"), (tarfile.TarInfo("manifest.json"), empty))
    with pytest.raises(backup.BackupDamaged, match="manifest"):
        unpacking.unpack(crafted, tmp_path / "folder")


def test_the_streamed_archive_is_an_ordinary_tar(tmp_path: Path) -> None:
    parts = [Part.of_bytes("keyring.json", b"{}"), Part.of_bytes("dodomu.db", bytes(1000))]
    packer = Packer(parts, lambda files: Part.of_bytes("manifest.json", str(len(files)).encode()), lambda done: None)
    content = b"".join(iter(lambda: packer.read(77), b""))
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        assert [(member.name, member.size) for member in tar] == [
            ("keyring.json", 2),
            ("dodomu.db", 1000),
            ("manifest.json", 1),
        ]
