"""Partners witness the journal: what holds is kept, what does not is named, and a gap is stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dodomu.base import journal
from dodomu.base.journal import Outcome, asking, jobs
from dodomu.base.journal.models import CaseMap, KeptCosignature, WitnessState
from dodomu.base.settings import SettingsError
from dodomu.engine import ledger
from tests.base.journal_people import write
from tests.base.journal_witness import Partner, listening, reply

pytestmark = pytest.mark.django_db
Configure = Callable[[str], None]


@pytest.fixture
def configure(settings: Any, tmp_path: Path) -> Configure:
    """Name witnesses in the file of the setting."""

    def write_down(text: str) -> None:
        path = tmp_path / "witnesses.txt"
        path.write_text(text)
        settings.DODOMU = replace(settings.DODOMU, witnesses=path)

    return write_down


@pytest.fixture
def willow(configure: Configure) -> Iterator[Partner]:
    """A partner who answers, and three leaves to witness."""
    write(None, None, None)
    with listening(Partner()) as partner:
        configure(partner.line() + "quorum willow\n")
        yield partner


def anchor() -> list[Outcome]:
    witnesses = journal.configured_witnesses()
    assert witnesses
    return [one.outcome for one in journal.anchor(witnesses)]


def standing() -> journal.WitnessStanding:
    witnesses = journal.configured_witnesses()
    assert witnesses
    (one,) = journal.anchoring_state(witnesses)
    return one


def kinds() -> list[str]:
    return [one.kind for one in journal.recent(50) if one.kind.startswith("journal.")]


class TestAPartnerWhoAnswers:
    def test_cosigns_and_is_kept(self, willow: Partner) -> None:
        assert anchor() == [Outcome.COSIGNED]
        assert willow.paths == ["/w/add-checkpoint"]
        latest = journal.latest_checkpoint()
        assert latest
        assert latest.size == willow.known == 3
        policy = ledger.k_of_n(1, [willow.signers[0].key])
        witnessed = ledger.verify_witnessed(latest.text, journal.this_log().keys, policy, willow.clock)
        assert [one.timestamp for one in witnessed.cosignatures] == [willow.clock]
        assert kinds() == ["journal.witnessed"]

    def test_is_shown_that_the_journal_only_grew(self, willow: Partner) -> None:
        anchor()
        write(None, None)
        assert anchor() == [Outcome.COSIGNED]
        assert [(one.old_size, bool(one.proof)) for one in willow.asked] == [(0, False), (3, True)]
        assert willow.known == 6
        assert standing().cosigned == 6
        assert standing().unseen == 1

    def test_is_not_asked_twice_for_one_size(self, willow: Partner) -> None:
        journal.make_checkpoint()
        anchor()
        checkpoint = journal.latest_checkpoint()
        assert checkpoint
        from dodomu.base.journal.anchoring import _attempt

        witnesses = journal.configured_witnesses()
        assert witnesses
        assert _attempt(witnesses.asked[0], checkpoint).outcome == Outcome.COSIGNED
        assert len(willow.asked) == 1

    @pytest.mark.parametrize("known", [0, 2])
    def test_who_remembers_less_than_we_think_is_asked_from_there(self, willow: Partner, known: int) -> None:
        anchor()
        write(None)
        root = ledger.root(ledger_store(), known) if known else ledger.EMPTY_ROOT
        willow.seen[journal.this_log().origin] = ledger.Seen(known, root)
        assert anchor() == [Outcome.COSIGNED]
        assert [one.old_size for one in willow.asked] == [0, 3, known]

    def test_a_proof_shows_the_checkpoint_that_was_cosigned(self, willow: Partner) -> None:
        anchor()
        cosigned = journal.latest_checkpoint()
        write(None)
        journal.make_checkpoint()
        assert journal.checkpoint_covering(1) == cosigned

    @pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
    def test_what_it_signed_is_kept_by_the_database(self, willow: Partner, verb: str) -> None:
        anchor()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format("journal_cosignature"))


def ledger_store() -> Any:
    from dodomu.base.journal.store import TableStore

    return TableStore()


class TestAPartnerWhoDoesNot:
    def test_is_asked_again_and_the_gap_is_stated(self, willow: Partner) -> None:
        willow.instead = lambda to, body: None
        assert anchor() == [Outcome.NO_ANSWER]
        first = standing()
        assert (first.cosigned, first.unseen, first.outcome) == (0, 3, Outcome.NO_ANSWER)
        write(None)
        anchor()
        assert standing().failing_since == first.failing_since is not None
        willow.instead = None
        assert anchor() == [Outcome.COSIGNED]
        assert standing().failing_since is None
        assert standing().cosigned == 4
        assert kinds() == ["journal.witnessed"]

    def test_is_no_reason_not_to_ask_the_next(self, willow: Partner, configure: Configure) -> None:
        away = Partner(2, "witness.example/away")
        away.url = "http://127.0.0.1:1/w"
        configure(away.line("away") + willow.line() + "group any 1 away willow\nquorum any\n")
        assert anchor() == [Outcome.NO_ANSWER, Outcome.COSIGNED]

    @pytest.mark.parametrize(
        ("status", "body", "outcome"),
        [
            (200, b"<html>Welcome!</html>\n", Outcome.UNREADABLE),
            (200, b"", Outcome.UNREADABLE),
            (200, b"\xff\xfe\n", Outcome.UNREADABLE),
            (200, b"x" * 70_000, Outcome.UNREADABLE),
            (200, "— stranger.example AAAAAEE=\n".encode(), Outcome.UNREADABLE),
            (302, b"", Outcome.REFUSED),
            (403, b"unsigned\n", Outcome.REFUSED),
            (404, b"unknown_log\n", Outcome.UNKNOWN_LOG),
            (409, b"many\n", Outcome.UNREADABLE),
            (409, b"007\n", Outcome.UNREADABLE),
            (409, b"-1\n", Outcome.UNREADABLE),
            (409, b"9" * 30 + b"\n", Outcome.UNREADABLE),
            (500, b"", Outcome.REFUSED),
        ],
    )
    def test_is_taken_for_what_it_is(self, willow: Partner, status: int, body: bytes, outcome: Outcome) -> None:
        elsewhere = {"Location": f"{willow.url}/elsewhere"} if status == 302 else {}
        willow.instead = lambda to, _: reply(to, status, body, **elsewhere)
        assert anchor() == [outcome]
        assert len(willow.paths) == 1
        assert not KeptCosignature.objects.exists()
        assert standing().outcome == outcome

    def test_talks_without_end(self, willow: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
        def drip(to: BaseHTTPRequestHandler, _: bytes) -> None:
            to.send_response(200)
            to.end_headers()
            while not willow.over.wait(0.02):
                to.wfile.write(b"x")

        willow.instead = drip
        with pytest.raises(asking.NoAnswer, match="too slow"):
            asking.post(f"{willow.url}/add-checkpoint", request_body(), all_seconds=0.2)

    def test_never_finishes_its_headers(self, willow: Partner) -> None:
        def drip(to: BaseHTTPRequestHandler, _: bytes) -> None:
            while not willow.over.wait(0.02):
                to.wfile.write(b"H")

        willow.instead = drip
        with pytest.raises(asking.NoAnswer):
            asking.post(f"{willow.url}/add-checkpoint", request_body(), all_seconds=0.2)


def request_body() -> bytes:
    note = journal.make_checkpoint().note
    return ledger.write_add_checkpoint(ledger.AddCheckpoint(0, (), note)).encode()


class TestAPartnerWhoDisagrees:
    def test_a_false_signature_is_not_kept_and_is_journaled_once(self, willow: Partner) -> None:
        other = ledger.Checkpoint(journal.this_log().origin, 3, bytes(32))
        forged = ledger.cosign(other, willow.signers[0], willow.clock).text.encode()
        willow.instead = lambda to, _: reply(to, 200, forged)
        assert anchor() == [Outcome.FALSE_SIGNATURE]
        assert anchor() == [Outcome.FALSE_SIGNATURE]
        assert not KeptCosignature.objects.exists()
        assert kinds() == ["journal.witness_disagreed"]

    def test_a_cosignature_from_the_future_is_not_kept(self, willow: Partner) -> None:
        willow.clock = int(timezone.now().timestamp()) + 3600
        assert anchor() == [Outcome.FALSE_SIGNATURE]
        assert not KeptCosignature.objects.exists()

    def test_one_that_has_seen_a_longer_journal_tells_of_a_rollback(self, willow: Partner) -> None:
        willow.seen[journal.this_log().origin] = ledger.Seen(9, bytes(32))
        assert anchor() == [Outcome.LONGER]
        assert journal.recent(1)[0].codes["witness_says"] == "longer"

    def test_one_that_another_process_of_ours_has_shown_more_is_no_alarm(self, willow: Partner) -> None:
        from dodomu.base.journal.anchoring import _attempt

        early = journal.make_checkpoint()
        write(None)
        witnesses = journal.configured_witnesses()
        assert witnesses
        willow.seen[journal.this_log().origin] = ledger.Seen(4, journal.checkpoint().root)
        assert _attempt(witnesses.asked[0], early).outcome == Outcome.WAITING

    @pytest.mark.parametrize("size", [2, 3])
    def test_one_that_has_seen_another_journal_tells_of_a_fork(self, willow: Partner, size: int) -> None:
        willow.seen[journal.this_log().origin] = ledger.Seen(size, bytes(32))
        assert anchor() == [Outcome.FORKED]
        assert journal.recent(1)[0].codes == {
            "entries": 3,
            "witness_key": willow.signers[0].key.id.hex(),
            "witness_says": "forked",
        }

    def test_one_that_somebody_of_ours_asks_at_the_same_time_is_no_alarm(self, willow: Partner) -> None:
        sizes = iter((b"1\n", b"2\n"))
        willow.instead = lambda to, _: reply(to, 409, next(sizes))
        assert anchor() == [Outcome.WAITING]
        assert kinds() == []

    def test_a_proof_it_does_not_accept_tells_of_a_fork(self, willow: Partner) -> None:
        anchor()
        willow.seen[journal.this_log().origin] = ledger.Seen(3, bytes(32))
        assert anchor() == [Outcome.FORKED]


class TestSetting:
    def test_without_it_nobody_is_asked(self) -> None:
        assert journal.configured_witnesses() is None
        assert jobs.every_hour() is False

    @pytest.mark.parametrize(
        "text",
        [
            "quorum none\n",
            "witness willow\nquorum none\n",
            "witness willow KEY file:///etc/passwd\nquorum none\n",
            "witness willow KEY http://name:word@127.0.0.1/\nquorum none\n",
            "witness willow KEY http://127.0.0.1/?x=1\nquorum none\n",
            "witness willow KEY http://127.0.0.1:x/\nquorum none\n",
            f"witness willow KEY http://127.0.0.1/{'x' * 240}\nquorum none\n",
            "witness willow KEY\nquorum none\n",
            "\x00",
        ],
    )
    def test_a_file_that_names_no_usable_witness_is_refused(self, configure: Configure, text: str) -> None:
        configure(text.replace("KEY", Partner().signers[0].key.text))
        with pytest.raises(SettingsError, match="DODOMU_WITNESSES"):
            journal.configured_witnesses()

    def test_a_file_that_is_not_there_is_refused(self, settings: Any, tmp_path: Path) -> None:
        settings.DODOMU = replace(settings.DODOMU, witnesses=tmp_path / "none.txt")
        with pytest.raises(SettingsError, match="cannot be read"):
            journal.configured_witnesses()

    def test_a_witness_with_two_keys_is_asked_once(self, configure: Configure, willow: Partner) -> None:
        other = Partner(3)
        other.url = willow.url + "/"
        configure(willow.line("one") + other.line("two") + "group both any one two\nquorum both\n")
        witnesses = journal.configured_witnesses()
        assert witnesses
        assert [one.names for one in witnesses.asked] == [("one", "two")]
        assert anchor() == [Outcome.COSIGNED]


class TestRounds:
    def test_a_day_gets_its_map_from_the_worker(self) -> None:
        jobs.every_day()
        assert not CaseMap.objects.exists()
        write(None)
        jobs.every_day()
        jobs.every_day()
        assert CaseMap.objects.count() == 1

    def test_a_witness_is_asked_every_hour_while_there_is_something_new(self, willow: Partner) -> None:
        start = timezone.now()
        with time_machine.travel(start, tick=False) as clock:
            assert jobs.every_hour()
            assert not jobs.every_hour()
            jobs.anchor_journal.call()
            clock.shift(timedelta(hours=2))
            assert not jobs.every_hour(), "its own cosignature is nothing new"
            write(None)
            assert jobs.every_hour()
            jobs.anchor_journal.call()
            write(None)
            clock.shift(timedelta(minutes=59))
            assert not jobs.every_hour()
            clock.shift(timedelta(minutes=1))
            assert jobs.every_hour()
        assert DBTaskResult.objects.count() == 3

    def test_who_did_not_answer_is_asked_again_sooner(self, willow: Partner) -> None:
        willow.instead = lambda to, body: None
        with time_machine.travel(timezone.now(), tick=False) as clock:
            assert jobs.every_hour()
            jobs.anchor_journal.call()
            clock.shift(timedelta(minutes=9))
            assert not jobs.every_hour()
            clock.shift(timedelta(minutes=1))
            assert jobs.every_hour()
        assert WitnessState.objects.get().outcome == Outcome.NO_ANSWER
