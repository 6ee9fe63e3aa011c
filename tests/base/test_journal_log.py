"""The journal as a log that others can check: its keys, its checkpoints, the daily map of cases, and proofs from all of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, keys
from dodomu.base.journal import maps, signing
from dodomu.base.journal.chains import heads_at
from dodomu.base.journal.models import CaseMap, KeptCheckpoint, Leaf, LogKey, WitnessState
from dodomu.engine import ledger
from tests.base.journal_people import chain_of, write
from tests.engine.ledger_bundles import Desk, Journal, Parts, outcomes

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TestKeys:
    def test_are_made_once_at_random(self) -> None:
        first = journal.this_log()
        assert journal.this_log().keys == first.keys
        assert [int(key.type) for key in first.keys] == [1, 6]
        assert {key.name for key in first.keys} == {first.origin}
        assert LogKey.objects.count() == 1

    def test_stand_nowhere_in_clear(self) -> None:
        log = journal.this_log()
        seed = log.signers[0].private.private_bytes_raw()
        row = LogKey.objects.get()
        assert all(bytes(sealed).find(seed.hex().encode()) < 0 for sealed in (row.ed25519_sealed, row.ml_dsa_44_sealed))
        assert "Ed25519PrivateKey" not in repr(log)

    def test_moved_to_another_column_they_do_not_open(self) -> None:
        journal.this_log()
        row = LogKey.objects.select_related("data_key__organisation_key").get()
        row.ed25519_sealed = row.ml_dsa_44_sealed
        with pytest.raises(keys.SealBroken):
            signing.opened(row)


class TestMaps:
    def test_a_map_fixes_the_last_leaf_of_every_case(self) -> None:
        one, other = uuid4(), uuid4()
        write(one, other, one)
        index = journal.write_case_map()
        leaf = Leaf.objects.get(index=index)
        said = json.loads(bytes(leaf.body))
        assert (said["kind"], said["v"], said["actor"]) == ("case_heads", 1, str(signing_part()))
        whole = maps.built_again(CaseMap.objects.get())
        assert said["codes"] == {"root": whole.root.hex()}
        assert whole.heads == heads_at(index)
        pid = journal.case_pid_of(one)
        assert pid
        ledger.verify_head(pid, chain_of(pid)[-1].head, whole.prove(pid), whole.root)

    def test_once_a_day_whatever_happened_in_between(self) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            index = journal.write_case_map()
            write(uuid4())
            clock.shift(timedelta(hours=11, minutes=59))
            assert journal.write_case_map() == index
            assert maps.day_has_map(NOON)
            clock.shift(timedelta(minutes=1))
            assert journal.write_case_map() > index

    def test_a_clock_set_back_still_gives_each_day_its_map(self) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            index = journal.write_case_map()
            clock.move_to(NOON - timedelta(days=2000))
            later = journal.write_case_map()
            assert later > index
            assert journal.write_case_map() == later

    def test_a_fresh_map_is_written_only_when_a_case_moved(self) -> None:
        case = uuid4()
        write(case)
        first = journal.write_case_map()
        write(None)
        assert journal.write_case_map(fresh=True) == first
        write(case)
        second = journal.write_case_map(fresh=True)
        assert second > first
        assert journal.write_case_map(fresh=True) == second

    @pytest.mark.parametrize("tries", [0, 1, 3])
    def test_a_leaf_that_comes_while_the_map_is_built_is_in_it(
        self, tries: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The last try holds the journal; before it, what was built in vain is thrown away."""
        monkeypatch.setattr(maps, "TRIES", tries)
        case, built, real = uuid4(), [], maps.heads_root
        write(case)

        def slow(*given: Any) -> bytes:
            built.append(given)
            if len(built) <= tries:
                write(case)
            return real(*given)

        monkeypatch.setattr(maps, "heads_root", slow)
        index = journal.write_case_map()
        assert len(built) == tries + 1
        said = json.loads(bytes(Leaf.objects.get(index=index).body))
        assert said["codes"]["root"] == maps.built_again(CaseMap.objects.get()).root.hex()
        assert Leaf.objects.filter(case_pid__isnull=False, index__lt=index).count() == tries + 1

    def test_two_maps_of_the_same_heads_have_different_roots(self) -> None:
        write(uuid4())
        with time_machine.travel(NOON, tick=False) as clock:
            journal.write_case_map()
            clock.shift(timedelta(days=1))
            journal.write_case_map()
        roots = {json.loads(bytes(leaf.body))["codes"]["root"] for leaf in Leaf.objects.filter(kind="case_heads")}
        assert len(roots) == 2


