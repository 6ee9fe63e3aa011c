"""Checking the journal: what was changed behind the program's back is found and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from dodomu.base import journal
from dodomu.base.journal import Fault, checking, guards
from dodomu.base.journal.models import Leaf
from dodomu.base.journal.problems import SENTENCES
from dodomu.engine import ledger

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Someone:
    pid: UUID


ORYSIA = Someone(uuid4())


@pytest.fixture
def eleven(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Eleven leaves, checked in chunks of four, with the triggers gone."""
    monkeypatch.setattr(checking, "CHUNK", 4)
    written = [journal.append("report_recorded", by=ORYSIA, subject=uuid4(), codes={"n": n}) for n in range(11)]
    with connection.cursor() as cursor:
        for table in guards.TABLES:
            for verb in ("update", "delete"):
                where = f' ON "journal_{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "journal_{table}_no_{verb}"{where}')
    assert written == list(range(11))
    return written


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults(**more: Any) -> list[tuple[Fault, int | None]]:
    """Findings apart from the dropped triggers, which every test here has."""
    found = [(one.fault, one.index) for one in journal.verify(**more).problems]
    assert found[0] == (Fault.UNGUARDED, None)
    return found[1:]


def test_an_untouched_journal_is_intact() -> None:
    for _ in range(3):
        journal.append("case_opened", by=ORYSIA)
    verification = journal.verify()
    assert verification.intact
    assert verification.root == journal.checkpoint().root.hex()


def test_an_empty_journal_is_intact() -> None:
    assert journal.verify() == journal.Verification(0, ledger.EMPTY_ROOT.hex(), ())


def test_missing_triggers_are_noticed(eleven: list[int]) -> None:
    assert faults() == []
    assert guards.missing_guards() == guards.TRIGGERS


def test_an_altered_body_is_found(eleven: list[int]) -> None:
    body = bytes(Leaf.objects.get(index=5).body).replace(b'"n":5', b'"n":6')
    run('UPDATE journal_leaf SET body = %s WHERE "index" = 5', body)
    assert faults()[0] == (Fault.LEAF_HASH_DIFFERS, 5)


def test_a_body_altered_with_its_hash_is_found_in_the_tree(eleven: list[int]) -> None:
    body = bytes(Leaf.objects.get(index=5).body).replace(b'"n":5', b'"n":6')
    run('UPDATE journal_leaf SET body = %s, hash = %s WHERE "index" = 5', body, ledger.leaf_hash(body))
    found = faults()
    assert found[0] == (Fault.NODE_DIFFERS, 2)
    assert {fault for fault, _ in found} == {Fault.NODE_DIFFERS}


@pytest.mark.parametrize("column", ["actor_pid", "subject"])
def test_an_altered_column_is_found(eleven: list[int], column: str) -> None:
    Leaf.objects.filter(index=3).update(**{column: uuid4()})
    assert faults() == [(Fault.COLUMNS_DIFFER, 3)]


@pytest.mark.parametrize("change", [{"kind": "case_opened"}, {"written_at": "2020-01-01T00:00:00Z"}])
def test_an_altered_kind_or_time_is_found(eleven: list[int], change: dict[str, str]) -> None:
    Leaf.objects.filter(index=3).update(**change)
    assert faults() == [(Fault.COLUMNS_DIFFER, 3)]


def test_two_swapped_leaves_are_found(eleven: list[int]) -> None:
    run('UPDATE journal_leaf SET "index" = -1 WHERE "index" = 2')
    run('UPDATE journal_leaf SET "index" = 2 WHERE "index" = 6')
    run('UPDATE journal_leaf SET "index" = 6 WHERE "index" = -1')
    assert (Fault.COLUMNS_DIFFER, 2) in faults()
    assert (Fault.COLUMNS_DIFFER, 6) in faults()


@pytest.mark.parametrize("index", [0, 4, 5, 9])
def test_a_removed_leaf_is_a_gap(eleven: list[int], index: int) -> None:
    run('DELETE FROM journal_leaf WHERE "index" = %s', index)
    assert faults()[0] == (Fault.GAP, index)
    assert journal.verify().root == ""


def test_a_leaf_removed_from_the_end_leaves_its_nodes(eleven: list[int]) -> None:
    run('DELETE FROM journal_leaf WHERE "index" >= 9')
    assert faults() == [(Fault.NODE_SURPLUS, None)]


def test_a_clean_cut_is_found_by_who_remembers_the_length(eleven: list[int]) -> None:
    known = journal.checkpoint()
    run('DELETE FROM journal_leaf WHERE "index" = 10')
    assert faults() == []
    assert faults(known=[known]) == [(Fault.SHORTER_THAN_KNOWN, 11)]


def test_a_removed_node_is_found(eleven: list[int]) -> None:
    run("DELETE FROM journal_node WHERE level = 2 AND position = 1")
    assert faults() == [(Fault.NODE_MISSING, 1)]


def test_an_altered_node_is_found(eleven: list[int]) -> None:
    run("UPDATE journal_node SET hash = %s WHERE level = 3", bytes(32))
    assert faults() == [(Fault.NODE_DIFFERS, 0)]


@pytest.mark.parametrize("body", [b"not json", b"[" * 100_000], ids=["words", "deep"])
def test_unreadable_content_is_found(eleven: list[int], body: bytes) -> None:
    run('UPDATE journal_leaf SET body = %s WHERE "index" = 1', body)
    assert (Fault.BODY_UNREADABLE, 1) in faults()


@pytest.mark.parametrize("size", [1, 4, 7, 11])
def test_a_remembered_root_is_compared(eleven: list[int], size: int) -> None:
    from dodomu.base.journal.store import TableStore

    right = journal.Checkpoint(size, ledger.root(TableStore(), size))
    assert faults(known=[right]) == []
    assert faults(known=[journal.Checkpoint(size, bytes(32))]) == [(Fault.ROOT_DIFFERS, size)]


def test_a_journal_written_anew_is_found_by_who_remembers_its_root(eleven: list[int]) -> None:
    known = journal.checkpoint()
    run("DELETE FROM journal_node")
    run("DELETE FROM journal_leaf")
    for n in range(12):
        journal.append("report_recorded", by=ORYSIA, codes={"n": n})
    assert faults() == []
    assert faults(known=[known]) == [(Fault.ROOT_DIFFERS, 11)]


def test_progress_ends_at_the_whole(eleven: list[int]) -> None:
    seen: list[tuple[int, int]] = []
    journal.verify(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(4, 11), (8, 11), (11, 11)]


def test_every_fault_has_a_sentence(in_english: None) -> None:
    assert set(SENTENCES) == set(Fault)
    assert journal.Problem(Fault.GAP, 7).sentence == "Entry 7 is missing."


def test_many_problems_are_cut_at_a_hundred(eleven: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_PROBLEMS", 3)
    run("UPDATE journal_leaf SET kind = 'case_opened'")
    assert len(journal.verify().problems) == 3
