"""Another passphrase: with the present one, or with the recovery key when that is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.entry.conftest import PASSPHRASE, Installation

NEW = "starling orchard saddle"


@pytest.fixture
def new_file(tmp_path: Path) -> str:
    (tmp_path / "new").write_text(f"{NEW}\n", encoding="utf-8")
    return str(tmp_path / "new")


def opens(installation: Installation, passphrase: str) -> bool:
    tried = Installation(installation.home, {"DODOMU_PASSPHRASE": passphrase})
    return tried.run("journal", "verify").returncode == 0


def test_the_recovery_key_sets_a_new_one_when_the_old_is_lost(
    installation: Installation, recovery_file: Path, new_file: str
) -> None:
    forgotten = Installation(installation.home)
    done = forgotten.run("passphrase", "--recovery-file", str(recovery_file), "--new-passphrase-file", new_file)
    assert done.returncode == 0, done.stderr
    assert opens(installation, NEW)
    assert not opens(installation, PASSPHRASE)


def test_a_wrong_present_one_changes_nothing(installation: Installation, new_file: str) -> None:
    stranger = Installation(installation.home, {"DODOMU_PASSPHRASE": "not the passphrase"})
    assert stranger.run("passphrase", "--new-passphrase-file", new_file).returncode == 1
    assert opens(installation, PASSPHRASE)


def test_a_short_new_one_is_refused_and_leaves_no_line_in_the_journal(
    installation: Installation, tmp_path: Path
) -> None:
    def leaves() -> int:
        return int(json.loads(installation.run("journal", "verify", "--json").stdout)["size"])

    before = leaves()
    (tmp_path / "short").write_text("short\n", encoding="utf-8")
    done = installation.run("passphrase", "--new-passphrase-file", str(tmp_path / "short"))
    assert done.returncode == 1
    assert "12 characters" in done.stderr
    # The check itself is a leaf.
    assert leaves() == before + 1
