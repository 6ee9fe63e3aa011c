"""Writing the journal: in the transaction of the act, in order, pseudonyms and codes only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from dodomu.base import journal
from dodomu.base.journal.entries import leaf_body, moment
from dodomu.base.journal.models import Leaf, Node
from dodomu.base.keys import new_data_key
from dodomu.engine import ledger


@dataclass(frozen=True)
class Someone:
    pid: UUID


HALYNA = Someone(uuid4())
code = st.from_regex(r"[A-Za-z0-9_.:+/-]{0,12}", fullmatch=True)


class Colour(str, Enum):  # noqa: UP042  (Django's TextChoices are of this kind)
    RED = "red"


def write(count: int, **more: Any) -> list[int]:
    return journal.append_many([journal.Entry("report_recorded", HALYNA, **more) for _ in range(count)])


@given(
    st.dictionaries(code, code | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1), max_size=5),
    st.none() | st.uuids(),
    st.lists(st.from_regex(r"[0-9a-f]{64}", fullmatch=True), max_size=2),
)
def test_a_body_put_together_by_hand_is_canonical_json(
    codes: dict[str, str | int], subject: UUID | None, commitments: list[str]
) -> None:
    at = moment(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    entry = journal.Entry("case_opened", HALYNA, subject, commitments, codes)
    expected = {
        "v": 1,
        "index": 7,
        "at": "2026-03-01T09:30:00.000000Z",
        "kind": "case_opened",
        "actor": str(HALYNA.pid),
        "subject": str(subject) if subject else None,
        "commitments": commitments,
        "codes": codes,
    }
    assert leaf_body(entry, 7, at) == ledger.canonical_json(expected)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("codes.note", {"codes": {"note": "Оксана Вигадана"}}),
        ("codes.note", {"codes": {"note": "two words"}}),
        ("codes.note", {"codes": {"note": 'x","kind":"y'}}),
        ("codes.note", {"codes": {"note": 1.5}}),
        ("codes.note", {"codes": {"note": 2**53}}),
        ("codes.note", {"codes": {"note": "x" * 65}}),
        ("codes:", {"codes": {"ім'я": 1}}),
        ("commitments", {"commitments": ("abc",)}),
    ],
)
def test_what_could_be_personal_is_refused(field: str, more: dict[str, Any]) -> None:
    with pytest.raises(journal.EntryRefused, match=field) as refusal:
        leaf_body(journal.Entry("case_opened", HALYNA, **more), 0, "")
    assert "Оксана" not in str(refusal.value)


@pytest.mark.parametrize("kind", ["", "Case opened", "справа", "x" * 65])
def test_a_kind_is_a_code(kind: str) -> None:
    with pytest.raises(journal.EntryRefused, match="kind"):
        leaf_body(journal.Entry(kind, HALYNA), 0, "")


def test_an_enumeration_member_is_written_as_its_text() -> None:
    body = leaf_body(journal.Entry("case_opened", HALYNA, codes={"colour": Colour.RED}), 0, "")
    assert json.loads(body)["codes"] == {"colour": "red"}


@pytest.mark.django_db(transaction=False)
class TestTables:
    def test_leaves_are_numbered_without_gaps(self) -> None:
        first = journal.append("case_opened", by=HALYNA)
        assert write(3) == [first + 1, first + 2, first + 3]

    def test_the_stored_tree_is_the_tree_of_the_bodies(self) -> None:
        for count in (1, 2, 5, 8, 13):
            write(count)
        bodies = [bytes(leaf.body) for leaf in Leaf.objects.order_by("index")]
        store = ledger.MemoryStore()
        growth = ledger.append(store, 0, [ledger.leaf_hash(body) for body in bodies])
        assert journal.checkpoint() == journal.Checkpoint(len(bodies), growth.root)
        stored = {(node.level, node.position): bytes(node.hash) for node in Node.objects.all()}
        assert stored == {tuple(place): value for place, value in growth.nodes.items() if place.level}

    def test_an_act_undone_takes_its_leaf_with_it(self) -> None:
        write(2)
        before = journal.checkpoint()
        with transaction.atomic():
            write(3)
            transaction.set_rollback(True)
        assert journal.checkpoint() == before
        assert write(1) == [before.size]

    def test_at_most_five_hundred_at_once(self) -> None:
        with pytest.raises(ValueError, match="500"):
            write(501)
        assert write(0) == []

    @pytest.mark.parametrize("table", ["journal_leaf", "journal_node"])
    @pytest.mark.parametrize("verb", ["UPDATE {} SET hash = hash", "DELETE FROM {}"])
    def test_the_database_refuses_changes_in_raw_sql(self, table: str, verb: str) -> None:
        write(2)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format(table))

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("table", ["journal_leaf", "journal_node", "keys_datakey"])
    def test_the_database_refuses_to_put_other_rows_in_their_place(self, table: str) -> None:
        write(2)
        new_data_key()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")

    @pytest.mark.postgres_only
    def test_the_database_refuses_to_empty_the_journal(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE journal_leaf")

    def test_entries_are_found_by_subject_and_by_actor(self) -> None:
        child, danylo = uuid4(), Someone(uuid4())
        write(1, subject=child, codes={"mentions": 2})
        journal.append("person_opened", by=danylo, subject=child)
        assert [entry.kind for entry in journal.entries_about(child)] == ["person_opened", "report_recorded"]
        assert [entry.actor for entry in journal.entries_by(danylo.pid)] == [danylo.pid]
        assert journal.entries_about(child)[1].codes == {"mentions": 2}

    def test_recent_entries_page_backwards(self) -> None:
        first = write(5)[0]
        assert [entry.index for entry in journal.recent(2)] == [first + 4, first + 3]
        assert [entry.index for entry in journal.recent(2, before=first + 3)] == [first + 2, first + 1]

    def test_no_name_stands_in_a_leaf(self, viewer_with: Any) -> None:
        viewer = viewer_with("administrator")
        journal.append("case_opened", by=viewer)
        body = bytes(Leaf.objects.latest("index").body)
        assert str(viewer.pid).encode() in body
        assert viewer.display_name.encode() not in body
        assert str(viewer.user_id).encode() not in body


def test_outside_a_transaction_it_refuses(own_database: None) -> None:
    with pytest.raises(journal.NotInTransaction):
        journal.append("case_opened", by=HALYNA)


@pytest.fixture
def six_writers(own_database: None) -> list[BaseException]:
    """Six threads that append thirty batches each, at the same time."""
    from threading import Thread

    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(30):
                with transaction.atomic():
                    write(3)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(6)]
    connection.close()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_writers_at_the_same_time_leave_no_gap_and_no_fork(six_writers: list[BaseException]) -> None:
    assert six_writers == []
    assert journal.checkpoint().size == 6 * 30 * 3
    assert journal.verify().intact
