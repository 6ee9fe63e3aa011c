"""How the journal stands, with its gaps stated: pauses of who signs and who witnesses, and what it noted about itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from dodomu.base import journal
from dodomu.base.journal import GapKind, jobs
from dodomu.base.journal.models import KeptCheckpoint, KeptCosignature
from dodomu.base.journal.witnesses import Witnesses, _by_address
from dodomu.engine import ledger
from tests.base.journal_forged import forged
from tests.base.journal_people import STEFA, write

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = ("willow", "lantern", "heron")
KEYS = {
    name: ledger.witness_signer(f"{name}.example", Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)).key
    for number, name in enumerate(NAMES, 1)
}


def witnesses(quorum: str = "group partners 2 willow lantern heron\nquorum partners\n") -> Witnesses:
    lines = "".join(f"witness {name} {KEYS[name].text} http://127.0.0.1/{name}\n" for name in NAMES)
    policy = ledger.parse_policy(lines + quorum)
    return Witnesses(_by_address(policy), policy)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(BEGIN, tick=False) as moved:
        yield moved


def after(clock: Any, hours: float) -> datetime:
    at = BEGIN + timedelta(hours=hours)
    clock.move_to(at)
    return at


def signed(*by: str) -> int:
    """A new entry, a checkpoint, and what these witnesses said of it at this moment."""
    write(None)
    made = journal.make_checkpoint()
    row = KeptCheckpoint.objects.get(size=made.size)
    for name in by:
        KeptCosignature.objects.create(
            checkpoint=row,
            witness=KEYS[name].name,
            key_id=KEYS[name].id.hex(),
            line="",
            stated_at=int(made.made_at.timestamp()),
        )
    return made.size


def gaps(kind: GapKind, by: Witnesses | None = None) -> list[tuple[int | None, int | None, bool]]:
    """Entries of each gap of this kind, and whether it lasts; the newest first."""
    return [(one.first, one.last, one.until is None) for one in journal.known_gaps(by) if one.kind == kind]


class TestPauses:
    def test_a_journal_signed_every_day_has_no_gap(self, clock: Any) -> None:
        for day in range(4):
            after(clock, 24 * day)
            signed()
        assert journal.known_gaps(None) == ()

    def test_days_without_a_checkpoint_are_a_gap(self, clock: Any) -> None:
        first = signed()
        since = after(clock, 1)
        write(None, None)
        until = after(clock, 72)
        last = signed()
        (gap,) = journal.known_gaps(None)
        assert (gap.kind, gap.first, gap.last) == (GapKind.UNSIGNED, first, last - 1)
        assert gap.since == since - timedelta(hours=1)
        assert gap.until == until

    def test_a_day_and_a_half_is_no_gap_yet(self, clock: Any) -> None:
        signed()
        after(clock, 36)
        signed()
        assert gaps(GapKind.UNSIGNED) == []
        after(clock, 72.1)
        signed()
        assert gaps(GapKind.UNSIGNED) == [(2, 2, False)]

    def test_a_pause_lasts_until_somebody_signs(self, clock: Any) -> None:
        signed()
        write(None)
        after(clock, 50)
        assert gaps(GapKind.UNSIGNED) == [(1, 1, True)]
        signed()
        assert gaps(GapKind.UNSIGNED) == [(1, 2, False)]

    def test_what_was_never_signed_is_a_gap_from_the_beginning(self, clock: Any) -> None:
        write(None, None)
        assert gaps(GapKind.UNSIGNED) == []
        after(clock, 40)
        assert gaps(GapKind.UNSIGNED) == [(0, 1, True)]
        signed()
        assert gaps(GapKind.UNSIGNED) == [(0, 2, False)]

    def test_nobody_misses_a_signature_where_nobody_wrote(self, clock: Any) -> None:
        signed()
        after(clock, 100)
        journal.write_case_map()
        assert gaps(GapKind.UNSIGNED) == []

    def test_an_empty_journal_has_no_gap(self) -> None:
        assert journal.known_gaps(witnesses()) == ()

    def test_every_day_is_signed_without_witnesses(self, clock: Any) -> None:
        write(None)
        for day in (0, 1, 2):
            after(clock, 24 * day)
            jobs.every_day()
            jobs.every_day()
        assert len(journal.checkpoints_kept()) == 3

    def test_a_journal_that_is_not_what_was_signed_is_not_signed_by_night(self, clock: Any) -> None:
        signed()
        forged(0, b'"codes":{}', b'"codes":{"n":1}')
        after(clock, 30)
        jobs.every_day()
        assert len(journal.checkpoints_kept()) == 1
        assert not journal.log_standing(None).continues


class TestWitnesses:
    def test_two_of_three_are_enough_all_the_time(self, clock: Any) -> None:
        for day in range(4):
            after(clock, 24 * day)
            signed("willow", "lantern")
        assert gaps(GapKind.UNWITNESSED, witnesses()) == []
        assert journal.log_standing(witnesses()).vouched == 4

    def test_one_alone_is_a_gap_until_the_second_comes_back(self, clock: Any) -> None:
        signed("willow", "lantern", "heron")
        for day in range(1, 5):
            after(clock, 24 * day)
            signed("willow")
        after(clock, 24 * 5)
        signed("willow", "heron")
        assert gaps(GapKind.UNWITNESSED, witnesses()) == [(1, 5, False)]

    def test_a_gap_lasts_while_too_few_vouch(self, clock: Any) -> None:
        signed("willow", "lantern")
        after(clock, 48)
        signed("willow")
        assert gaps(GapKind.UNWITNESSED, witnesses()) == [(1, 1, True)]
        standing = journal.log_standing(witnesses())
        assert (standing.vouched, standing.size) == (1, 2)
        assert [one.cosigned for one in standing.witnesses or ()] == [2, 1, 0]

    def test_a_moment_at_which_enough_vouched_ends_one_gap_and_begins_another(self, clock: Any) -> None:
        signed("willow", "lantern")
        for hours, by in ((24, ("willow",)), (48, ("willow", "heron")), (72, ("willow",)), (96, ("willow",))):
            after(clock, hours)
            signed(*by)
        assert gaps(GapKind.UNWITNESSED, witnesses()) == [(3, 4, True), (1, 2, False)]

    def test_before_the_first_of_them_nobody_vouched(self, clock: Any) -> None:
        signed()
        after(clock, 48)
        signed("willow", "lantern")
        assert gaps(GapKind.UNWITNESSED, witnesses()) == [(0, 1, False)]

    def test_all_of_them_silent_is_one_gap(self, clock: Any) -> None:
        signed()
        after(clock, 48)
        assert gaps(GapKind.UNWITNESSED, witnesses()) == [(0, 0, True)]

    def test_where_nobody_is_needed_there_is_no_gap(self, clock: Any) -> None:
        signed()
        after(clock, 48)
        assert gaps(GapKind.UNWITNESSED, witnesses("quorum none\n")) == []
        assert witnesses("quorum none\n").enough == (0, ())

    @pytest.mark.parametrize(
        ("quorum", "enough"),
        [("quorum heron\n", (1, ("heron",))), ("group all all willow heron\nquorum all\n", (2, ("willow", "heron")))],
    )
    def test_how_many_are_enough_is_told_by_the_names_of_the_file(self, quorum: str, enough: Any) -> None:
        assert witnesses(quorum).enough == enough

    def test_without_witnesses_nothing_is_said_of_them(self, clock: Any) -> None:
        signed()
        after(clock, 48)
        assert gaps(GapKind.UNWITNESSED) == []
        assert journal.log_standing(None).witnesses is None


class TestNoted:
    def test_a_clock_set_back_is_a_gap(self, clock: Any) -> None:
        write(None)
        after(clock, -3)
        write(None)
        gap = next(one for one in journal.known_gaps(None) if one.kind == GapKind.CLOCK)
        assert (gap.first, gap.number, gap.code) == (1, 180, "back")

    @pytest.mark.parametrize(
        ("leaf", "codes", "kind"),
        [
            ("backup_restored", {"size": 5}, GapKind.RESTORED),
            ("journal.witness_disagreed", {"entries": 5, "witness_says": "longer"}, GapKind.DISAGREED),
        ],
    )
    def test_a_restore_and_a_witness_who_disagrees_are_gaps(self, leaf: str, codes: Any, kind: GapKind) -> None:
        with transaction.atomic():
            journal.append(leaf, by=STEFA, codes=codes)
        assert [(one.kind, one.first, one.number) for one in journal.known_gaps(None)] == [(kind, 0, 5)]

    def test_damage_stays_known_when_a_later_check_finds_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write(None)
        problem = journal.Problem(journal.Fault.NODE_DIFFERS, 3, 2)
        with monkeypatch.context() as found:
            found.setattr("dodomu.base.journal.checks.verify", lambda *_, **__: journal.Verification(1, "", (problem,)))
            journal.check(STEFA)
        journal.check(STEFA)
        (gap,) = journal.known_gaps(None)
        assert (gap.kind, gap.number, gap.problem) == (GapKind.DAMAGE, 1, problem)
        check = journal.log_standing(None).check
        assert check
        assert check.problems == 0

    def test_acts_older_than_the_chains_are_a_gap_once_a_check_has_seen_them(self) -> None:
        case = uuid4()
        journal.append("case.opened", by=STEFA, subject=case)
        write(case)
        assert journal.known_gaps(None) == ()
        journal.check(STEFA)
        assert gaps(GapKind.UNCHAINED) == [(0, 0, True)]
