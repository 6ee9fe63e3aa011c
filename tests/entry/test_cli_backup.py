"""A backup restored onto an empty machine is the same installation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyrage
import pytest

from tests.entry.conftest import PASSPHRASE, Installation


@pytest.fixture
def identity(tmp_path: Path) -> tuple[Path, str]:
    """An age identity file and the recipient that belongs to it."""
    made = pyrage.x25519.Identity.generate()
    (tmp_path / "identity").write_text(f"# created elsewhere\n{made}\n", encoding="ascii")
    return tmp_path / "identity", str(made.to_public())


def root_in(told: str) -> str:
    """The journal's root that a backup and its restoring each tell."""
    return re.findall(r"root ([0-9a-f]{64})", told)[0]


def test_backup_and_restore_by_recovery_key(
    installation: Installation, identity: tuple[Path, str], recovery_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "monday.age"
    written = installation.run("backup", "--to", str(file), "--recipient", identity[1])
    assert written.returncode == 0
    elsewhere = Installation(tmp_path / "elsewhere")
    done = elsewhere.run("restore", str(file), "--identity", str(identity[0]), "--recovery-file", str(recovery_file))
    assert done.returncode == 0, done.stderr
    opened = Installation(elsewhere.home, {"DODOMU_PASSPHRASE": PASSPHRASE})
    assert root_in(done.stdout) == root_in(written.stdout)
    assert json.loads(opened.run("journal", "verify", "--json").stdout)["problems"] == []
    assert "anna" in opened.run("user", "list").stdout


def test_a_recipient_that_is_no_key_is_refused(installation: Installation, tmp_path: Path) -> None:
    done = installation.run("backup", "--to", str(tmp_path / "x.age"), "--recipient", "anna@example.org")
    assert done.returncode == 1
    assert "age1" in done.stderr
    assert not (tmp_path / "x.age").exists()


def test_a_home_that_is_not_empty_is_not_restored_into(
    installation: Installation, identity: tuple[Path, str], tmp_path: Path
) -> None:
    file = tmp_path / "monday.age"
    installation.run("backup", "--to", str(file), "--recipient", identity[1])
    done = installation.run("restore", str(file), "--identity", str(identity[0]))
    assert done.returncode == 1
    assert "empty" in done.stderr
