"""The check follows the chain of every case and the maps of cases: what breaks them is named, though every hash was made anew."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from dodomu.base import journal
from dodomu.base.journal import Fault, checking
from dodomu.base.journal.marks import _MARKS
from dodomu.base.journal.models import CaseMap, Leaf
from tests.base.journal_forged import forged, run, unguarded
from tests.base.journal_people import STEFA, chain_of, write

pytestmark = pytest.mark.django_db
OTHER = b"0" * 64


@pytest.fixture(params=[4, 8192], ids=["many stretches", "one stretch"])
def chained(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Entries 0, 2, 5, 8 of one case and 1, 6 of another; the others are of none."""
    monkeypatch.setattr(checking, "CHUNK", request.param)
    one, other = uuid4(), uuid4()
    write(one, other, one, None, None, one)
    write(other, None, one, None)
    return [0, 2, 5, 8]


def faults(**more: Any) -> list[tuple[Fault, int | None]]:
    """Findings apart from the dropped triggers."""
    found = [(one.fault, one.index) for one in journal.verify(**more).problems]
    return [one for one in found if one[0] != Fault.UNGUARDED]


def before(index: int) -> bytes:
    """The hash that a leaf names as the one before it."""
    said = json.loads(bytes(Leaf.objects.get(index=index).body))
    return str(said["prev_case_leaf"]).encode()


def test_whole_chains_and_a_map_are_whole(chained: list[int]) -> None:
    journal.write_case_map()
    write(uuid4())
    journal.make_checkpoint()
    assert faults() == faults(every_map=True) == []
    assert journal.verify().unchained == 0


def test_another_leaf_before_is_named(chained: list[int]) -> None:
    forged(5, before(5), OTHER)
    assert faults() == [(Fault.CHAIN_LINK, 5)]


def test_a_first_leaf_with_one_before_it_is_named(chained: list[int]) -> None:
    forged(1, b'"prev_case_leaf":null', b'"prev_case_leaf":"' + OTHER + b'"')
    assert faults() == [(Fault.CHAIN_LINK, 1)]


def test_a_later_leaf_without_one_before_it_is_named(chained: list[int]) -> None:
    forged(6, b'"prev_case_leaf":"' + before(6) + b'"', b'"prev_case_leaf":null')
    assert faults() == [(Fault.CHAIN_LINK, 6)]


def test_a_number_left_out_is_named(chained: list[int]) -> None:
    forged(5, b'"case_seq":2', b'"case_seq":7', case_seq=7)
    assert faults() == [(Fault.CHAIN_GAP, 5)]


def test_a_chain_that_does_not_begin_at_nothing_is_named(chained: list[int]) -> None:
    forged(0, b'"case_seq":0', b'"case_seq":9', case_seq=9)
    assert faults() == [(Fault.CHAIN_GAP, 0)]


def test_a_number_that_comes_again_is_named(chained: list[int]) -> None:
    run("DROP INDEX journal_leaf_no_fork")
    forged(8, b'"case_seq":3', b'"case_seq":1', case_seq=1)
    assert faults() == [(Fault.CHAIN_ORDER, 8)]


def test_a_leaf_put_into_another_case_breaks_both(chained: list[int]) -> None:
    ours, theirs = (Leaf.objects.get(index=index).case_pid for index in (5, 1))
    assert isinstance(ours, UUID)
    assert isinstance(theirs, UUID)
    column = theirs.hex if connection.vendor == "sqlite" else theirs
    forged(5, str(ours).encode(), str(theirs).encode(), case_pid=column)
    assert faults() == [(Fault.CHAIN_GAP, 5), (Fault.CHAIN_GAP, 8)]


def test_a_removed_leaf_is_a_gap_in_its_chain_as_well(chained: list[int]) -> None:
    unguarded()
    run('DELETE FROM journal_leaf WHERE "index" = 2')
    assert faults()[:2] == [(Fault.GAP, 2), (Fault.CHAIN_GAP, 5)]


def test_leaves_looked_at_one_by_one_are_followed_as_well(chained: list[int]) -> None:
    forged(5, before(5), OTHER)
    run("UPDATE journal_leaf SET kind = 'case.closed' WHERE \"index\" = 3")
    assert set(faults()) == {(Fault.COLUMNS_DIFFER, 3), (Fault.CHAIN_LINK, 5)}


