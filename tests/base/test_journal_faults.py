"""The journal when things go wrong: killed writers, many writers, a full disk, a damaged page, a clock that was moved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, OperationalError, connection, transaction

from dodomu.base import journal
from dodomu.base.database.pages import damaged_pages
from dodomu.entry import doctor_records
from dodomu.entry.cli.refusals import Refusal, in_one_sentence
from tests.base.job_processes import processes
from tests.base.journal_people import STEFA, write

MIGRATE = 'from django.core.management import call_command\ncall_command("migrate", "journal", verbosity=0)\n'
FROM = "from tests.base.killed_journal import kill_renewals, kill_writers, many_writers, tell\n"


def told_apart(folder: Path, act: str, *, seconds: float = 90) -> dict[str, Any]:
    """What a program on a database of its own says at its end."""
    with processes(folder) as apart:
        found: dict[str, Any] = json.loads(apart.run(f"{MIGRATE}{FROM}tell({act})", seconds=seconds))
    return found


def write_batches(count: int) -> None:
    for _ in range(count):
        with transaction.atomic():
            write(*[None] * 100)


@pytest.mark.parametrize("rounds", [15, pytest.param(1000, marks=pytest.mark.heavy)])
def test_killed_writers_lose_nothing_acknowledged_and_leave_nothing_half(tmp_path: Path, rounds: int) -> None:
    found = told_apart(tmp_path, f"kill_writers({rounds})", seconds=90 + rounds)
    assert found.pop("acknowledged") >= rounds
    assert found == {"lost": 0, "halves": 0, "broken": 0}


@pytest.mark.heavy
def test_a_killed_renewal_leaves_the_old_log_or_the_new_one(tmp_path: Path) -> None:
    assert told_apart(tmp_path, "kill_renewals(40)", seconds=300) == {"halves": 0, "enough": True}


def test_four_writers_leave_no_gap_and_no_fork(tmp_path: Path) -> None:
    assert told_apart(tmp_path, "many_writers(4, 40)") == {"failed": 0, "size": 160, "intact": True}


@pytest.mark.sqlite_only
def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_journal_as_it_was(own_database: None) -> None:
    """SQLite is told that its file may not grow: it fails where it does when the disk takes no more, with the same error."""
    with transaction.atomic():
        write(None)
    before = journal.checkpoint()
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Refusal, match=r"full; nothing was saved"), in_one_sentence():
            write_batches(50)
        full = journal.checkpoint()
        assert (full.size - before.size) % 100 == 0
        assert journal.verify(known=[before, full]).intact
        cursor.execute("PRAGMA max_page_count = 1000000")
    with transaction.atomic():
        assert write(None) == [full.size]
    assert journal.verify(known=[before, full]).intact


def test_a_server_without_room_is_said_in_the_same_sentence() -> None:
    class NoRoom(Exception):
        sqlstate = "53100"

    with pytest.raises(Refusal, match=r"full; nothing was saved"), in_one_sentence():
        raise OperationalError("could not extend file") from NoRoom()


@pytest.mark.sqlite_only
def test_a_damaged_page_is_named(own_database: None) -> None:
    with transaction.atomic():
        write(*[None] * 500)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = cursor.execute("SELECT MAX(rootpage) FROM sqlite_master WHERE name = 'journal_leaf'").fetchone()[0]
        file = Path(cursor.execute("PRAGMA database_list").fetchone()[2])
    assert damaged_pages() == []
    connection.close()
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 + 1000] ^= 1
    file.write_bytes(content)
    assert damaged_pages() == [page]
    with pytest.raises(DatabaseError):
        journal.verify()
    with pytest.raises(Refusal, match="dodomu doctor"), in_one_sentence():
        journal.verify()
    connection.close()


@pytest.mark.django_db
def test_the_doctor_names_the_damaged_page(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(doctor_records, "damaged_pages", lambda: [17])
    (finding,) = doctor_records.findings(settings.DODOMU)
    assert (finding.level, finding.said) == ("wrong", "A page of the database file is damaged: 17.")


@pytest.mark.django_db
class TestClock:
    @pytest.mark.parametrize(("moved_to", "way"), [("2019-06-01", "back"), ("2040-06-01", "ahead")])
    def test_a_clock_that_was_moved_is_journaled(self, moved_to: str, way: str) -> None:
        child = uuid4()
        with time_machine.travel("2026-11-28T10:00:00Z", tick=False):
            write(None)
        with time_machine.travel(f"{moved_to}T10:00:00Z", tick=False):
            index = journal.append("case.opened", by=STEFA, subject=child)
            write(None)
        opened, about_clock = journal.recent(3)[1:]
        assert (opened.index, opened.subject, opened.at.isoformat()[:10]) == (index, child, moved_to)
        assert (about_clock.kind, about_clock.codes["which_way"]) == ("clock.moved", way)
        assert journal.verify().intact

    @pytest.mark.parametrize("later", ["2026-11-28T09:58:00Z", "2026-11-28T10:00:00Z", "2026-12-28T10:00:00Z"])
    def test_a_clock_that_was_set_a_little_is_not(self, later: str) -> None:
        with time_machine.travel("2026-11-28T10:00:00Z", tick=False):
            write(None)
        with time_machine.travel(later, tick=False):
            write(None)
        assert [entry.kind for entry in journal.recent(2)] == ["case.flagged", "case.flagged"]

    @pytest.mark.parametrize("later", ["2026-11-28T09:57:59Z", "2026-12-28T10:00:01Z"])
    def test_a_little_more_is(self, later: str) -> None:
        with time_machine.travel("2026-11-28T10:00:00Z", tick=False):
            write(None)
        with time_machine.travel(later, tick=False):
            write(None)
        assert [entry.kind for entry in journal.recent(2)] == ["case.flagged", "clock.moved"]

    def test_the_first_leaf_has_none_before_it(self) -> None:
        with time_machine.travel("2019-06-01T10:00:00Z", tick=False):
            assert write(None) == [0]

    def test_the_doctor_flags_it(self, settings: Any) -> None:
        with time_machine.travel("2026-11-28T10:00:00Z", tick=False):
            write(None)
        with time_machine.travel("2026-11-28T08:00:00Z", tick=False):
            write(None)
            found = {one.code: one for one in doctor_records.findings(settings.DODOMU)}
        assert "entry 1 of the journal" in found["clock_journal"].said
