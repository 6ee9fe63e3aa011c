"""Beginning a new log: after an older backup was restored, or when the key that signs must be given up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from dodomu.base import journal
from dodomu.base.journal import GapKind, Outcome, Reason, renewing
from dodomu.base.journal.models import KeptCheckpoint, KeptCosignature, Leaf, LogKey, LostCheckpoint, WitnessState
from dodomu.base.journal.problems import Fault
from dodomu.engine import ledger
from tests.base.journal_forged import grown_anew, run, unguarded
from tests.base.journal_people import STEFA, write
from tests.base.journal_put_back import put_back
from tests.base.journal_witness import Partner, listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Partner]:
    with listening(Partner()) as one:
        (tmp_path / "witnesses.txt").write_text(one.line() + "quorum willow\n")
        settings.DODOMU = replace(settings.DODOMU, witnesses=tmp_path / "witnesses.txt")
        yield one


def configured() -> journal.Witnesses:
    found = journal.configured_witnesses()
    assert found
    return found


def faults() -> list[Fault]:
    # The triggers are gone where a test puts the journal back by hand; that is no finding of it.
    return [one.fault for one in journal.verify().problems if one.fault != Fault.UNGUARDED]


def longer_by(entries: int) -> journal.PublishedCheckpoint:
    write(*[None] * entries)
    return journal.make_checkpoint()


def lose(entries: int = 5) -> journal.PublishedCheckpoint:
    """Three entries, signed; more, signed; back to three and the entry that says so. What was signed and is gone."""
    longer_by(3)
    gone = longer_by(entries)
    put_back(3)
    return gone


class TestAfterARestore:
    def test_the_leaf_says_all_of_it(self) -> None:
        gone, old = lose(), journal.this_log()
        here = journal.checkpoint()
        made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        assert (made.index, made.by, made.reason) == (here.size, STEFA.pid, "backup")
        assert (made.before, made.begun) == (old.origin, journal.this_log().origin)
        assert (made.entries, made.root) == (here.size, here.root.hex())
        assert (made.known_size, made.known_root, made.known_by) == (8, gone.root.hex(), "file")
        assert (made.shared, made.missing, made.lost) == (3, 5, 1)

    def test_name_and_keys_are_new_and_the_old_ones_sign_no_more(self) -> None:
        gone, old = lose(), journal.this_log()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        new = journal.this_log()
        assert new.origin.startswith(f"{old.origin}/2-")
        assert not {key.public for key in old.keys} & {key.public for key in new.keys}
        note = journal.make_checkpoint().note
        assert ledger.parse_checkpoint(note, new.keys).checkpoint.origin == new.origin
        with pytest.raises(ledger.SignatureMissing):
            ledger.parse_checkpoint(note, old.keys)
        assert [one.origin for one in journal.earlier_logs()] == [old.origin]

    def test_the_tree_goes_on_and_the_old_checkpoints_are_its_beginning(self) -> None:
        gone = lose()
        (first,) = journal.checkpoints_kept()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        new = journal.make_checkpoint()
        ledger.verify_consistency(
            first.size, new.size, journal.prove_consistency(first.size, new.size), first.root, new.root
        )
        assert faults() == []
        assert KeptCheckpoint.objects.filter(id=first.id).exists()

    def test_the_lost_one_is_kept_word_for_word_and_listed(self) -> None:
        gone = lose()
        made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        (lost,) = journal.lost_of(made)
        assert (lost.size, bytes(lost.root), lost.note) == (8, gone.root, gone.text)

    def test_a_check_finds_it_whole_and_says_that_it_was_begun_anew(self) -> None:
        gone = lose()
        made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        journal.make_checkpoint()
        found = journal.verify()
        assert [one.fault for one in found.problems] == [Fault.UNGUARDED]
        assert found.renewals == (made,)

    def test_without_a_noted_restore_that_is_no_reason(self) -> None:
        longer_by(3)
        gone = longer_by(5)
        put_back(3, noted=False)
        with pytest.raises(journal.NoRestoreNoted):
            journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        made = journal.renew(STEFA, Reason.MACHINE, held=[gone.text.encode()])
        assert (made.known_size, made.shared, made.missing) == (8, None, None), "nobody knows where they part"

    def test_a_restore_before_the_last_renewal_is_none_for_the_next(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        journal.make_checkpoint()
        with pytest.raises(journal.NoRestoreNoted):
            journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])

    def test_what_it_signed_itself_and_has_lost_counts_too(self) -> None:
        longer_by(3)
        gone = longer_by(5)
        unguarded()
        run('DELETE FROM journal_leaf WHERE "index" >= 4')
        grown_anew()
        with pytest.raises(journal.HistoryDiffers):
            journal.make_checkpoint()
        assert Fault.SHORTER_THAN_KNOWN in faults()
        made = journal.renew(STEFA, Reason.UNKNOWN)
        assert (made.known_by, made.known_size, made.lost) == ("journal", 8, 1)
        (lost,) = LostCheckpoint.objects.all()
        assert (lost.checkpoint_id, lost.note) == (gone.id, gone.text)
        longer_by(9)
        assert faults() == []
        assert [one.size for one in journal.checkpoints_kept()] == [14]

    def test_what_was_lost_is_found_though_the_journal_has_outgrown_it(self) -> None:
        gone = lose()
        longer_by(20)
        made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        assert (made.known_size, made.entries, made.shared, made.missing, made.lost) == (8, 24, 3, 5, 1)
        assert faults() == [], "what it signed meanwhile under the old name fits"

    def test_of_two_restores_the_one_before_the_loss_says_where_they_part(self) -> None:
        gone = longer_by(3)
        put_back(1)
        write(*[None] * 4)
        put_back(6)
        made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        assert (made.known_size, made.shared, made.missing) == (3, 1, 2)

    def test_a_second_one_counts_on(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        longer_by(2)
        journal.renew(STEFA, Reason.KEY)
        longer_by(1)
        first, second, third = (one.origin for one in reversed([*journal_rows()]))
        assert second.startswith(f"{first}/2-")
        assert third.startswith(f"{first}/3-")
        assert faults() == []
        assert [one.begun for one in journal.renewals()] == [third, second]

    def test_a_clock_set_back_does_not_leave_the_old_keys_signing(self) -> None:
        with time_machine.travel(datetime(2040, 1, 1, tzinfo=UTC), tick=False) as clock:
            gone = lose()
            clock.move_to(datetime(2026, 3, 1, tzinfo=UTC))
            made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
            assert journal.this_log().origin == made.begun


def journal_rows() -> list[LogKey]:
    return list(LogKey.objects.order_by("-made_at"))


class TestOnlyWhenItMust:
    def test_a_journal_that_goes_on_keeps_its_name(self) -> None:
        held = longer_by(3).text.encode()
        longer_by(4)
        for reason in (Reason.MACHINE, Reason.UNKNOWN):
            with pytest.raises(journal.NothingToRenew):
                journal.renew(STEFA, reason, held=[held])
        assert LogKey.objects.count() == 1
        assert not journal.renewals()

    def test_a_restore_that_lost_nothing_is_no_reason(self) -> None:
        last = longer_by(3)
        put_back(3)
        with pytest.raises(journal.NothingToRenew):
            journal.renew(STEFA, Reason.BACKUP, held=[last.text.encode()])

    def test_what_signed_nothing_has_nothing_to_give_up(self) -> None:
        write(None)
        with pytest.raises(journal.NothingToRenew):
            journal.renew(STEFA, Reason.KEY)

    @pytest.mark.parametrize("what", ["no note", "another key", "another size"])
    def test_what_this_log_did_not_sign_proves_nothing(self, what: str) -> None:
        gone = lose()
        other = ledger.log_signer(journal.this_log().origin, Partner().signers[0].private)
        held = {
            "no note": "a longer journal, believe me\n",
            "another key": ledger.sign_checkpoint(ledger.Checkpoint(other.key.name, 99, bytes(32)), [other]),
            "another size": gone.text.replace("\n8\n", "\n9\n"),
        }[what]
        with pytest.raises(journal.HeldRefused):
            journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode(), held.encode()])
        assert not journal.renewals()

    def test_a_key_is_given_up_with_nothing_missing(self) -> None:
        last = longer_by(3)
        made = journal.renew(STEFA, Reason.KEY)
        assert (made.reason, made.known_size, made.known_root) == ("key", 3, last.root.hex())
        assert (made.shared, made.missing, made.lost) == (3, 0, 0)
        assert journal.make_checkpoint().size == 4
        assert faults() == []


def cosigned(checkpoint: journal.PublishedCheckpoint) -> None:
    KeptCosignature.objects.create(
        checkpoint_id=checkpoint.id, witness="heron.example", key_id="0badcafe", line="", stated_at=1_700_000_000
    )


class TestWitnesses:
    def test_their_word_that_it_was_longer_is_a_reason(self, partner: Partner) -> None:
        write(*[None] * 3)
        journal.anchor(configured())
        write(*[None] * 5)
        journal.anchor(configured())
        put_back(4)
        signed = KeptCheckpoint.objects.count()
        said = journal.disagreeing(configured())
        assert [(one.outcome, one.known) for one in said] == [(Outcome.LONGER, 9)]
        assert KeptCheckpoint.objects.count() == signed, "nothing more is signed under a name that is given up"
        made = journal.renew(STEFA, Reason.BACKUP, said=said)
        assert (made.known_by, made.known_size, made.known_root) == ("witness", 9, "")
        assert made.cosigned_by == (partner.signers[0].key.id.hex(),)
        assert (made.shared, made.missing, made.lost) == (4, 5, 0)

    def test_a_journal_that_outgrew_what_was_lost_is_found_to_be_another(self, partner: Partner) -> None:
        write(*[None] * 3)
        journal.anchor(configured())
        write(*[None] * 2)
        journal.anchor(configured())
        put_back(4, noted=False)
        write(*[None] * 20)
        said = journal.disagreeing(configured())
        assert [(one.outcome, one.known) for one in said] == [(Outcome.FORKED, 6)]
        made = journal.renew(STEFA, Reason.MACHINE, said=said)
        assert (made.known_size, made.shared, made.missing) == (6, 3, 3), "they saw three entries that are here"

    def test_one_who_came_later_does_not_say_where_they_part(self) -> None:
        cosigned(longer_by(2))
        gone = longer_by(3)
        put_back(2, noted=False)
        cosigned(longer_by(6))
        made = journal.renew(STEFA, Reason.MACHINE, held=[gone.text.encode()])
        assert (made.known_size, made.shared) == (5, 2)

    def test_one_who_agrees_is_no_reason(self, partner: Partner) -> None:
        write(*[None] * 3)
        journal.anchor(configured())
        write(None)
        assert journal.disagreeing(configured()) == ()
        with pytest.raises(journal.NothingToRenew):
            journal.renew(STEFA, Reason.UNKNOWN, said=journal.anchor(configured()))

    def test_who_cosigned_what_others_kept_is_named(self, partner: Partner) -> None:
        write(*[None] * 3)
        journal.anchor(configured())
        gone = journal.latest_checkpoint()
        assert gone
        put_back(1)
        text = gone.text.encode()
        made = journal.renew(STEFA, Reason.BACKUP, held=[text], witnesses=configured())
        assert made.cosigned_by == (partner.signers[0].key.id.hex(),)

    def test_a_cosignature_that_does_not_hold_is_not_named(self, partner: Partner) -> None:
        gone = lose()
        other = ledger.cosign(ledger.Checkpoint(journal.this_log().origin, 7, bytes(32)), partner.signers[0], 1)
        held = gone.note + other.text
        made = journal.renew(STEFA, Reason.BACKUP, held=[held.encode()], witnesses=configured())
        assert made.cosigned_by == ()

    def test_the_new_log_begins_with_them_at_nothing(self, partner: Partner) -> None:
        write(*[None] * 5)
        journal.anchor(configured())
        put_back(2)
        journal.renew(STEFA, Reason.BACKUP, said=journal.disagreeing(configured()))
        assert not WitnessState.objects.exists()
        (state,) = journal.anchoring_state(configured())
        assert (state.cosigned, state.outcome) == (0, Outcome.WAITING)
        (attempt,) = journal.anchor(configured())
        assert attempt.outcome == Outcome.UNKNOWN_LOG, "nobody has told its operator"
        log = journal.this_log()
        partner.logs[log.origin] = log.keys
        (attempt,) = journal.anchor(configured())
        assert attempt.outcome == Outcome.COSIGNED
        assert partner.asked[-1].old_size == 0
        standing = journal.log_standing(configured())
        assert standing.checkpoint
        assert standing.vouched == standing.checkpoint.size
        assert faults() == []


class TestWholeOrNotAtAll:
    @pytest.mark.parametrize("where", ["append", "fixed_hash", "renewals"])
    def test_what_stops_half_way_leaves_the_old_log(self, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
        gone, old = lose(), journal.this_log().origin
        size = journal.checkpoint().size

        def broken(*_: object, **__: object) -> Any:
            raise RuntimeError(where)

        if where == "renewals":
            monkeypatch.setattr(LostCheckpoint.objects, "create", broken)
        else:
            monkeypatch.setattr(renewing, where, broken)
        with pytest.raises(RuntimeError, match=where):
            journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        monkeypatch.undo()
        assert (LogKey.objects.count(), LostCheckpoint.objects.count()) == (1, 0)
        assert (journal.this_log().origin, journal.checkpoint().size) == (old, size)


class TestNobodyDoesItInSilence:
    def test_keys_put_in_place_without_an_entry_sign_nothing(self) -> None:
        longer_by(3)
        from dodomu.base.journal.signing import begin_log, known_log

        log = known_log()
        assert log
        begin_log("dodomu/journal/other", log)
        with pytest.raises(journal.HistoryDiffers):
            journal.make_checkpoint()
        assert faults() == [Fault.LOG_UNANNOUNCED]

    def test_an_entry_taken_away_is_found(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        size = journal.checkpoint().size - 1
        run("DELETE FROM journal_lostcheckpoint")
        run('DELETE FROM journal_leaf WHERE "index" = %s', size)
        with pytest.raises(journal.HistoryDiffers):
            journal.make_checkpoint()
        assert Fault.LOG_UNANNOUNCED in faults()

    def test_nothing_is_added_to_the_list_of_lost_ones(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        new = longer_by(4)
        row = KeptCheckpoint.objects.get(id=new.id)
        LostCheckpoint.objects.create(
            log_key_id=row.log_key_id,
            leaf_index=journal.renewals()[0].index,
            size=row.size,
            root=row.root,
            note=row.note,
            checkpoint=row,
        )
        assert faults() == [Fault.LOST_DIFFER]

    def test_nor_taken_from_it(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        run("DELETE FROM journal_lostcheckpoint")
        assert faults() == [Fault.LOST_DIFFER]

    def test_nor_is_one_listed_for_no_renewal(self) -> None:
        row = KeptCheckpoint.objects.get(id=longer_by(3).id)
        LostCheckpoint.objects.create(
            log_key_id=row.log_key_id, leaf_index=1, size=3, root=row.root, note=row.note, checkpoint=row
        )
        assert faults() == [Fault.LOG_UNANNOUNCED]
        for change in ("UPDATE journal_lostcheckpoint SET leaf_index = 2", "DELETE FROM journal_lostcheckpoint"):
            with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
                run(change)

    def test_the_old_checkpoints_still_guard_what_is_shared(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        unguarded()
        run("UPDATE journal_checkpoint SET root = %s WHERE size = 3", bytes(32))
        assert faults() == [Fault.ROOT_DIFFERS]
        with pytest.raises(journal.HistoryDiffers):
            journal.make_checkpoint()


class TestGaps:
    def test_it_is_stated_for_ever(self) -> None:
        gone = lose()
        made = journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        (gap,) = (one for one in journal.known_gaps(None) if one.kind == GapKind.RENEWED)
        assert (gap.since, gap.first, gap.renewal) == (made.at, made.index, made)

    def test_a_new_log_makes_no_pause_of_what_the_old_one_signed(self) -> None:
        with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
            for _ in range(3):
                longer_by(1)
                clock.shift(timedelta(days=1))
            journal.renew(STEFA, Reason.KEY)
            longer_by(1)
            assert [one.kind for one in journal.known_gaps(None)] == [GapKind.RENEWED]
            clock.shift(timedelta(days=3))
            longer_by(1)
            (pause,) = (one for one in journal.known_gaps(None) if one.kind == GapKind.UNSIGNED)
            assert (pause.first, pause.last) == (5, 5)

    def test_a_lost_checkpoint_signs_for_nothing(self) -> None:
        with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
            longer_by(3)
            clock.shift(timedelta(days=3))
            longer_by(1)
            unguarded()
            run('DELETE FROM journal_leaf WHERE "index" = 3')
            grown_anew()
            journal.renew(STEFA, Reason.UNKNOWN)
            clock.shift(timedelta(days=3))
            longer_by(1)
            pauses = [one for one in journal.known_gaps(None) if one.kind == GapKind.UNSIGNED]
            assert [(one.first, one.last) for one in pauses] == [(3, 4)]


class TestProofs:
    def test_an_entry_is_proved_under_the_new_name(self) -> None:
        gone = lose()
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        assert journal.checkpoint_covering(0) is None, "not by a checkpoint of a name that was given up"
        made = journal.make_checkpoint()
        covering = journal.checkpoint_covering(0)
        assert covering
        assert covering.id == made.id
        log = journal.this_log()
        policy = ledger.Policy((ledger.Party("log", log.keys[0]),), (), (), "none")
        leaf = ledger.leaf_hash(bytes(Leaf.objects.get(index=0).body))
        assert (
            ledger.verify_tlog_proof(journal.proof_file(0, covering).encode(), leaf, policy.log_keys, policy, 0)[0] == 0
        )

    def test_the_chain_of_a_case_goes_on(self) -> None:
        case = uuid4()
        write(case, case)
        longer_by(1)
        gone = longer_by(4)
        put_back(3)
        journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
        write(case)
        journal.write_case_map(fresh=True)
        proof = journal.prove_case(case, journal.make_checkpoint().size)
        assert proof.head
        assert proof.head.seq == 2
        assert faults() == []