class TestMaps:
    def test_a_root_of_other_chains_is_named(self, chained: list[int]) -> None:
        at = journal.write_case_map()
        root = json.loads(bytes(Leaf.objects.get(index=at).body))["codes"]["root"].encode()
        forged(at, root, OTHER)
        assert faults() == [(Fault.MAP_DIFFERS, at)]

    def test_a_chain_altered_before_the_map_does_not_fit_it(self, chained: list[int]) -> None:
        at = journal.write_case_map()
        forged(8, b'"codes":{}', b'"codes":{"n":1}')
        assert faults() == [(Fault.MAP_DIFFERS, at)]

    def test_a_map_points_to_a_leaf_that_is_none(self, chained: list[int]) -> None:
        at = journal.write_case_map()
        unguarded()
        run("UPDATE journal_casemap SET leaf_index = 9 WHERE leaf_index = %s", at)
        assert faults() == [(Fault.MAP_DIFFERS, 9), (Fault.MAP_LOST, at)]

    def test_a_lost_secret_is_named(self, chained: list[int]) -> None:
        at = journal.write_case_map()
        unguarded()
        sealed = bytes(CaseMap.objects.get().secret_sealed)
        run("UPDATE journal_casemap SET secret_sealed = %s", sealed[:-1] + bytes([sealed[-1] ^ 1]))
        assert faults() == [(Fault.MAP_LOST, at)]

    def test_a_leaf_without_its_secret_is_named(self, chained: list[int]) -> None:
        at = journal.write_case_map()
        unguarded()
        run("DELETE FROM journal_casemap")
        assert faults() == [(Fault.MAP_LOST, at)]

    def test_older_maps_are_compared_when_asked_for(self, chained: list[int]) -> None:
        old = journal.write_case_map()
        write(uuid4())
        new = journal.write_case_map(fresh=True)
        assert new != old
        forged(old, json.loads(bytes(Leaf.objects.get(index=old).body))["codes"]["root"].encode(), OTHER)
        assert faults() == []
        assert faults(every_map=True) == [(Fault.MAP_DIFFERS, old)]


class TestWhatWasSigned:
    def test_a_journal_written_anew_does_not_fit_its_own_checkpoint(self, chained: list[int]) -> None:
        size = journal.make_checkpoint().size
        forged(3, b'"kind":"case.flagged"', b'"kind":"case.dropped"', kind="case.dropped")
        write(None)
        assert faults() == [(Fault.ROOT_DIFFERS, size)]

    def test_a_journal_cut_off_is_shorter_than_its_checkpoint(self, chained: list[int]) -> None:
        size = journal.make_checkpoint().size
        unguarded()
        run('DELETE FROM journal_leaf WHERE "index" = 9')
        run("DELETE FROM journal_node WHERE level = 1 AND position = 4")
        assert faults() == [(Fault.SHORTER_THAN_KNOWN, size)]


class TestOlderThanChains:
    def test_acts_about_a_case_before_its_chain_are_counted(self) -> None:
        case = uuid4()
        journal.append("case.opened", by=STEFA, subject=case)
        write(None)
        journal.append("case.flagged", by=STEFA, subject=case)
        assert journal.verify().unchained == 0, "nothing tells yet that it is a case"
        write(case, None)
        assert journal.verify().unchained == 3

    def test_a_case_opened_with_its_chain_has_none(self, chained: list[int]) -> None:
        assert journal.verify().unchained == 0


class TestChecks:
    def test_a_check_is_remembered_with_its_first_fault(self, chained: list[int]) -> None:
        assert journal.check(STEFA).intact
        forged(5, before(5), OTHER)
        assert not journal.check(STEFA).intact
        bad, good = journal.past_checks()
        assert (good.size, good.problems, good.first) == (10, 0, None)
        assert bad.problems == 2, "the triggers are gone as well"
        assert bad.first == journal.Problem(Fault.UNGUARDED)

    def test_a_journal_that_takes_no_leaf_is_checked_all_the_same(self, chained: list[int]) -> None:
        unguarded()
        run("DELETE FROM journal_node")
        assert not journal.check(STEFA).intact
        assert journal.past_checks() == []

    def test_leaves_about_the_journal_are_found_by_their_index(self, chained: list[int]) -> None:
        plan = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(plan + _MARKS, ["journal.verified", 5])
            assert "journal_leaf_of_itself" in str(cursor.fetchall())

    def test_no_other_leaf_is_looked_for(self) -> None:
        with pytest.raises(ValueError, match="kind"):
            journal.about_itself("case.opened")


def test_the_chains_that_were_followed_are_those_of_the_journal(chained: list[int]) -> None:
    """The links the quick check reads are the ones the expert's reader reads."""
    case = Leaf.objects.get(index=0).case_pid
    assert [link.index for link in chain_of(case)] == chained
