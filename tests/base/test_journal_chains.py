"""Leaves of a case form a chain of their own: numbered without a gap, each naming the one before, under a name of its own."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from dodomu.base import journal
from dodomu.base.journal import Fault
from dodomu.base.journal.chains import heads_at
from dodomu.base.journal.entries import Link, leaf_body, moment
from dodomu.base.journal.models import CaseName, Leaf
from dodomu.engine import ledger
from tests.base.job_processes import processes
from tests.base.journal_people import STEFA, chain_of, write

hashes = st.binary(min_size=32, max_size=32)
WRITE_PART = """
import sys, uuid
from django.db import transaction
from dodomu.base import journal
from dodomu.base.journal.actor import JOURNAL
cases = [uuid.UUID(int=number) for number in range(1, 6)]
for number in range({each}):
    with transaction.atomic():
        journal.append("case.flagged", by=JOURNAL, case=cases[number % 5])
"""


@given(st.uuids(), st.none() | st.builds(ledger.CaseHead, st.integers(0, 2**53 - 2), hashes))
def test_a_leaf_of_a_case_is_canonical_json_that_the_engine_reads(pid: UUID, before: ledger.CaseHead | None) -> None:
    from datetime import UTC, datetime

    body = leaf_body(
        journal.Entry("case.flagged", STEFA), 7, moment(datetime(2026, 3, 1, tzinfo=UTC)), Link(pid, before)
    )
    assert ledger.canonical_json(ledger.parse_canonical(body)) == body
    link = ledger.read_link(body)
    assert (link.case_pid, link.index, json.loads(body)["v"]) == (pid, 7, 2)
    assert (link.seq, link.previous) == ((before.seq + 1, before.leaf) if before else (0, None))


@pytest.mark.django_db(transaction=False)
class TestTables:
    def test_a_leaf_of_no_case_is_written_as_ever(self) -> None:
        (index,) = write(None)
        assert json.loads(bytes(Leaf.objects.get(index=index).body)).keys() == {
            *("actor", "at", "codes", "commitments", "index", "kind", "subject", "v")
        }

    def test_leaves_of_a_case_are_a_whole_chain_within_and_across_batches(self) -> None:
        one, other = uuid4(), uuid4()
        write(one, other, None, one)
        write(other, one, one)
        for case, count in ((one, 4), (other, 2)):
            chain = chain_of(journal.case_pid_of(case))
            assert len(chain) == count
            ledger.verify_chain(chain, chain[-1].head)

    def test_the_name_in_a_leaf_is_used_nowhere_else(self) -> None:
        case = uuid4()
        (index,) = write(case)
        assert journal.case_pid_of(case) not in {None, case}
        assert journal.entries_about(case)[0].case_pid == journal.case_pid_of(case) != case
        assert journal.recent(1)[0].index == index

    def test_a_case_without_a_leaf_has_no_name(self) -> None:
        assert journal.case_pid_of(uuid4()) is None

    def test_an_act_undone_leaves_no_gap_in_the_chain(self) -> None:
        case, never = uuid4(), uuid4()
        write(case)
        with transaction.atomic():
            write(case, never)
            transaction.set_rollback(True)
        write(case)
        assert [link.seq for link in chain_of(journal.case_pid_of(case))] == [0, 1]
        assert journal.case_pid_of(never) is None

    def test_the_heads_of_an_earlier_size_are_those_of_then(self) -> None:
        one, other = uuid4(), uuid4()
        write(one, other, one)
        size = journal.checkpoint().size
        then = heads_at(size)
        write(one, uuid4())
        assert heads_at(size) == then
        first, second = (journal.case_pid_of(case) for case in (one, other))
        assert then == {first: chain_of(first)[1].head, second: chain_of(second)[0].head}
        assert len(heads_at(size + 2)) == 3

    def test_the_database_refuses_a_second_leaf_of_one_number(self) -> None:
        case = uuid4()
        (index,) = write(case)
        forged = Leaf.objects.filter(index=index).values().get() | {"index": index + 1}
        with pytest.raises(IntegrityError), transaction.atomic():
            Leaf.objects.create(**forged)

    @pytest.mark.parametrize("verb", ["UPDATE {} SET case_pid = case_pid", "DELETE FROM {}"])
    def test_the_database_keeps_the_names(self, verb: str) -> None:
        write(uuid4())
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format("journal_casename"))

    def test_an_untouched_journal_of_both_kinds_is_intact(self) -> None:
        case = uuid4()
        write(None, case, None, case)
        assert journal.verify().intact

    @pytest.mark.parametrize(
        "change",
        [{"case_pid": UUID(int=7)}, {"case_seq": 5}, {"case_pid": None, "case_seq": None}],
        ids=["name", "number", "none"],
    )
    def test_a_column_of_the_chain_altered_behind_our_back_is_found(self, change: dict[str, Any]) -> None:
        case = uuid4()
        _, index = write(case, case)
        without_guard()
        Leaf.objects.filter(index=index).update(**change)
        assert (Fault.COLUMNS_DIFFER, index) in found()

    @pytest.mark.parametrize(
        ("old", "new"),
        [(b'"v":2', b'"v":1'), (b'"v":2', b'"v":3'), (b'"case_seq":0', b'"case_seq":-1')],
        ids=["case leaf as plain", "later version", "no number"],
    )
    def test_a_leaf_of_a_shape_nobody_writes_is_found(self, old: bytes, new: bytes) -> None:
        (index,) = write(uuid4())
        without_guard()
        body = bytes(Leaf.objects.get(index=index).body).replace(old, new)
        Leaf.objects.filter(index=index).update(body=body)
        assert (Fault.BODY_UNREADABLE, index) in found()

    def test_a_plain_leaf_that_says_it_is_of_a_case_is_found(self) -> None:
        (index,) = write(None)
        without_guard()
        body = bytes(Leaf.objects.get(index=index).body).replace(b'"v":1', b'"v":2')
        Leaf.objects.filter(index=index).update(body=body)
        assert (Fault.BODY_UNREADABLE, index) in found()


def without_guard() -> None:
    where = ' ON "journal_leaf"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_leaf_no_update{where}")


def found() -> list[tuple[Fault, int | None]]:
    return [(one.fault, one.index) for one in journal.verify().problems]


def test_writers_of_the_same_cases_at_the_same_time_leave_no_gap_and_no_fork(own_database: None) -> None:
    cases = [uuid4() for _ in range(3)]

    def work(number: int) -> None:
        try:
            for turn in range(10):
                with transaction.atomic():
                    write(cases[(number + turn) % 3], cases[turn % 3])
        finally:
            connection.close()

    connection.close()
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(work, range(4)))
    require_whole(cases, 4 * 10 * 2)


@pytest.mark.heavy
def test_four_processes_of_six_hundred_acts_lose_none(tmp_path: Path) -> None:
    with processes(tmp_path) as apart:
        apart.run('from django.core.management import call_command\ncall_command("migrate", "journal", verbosity=0)')
        writers = [apart.start(WRITE_PART.format(each=600)) for _ in range(4)]
        assert [writer.wait(timeout=600) for writer in writers] == [0] * 4
        out = apart.run(
            "import uuid\nfrom tests.base.test_journal_chains import require_whole\n"
            "require_whole([uuid.UUID(int=number) for number in range(1, 6)], 2400)\nprint('whole')"
        )
        assert out == "whole"


def require_whole(cases: list[UUID], leaves: int) -> None:
    """The journal has so many leaves, and those of each case are one chain."""
    assert journal.checkpoint().size == leaves
    assert journal.verify().intact
    assert CaseName.objects.count() == len(cases)
    chains = [chain_of(journal.case_pid_of(case)) for case in cases]
    assert sum(map(len, chains)) == leaves
    heads = heads_at(leaves)
    for chain in chains:
        ledger.verify_chain(chain, heads[chain[-1].case_pid])