def signing_part() -> Any:
    from dodomu.base.access.viewer import Viewer

    return Viewer.system("journal").pid


class TestCheckpoints:
    def test_are_signed_with_both_keys(self) -> None:
        write(None, None, None)
        made = journal.make_checkpoint()
        log = journal.this_log()
        for key in log.keys:
            signed = ledger.parse_checkpoint(made.note, [key])
            assert signed.checkpoint == ledger.Checkpoint(log.origin, 3, journal.checkpoint().root)
        assert journal.latest_checkpoint() == made

    def test_one_size_is_signed_once(self) -> None:
        write(None)
        assert journal.make_checkpoint() == journal.make_checkpoint()
        write(None)
        assert journal.make_checkpoint().size == 2
        assert KeptCheckpoint.objects.count() == 2

    def test_what_may_still_be_undone_is_not_signed(self) -> None:
        write(None)
        with pytest.raises(RuntimeError), transaction.atomic():
            journal.make_checkpoint()
        assert not KeptCheckpoint.objects.exists()

    def test_an_empty_journal_is_not_signed(self) -> None:
        with pytest.raises(journal.NothingToSign):
            journal.make_checkpoint()
        assert journal.latest_checkpoint() is None

    @pytest.mark.parametrize(
        "damage",
        ['DELETE FROM journal_leaf WHERE "index" >= 2', "UPDATE journal_node SET hash = zero WHERE level = 1"],
        ids=["cut", "rewritten"],
    )
    def test_another_history_is_not_signed(self, damage: str) -> None:
        write(None, None, None)
        journal.make_checkpoint()
        without_guards()
        zero = "'\\x" + "00" * 32 + "'" if connection.vendor == "postgresql" else "x'" + "00" * 32 + "'"
        with connection.cursor() as cursor:
            cursor.execute(damage.replace("zero", zero))
        with pytest.raises(journal.HistoryDiffers):
            journal.make_checkpoint()

    @pytest.mark.parametrize("table", ["logkey", "casemap", "checkpoint"])
    @pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
    def test_the_database_keeps_what_was_signed(self, table: str, verb: str) -> None:
        write(None)
        journal.write_case_map()
        journal.make_checkpoint()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format(f"journal_{table}"))
        assert not WitnessState.objects.exists()


def without_guards() -> None:
    with connection.cursor() as cursor:
        for table, verb in (("leaf", "delete"), ("node", "update")):
            where = f' ON "journal_{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER journal_{table}_no_{verb}{where}")


class TestProofs:
    def test_lead_to_the_signed_root(self) -> None:
        write(*[None] * 7)
        early = journal.make_checkpoint()
        write(*[None] * 6)
        late = journal.make_checkpoint()
        proof = journal.prove_consistency(early.size, late.size)
        ledger.verify_consistency(early.size, late.size, proof, early.root, late.root)
        for index in range(late.size):
            leaf = ledger.leaf_hash(journal.body_of(index))
            ledger.verify_inclusion(leaf, index, late.size, journal.prove_inclusion(index, late.size), late.root)

    def test_a_proof_file_is_checked_without_us(self) -> None:
        write(None, None)
        made = journal.make_checkpoint()
        text = journal.proof_file(1, made)
        key = journal.this_log().keys[0]
        policy = ledger.Policy((ledger.Party("log", key),), (), (), "none")
        index, _ = ledger.verify_tlog_proof(text, ledger.leaf_hash(journal.body_of(1)), [key], policy, 0)
        assert index == 1

    @pytest.mark.parametrize("index", [-1, 2, 2**63])
    def test_what_the_checkpoint_does_not_hold_is_not_proved(self, index: int) -> None:
        write(None, None)
        made = journal.make_checkpoint()
        write(None)
        with pytest.raises(journal.NoSuchEntry):
            journal.proof_file(index, made)

    @pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3), (0, 4)])
    def test_no_proof_of_a_leaf_or_tree_that_is_not_there(self, index: int, size: int) -> None:
        write(None, None, None)
        with pytest.raises(ledger.LedgerError):
            journal.prove_inclusion(index, size)

    def test_no_text_of_a_leaf_that_is_not_there(self) -> None:
        with pytest.raises(journal.NoSuchEntry):
            journal.body_of(0)

    def test_the_newest_checkpoint_that_reaches_a_leaf_is_taken(self) -> None:
        write(None, None)
        first = journal.make_checkpoint()
        write(None)
        assert journal.checkpoint_covering(1) == first
        assert journal.checkpoint_covering(2) is None


