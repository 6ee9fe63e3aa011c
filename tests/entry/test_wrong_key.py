"""Started with a key that is not its own, an installation stays byte for byte what it was (attack 71)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from dodomu.base.keys import ring
from dodomu.base.keys.slots import Cost
from tests.entry.conftest import PASSPHRASE, Installation


def tree(folder: Path) -> dict[str, str]:
    """Every file below the folder with the digest of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def other_ring(installation: Installation, tmp_path: Path) -> None:
    """The ring of another installation stands in place of the own, and opens with the same passphrase."""
    made = ring.KeyRing(tmp_path, str(uuid4()), [], os.urandom(32))
    made.change_passphrase(PASSPHRASE, cost=Cost(1, 64, 1))
    shutil.copy(tmp_path / "keyring.json", installation.home / "keyring.json")


@pytest.mark.parametrize("way", ["passphrase", "key file"])
def test_a_wrong_secret_writes_nothing(installation: Installation, tmp_path: Path, way: str) -> None:
    (tmp_path / "other.key").write_bytes(os.urandom(64))
    wrong = {"DODOMU_PASSPHRASE": "not the passphrase"}
    if way == "key file":
        wrong = {"DODOMU_KEY_FILE": str(tmp_path / "other.key")}
    before = tree(installation.home)
    done = Installation(installation.home, wrong).run("keys", "rotate")
    assert done.returncode == 1
    assert tree(installation.home) == before


@pytest.mark.usefixtures("other_ring")
def test_the_ring_of_another_installation_writes_nothing(installation: Installation) -> None:
    before = tree(installation.home)
    for command in (("keys", "rotate"), ("migrate",), ("user", "list")):
        done = installation.run(*command)
        assert done.returncode == 1, command
        assert tree(installation.home) == before, command


def test_a_rotation_and_a_backup_by_hand(installation: Installation, tmp_path: Path) -> None:
    """The right key: version 2 holds, and both files of the backup are told."""
    from pyrage.x25519 import Identity

    done = installation.run("keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert "Version 2" in done.stdout
    found = {one["code"]: one["level"] for one in json.loads(installation.run("doctor", "--json").stdout)}
    assert (found["keys"], found["key_file"]) == ("fine", "wrong")
    standing = {"DODOMU_BACKUP_RECIPIENTS": str(Identity.generate().to_public())}
    with_recipient = Installation(installation.home, installation.environment | standing)
    written = with_recipient.run("backup", "--to", str(tmp_path / "monday.age"))
    assert written.returncode == 0, written.stderr
    (key_file,) = tmp_path.glob("dodomu-keys-*.age")
    assert key_file.name in written.stdout
    key_file.unlink()
    assert with_recipient.run("keys", "write", "--to", str(tmp_path)).returncode == 0
    assert key_file.exists()
    assert installation.run("backup", "--to", str(tmp_path / "x.age")).returncode == 1
