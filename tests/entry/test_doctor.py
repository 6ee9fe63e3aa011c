"""The doctor names what is wrong and how to mend it, and tells nothing about anybody."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.settings import Settings
from dodomu.entry import doctor_outsiders, doctor_place, doctor_records
from dodomu.entry.doctor import Finding, Level
from tests.base.journal_authority import TimeAuthority, write_down
from tests.base.journal_people import write
from tests.entry.conftest import Installation


def found(findings: object, code: str) -> Finding:
    return {finding.code: finding for finding in findings}[code]  # type: ignore[attr-defined]


def place(home: Path, **settings: str) -> dict[str, Finding]:
    settings_ = Settings.read({"DODOMU_HOME": str(home), **settings})
    return {finding.code: finding for finding in doctor_place.findings(settings_)}


def test_a_new_installation_has_nothing_wrong(installation: Installation) -> None:
    done = installation.run("doctor", "--json")
    assert done.returncode == 0, done.stdout
    assert {finding["code"] for finding in json.loads(done.stdout)} > {"journal", "vault", "worker", "backup", "people"}


def test_every_finding_that_is_not_fine_says_what_to_do(installation: Installation) -> None:
    for finding in json.loads(installation.run("doctor", "--json").stdout):
        assert bool(finding["mend"]) == (finding["level"] != "fine")


def test_without_an_installation_it_says_how_to_make_one(nowhere: Installation) -> None:
    done = nowhere.run("doctor")
    assert done.returncode == 1
    assert "dodomu init" in done.stdout


def test_a_wrong_passphrase_is_a_finding(installation: Installation) -> None:
    wrong = Installation(installation.home, {"DODOMU_PASSPHRASE": "another passphrase"})
    done = wrong.run("doctor")
    assert done.returncode == 1
    assert "passphrase" in done.stdout


def test_a_wrong_setting_is_a_finding(installation: Installation) -> None:
    done = Installation(installation.home, {"DODOMU_SECOND_FACTOR": "sometimes"}).run("doctor")
    assert done.returncode == 1
    assert "DODOMU_SECOND_FACTOR" in done.stdout


def test_a_home_that_others_can_read_is_wrong(installation: Installation) -> None:
    installation.home.chmod(0o755)
    assert place(installation.home)["modes"].level is Level.WRONG


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Work", "Nextcloud"])
def test_a_synchronised_folder_is_wrong(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder / "dodomu"
    home.mkdir(parents=True)
    assert place(home)["synced"].level is Level.WRONG


def test_a_folder_marked_by_a_synchronising_program_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "home").mkdir()
    assert place(tmp_path / "home")["synced"].level is Level.WRONG


def test_an_unfinished_installation_is_wrong(installation: Installation) -> None:
    (installation.home / "init.json").write_text("{}", encoding="utf-8")
    assert place(installation.home)["home"].level is Level.WRONG


def test_a_password_alone_is_worth_knowing(installation: Installation) -> None:
    assert place(installation.home, DODOMU_SECOND_FACTOR="optional")["second_factor"].level is Level.NOTE


@pytest.mark.django_db
def test_a_clock_behind_the_journal_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        journal.append("tested", by=Viewer.system("tests"))
    earlier = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: earlier)
    assert found(doctor_records.findings(Settings.read()), "clock_journal").level is Level.WRONG


@pytest.mark.django_db
def test_an_old_backup_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        journal.append("backup_begun", by=Viewer.system("tests"))
    later = timezone.now() + timedelta(days=9)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    backup = found(doctor_records.findings(Settings.read()), "backup")
    assert backup.level is Level.WRONG
    assert "9 days" in backup.said


def test_an_original_that_is_gone_is_wrong(demonstration: Installation, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(demonstration.home, tmp_path / "home")
    passphrase = json.loads((tmp_path / "home" / "demo.json").read_text(encoding="utf-8"))["passphrase"]
    copy = Installation(tmp_path / "home", {"DODOMU_DEMO": "yes", "DODOMU_PASSPHRASE": passphrase})
    kept = [path for path in (copy.home / "vault").rglob("*") if path.is_file()]
    gone, rotten, *_ = kept
    gone.unlink()
    content = bytearray(rotten.read_bytes())
    content[len(content) // 2] ^= 1
    rotten.write_bytes(content)
    done = copy.run("doctor", "--json")
    assert done.returncode == 1
    (found,) = [finding for finding in json.loads(done.stdout) if finding["code"] == "vault"]
    assert "2 originals are missing from the vault or were altered." in found["said"]
    assert len(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", found["said"])) == 2


class TestOutsiders:
    @pytest.fixture
    def named(self, settings: Any, tmp_path: Path) -> Path:
        """An authority of time that nobody answers for."""
        away = TimeAuthority()
        away.url = "http://127.0.0.1:1/"
        path = write_down(tmp_path, away)
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=path)
        return path

    def test_where_nobody_is_named_nothing_is_said(self, db: None) -> None:
        assert list(doctor_outsiders.findings()) == []

    def test_a_file_that_cannot_be_used_is_wrong_and_named(self, db: None, named: Path) -> None:
        named.write_text("authority")
        finding = found(doctor_outsiders.findings(), "outsiders")
        assert finding.level is Level.WRONG
        assert "DODOMU_TIMESTAMP_AUTHORITIES" in finding.said

    def test_an_authority_without_a_stamp_for_long_is_worth_a_sentence(self, db: None, named: Path) -> None:
        write(None)
        assert found(doctor_outsiders.findings(), "stamps").level is Level.FINE
        authorities = journal.configured_authorities()
        journal.stamp(authorities, journal.make_checkpoint())
        assert found(doctor_outsiders.findings(), "stamps").level is Level.FINE
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            finding = found(doctor_outsiders.findings(), "stamps")
        assert finding.level is Level.NOTE
        assert "heron" in finding.said