class TestCases:
    def test_nothing_is_proved_of_a_case_without_leaf_or_map(self) -> None:
        case = uuid4()
        write(case)
        for asked in (case, uuid4()):
            with pytest.raises(journal.NothingAboutCase):
                journal.prove_case(asked, 1)
        index = journal.write_case_map()
        journal.prove_case(case, index + 1)
        for asked, size in ((uuid4(), index + 1), (case, index)):
            with pytest.raises(journal.NothingAboutCase):
                journal.prove_case(asked, size)

    def test_the_verifier_program_finds_the_chain_whole(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        case = uuid4()
        write(case, uuid4(), None, case)
        journal.make_checkpoint()
        write(uuid4(), case)
        steps = shown(case, tmp_path, capsys)
        assert {
            name: outcome for name, outcome in outcomes(steps).items() if name not in {"witnesses", "timestamps"}
        } == dict.fromkeys(STEPS, "proven"), steps
        assert "all 3 entries of the case" in steps["nothing left out"][1]

    def test_the_verifier_program_misses_a_leaf_that_was_left_out(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        case = uuid4()
        write(case, case, case)
        for gone, step in ((1, "chain of the case"), (2, "nothing left out")):
            steps = shown(case, tmp_path / str(gone), capsys, without=gone)
            assert outcomes(steps)[step] == "not proven", steps

    def test_what_came_after_the_map_is_not_called_whole(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        case = uuid4()
        write(case)
        journal.write_case_map()
        write(case)
        steps = shown(case, tmp_path, capsys, fresh=False)
        assert outcomes(steps)["nothing left out"] == "missing"

    def test_a_case_that_began_after_the_map_is_said_not_to_be_in_it(self) -> None:
        write(uuid4())
        index = journal.write_case_map()
        case = uuid4()
        write(case)
        proof = journal.prove_case(case, index + 2)
        assert proof.head is None
        assert proof.fields()["head"] is None
        root = bytes.fromhex(json.loads(proof.map_leaf.body)["codes"]["root"])
        ledger.verify_head(proof.case_pid, None, proof.head_proof, root)


STEPS = [
    "files",
    "checkpoints",
    "earlier checkpoints",
    "journal entries",
    "chain of the case",
    "nothing left out",
    "evidence files",
]


def shown(
    case: Any, folder: Path, capsys: pytest.CaptureFixture[str], *, without: int | None = None, fresh: bool = True
) -> dict[str, tuple[str, str]]:
    """A bundle of this case out of the journal, as the program that an expert runs sees it."""
    if fresh:
        journal.write_case_map(fresh=True)
    made = journal.make_checkpoint()
    proof = journal.prove_case(case, made.size)
    leaves = [one for number, one in enumerate(proof.leaves) if number != without]
    rows = [{"body": one.body.decode(), "proof": b"".join(one.proof).hex()} for one in (*leaves, proof.map_leaf)]
    earlier = KeptCheckpoint.objects.filter(size__lt=made.size)
    consistency = [
        {"old": one.size, "new": made.size, "proof": b"".join(journal.prove_consistency(one.size, made.size)).hex()}
        for one in earlier
    ]
    checkpoints = {f"{one.size}.txt": one.note.encode() for one in (*earlier, made)}
    parts = Parts(Journal(), rows, proof.fields(), [], consistency, checkpoints, {})
    keys_file = f"log {journal.this_log().keys[0].text}\nquorum none\n"
    folder.mkdir(exist_ok=True)
    _, steps = Desk(folder, capsys).verify(parts, keys=keys_file)
    return steps
