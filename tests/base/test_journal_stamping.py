"""Authorities stamp the journal with the time: what they answer is kept first, then checked, and nothing false counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from dodomu.base import journal
from dodomu.base.journal import asking
from dodomu.base.journal.models import AuthorityState, StampAnswer, StampVerdict
from dodomu.base.journal.stamping import anchoring, requesting
from dodomu.base.journal.stamping.words import WORDS, in_words
from dodomu.engine.ledger.timestamps import TimestampError, errors
from tests.base.journal_authority import TimeAuthority, asked_for, sound, write_down
from tests.base.journal_people import write
from tests.base.journal_witness import listening, reply
from tests.engine.openssl_authority import issued
from tests.engine.timestamp_authority import HERON, MIDDLE, WILLOW, WILLOW_ROOT, heron

pytestmark = pytest.mark.django_db
Configure = Callable[..., None]


@pytest.fixture
def configure(settings: Any, tmp_path: Path) -> Configure:
    def name(*authorities: TimeAuthority, **more: Any) -> None:
        path = write_down(tmp_path, *authorities, **more)
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=path)

    return name


@pytest.fixture
def lantern(configure: Configure) -> Iterator[TimeAuthority]:
    """An authority that answers, and three leaves to stamp."""
    write(None, None, None)
    with listening(TimeAuthority()) as one:
        configure(one)
        yield one


def stamped() -> list[str]:
    attempts = journal.stamp(journal.configured_authorities(), journal.make_checkpoint())
    return [one.outcome for one in attempts]


def state() -> list[tuple[str, str]]:
    checkpoint = journal.latest_checkpoint()
    assert checkpoint
    return [(one.authority, one.state) for one in journal.stamps_of([checkpoint])[checkpoint.id]]


def kinds() -> list[str]:
    return [one.kind for one in journal.recent(50) if one.kind.startswith("journal.")]


class TestAnAuthorityThatAnswers:
    def test_stamps_the_checkpoint_and_is_kept(self, lantern: TimeAuthority) -> None:
        before = timezone.now().replace(microsecond=0)
        assert stamped() == ["valid"]
        checkpoint = journal.latest_checkpoint()
        assert checkpoint
        imprint, nonce = asked_for(lantern.asked[0])
        assert imprint == requesting.imprint_of(checkpoint.note)
        assert nonce > 2**32, "a nonce that nobody guesses"
        assert lantern.kinds == ["application/timestamp-query"]
        (said,) = journal.stamps_of([checkpoint])[checkpoint.id]
        assert said.holds
        assert said.gen_time
        assert before <= said.gen_time <= timezone.now()
        assert kinds() == ["journal.stamped"]
        assert journal.recent(1)[0].codes["authority"] == "heron"

    def test_by_openssl_too(self, lantern: TimeAuthority, tmp_path: Path) -> None:
        lantern.making = lambda request: issued(tmp_path, request)
        assert stamped() == ["valid"]

    @pytest.mark.parametrize("sent", [[HERON.der, MIDDLE.der], [MIDDLE.der, HERON.der]])
    def test_with_certificates_in_any_order(self, lantern: TimeAuthority, sent: list[bytes]) -> None:
        lantern.making = partial(sound, sent=sent)
        assert stamped() == ["valid"]

    def test_is_not_asked_twice_about_one_checkpoint(self, lantern: TimeAuthority) -> None:
        checkpoint = journal.make_checkpoint()
        authorities = journal.configured_authorities()
        for _ in range(2):
            assert [one.holds for one in journal.stamp(authorities, checkpoint)] == [True]
        assert len(lantern.asked) == 1

    def test_each_request_has_another_nonce(self, lantern: TimeAuthority) -> None:
        stamped()
        write(None)
        stamped()
        assert len({asked_for(one)[1] for one in lantern.asked}) == 2

    def test_how_far_it_vouches_is_stated(self, lantern: TimeAuthority) -> None:
        (before,) = journal.stamping_state(journal.configured_authorities())
        assert (before.stamped, before.unseen, before.outcome, before.gen_time) == (0, 3, "waiting", None)
        stamped()
        write(None, None)
        (after,) = journal.stamping_state(journal.configured_authorities())
        assert (after.stamped, after.unseen, after.outcome, after.again_at) == (3, 3, "valid", None)
        assert after.gen_time

    def test_the_stamp_for_a_bundle_is_of_this_checkpoint_or_of_an_earlier_one(self, lantern: TimeAuthority) -> None:
        stamped()
        first = journal.latest_checkpoint()
        write(None)
        second = journal.make_checkpoint()
        assert first
        for checkpoint in (first, second):
            assert [one.checkpoint for one in journal.stamps_up_to(checkpoint)] == [first]
        stamped()
        assert [one.checkpoint.size for one in journal.stamps_up_to(second)] == [second.size]
        assert [one.checkpoint.size for one in journal.stamps_up_to(first)] == [first.size]


def hundred_megabytes(to: BaseHTTPRequestHandler, _: bytes) -> None:
    """More than anybody needs to say when it is."""
    to.send_response(200)
    to.send_header("Content-Length", str(100 * 1024 * 1024))
    to.end_headers()
    for _part in range(1600):
        to.wfile.write(bytes(64 * 1024))


REDIRECT = {"Location": "http://127.0.0.1:1/elsewhere"}
WRONG: dict[str, Callable[[bytes], bytes]] = {
    "timestamp_nonce_mismatch": lambda request: sound(request, nonce=7),
    "timestamp_imprint_mismatch": lambda request: sound(request, imprint=bytes(32)),
    "timestamp_purpose_refused": lambda request: sound(request, signer=MIDDLE),
    "timestamp_not_trusted": lambda request: sound(request, signer=WILLOW, sent=[WILLOW.der, WILLOW_ROOT.der]),
    "timestamp_outside_validity": lambda request: sound(request, time="20460305070809Z"),
    "timestamp_signature_wrong": lambda request: sound(
        request, attributes=heron(time="20200101000000Z").signed_attributes()
    ),
}
USELESS: dict[str, list[bytes]] = {
    "timestamp_not_der": [b"<html>Welcome!</html>", b"", b"\x00", b"\x30\x80"],
    "timestamp_unexpected_shape": [b"\x30\x00", heron().token()],
    "timestamp_not_granted": [bytes.fromhex("3009300702010203020780")],
}


class TestAnAuthorityThatDoesNot:
    @pytest.mark.parametrize("outcome", list(WRONG))
    def test_a_stamp_that_is_wrong_is_named_and_journaled_once(self, lantern: TimeAuthority, outcome: str) -> None:
        lantern.making = WRONG[outcome]
        for _ in range(2):
            assert stamped() == [outcome]
        assert state() == [("heron", outcome)]
        assert StampAnswer.objects.count() == 2, "kept all the same"
        assert kinds() == ["journal.stamp_failed"]
        assert journal.recent(1)[0].codes == {"entries": 3, "authority": "heron", "stamp_says": outcome}
        checkpoint = journal.latest_checkpoint()
        assert checkpoint
        assert journal.stamps_up_to(checkpoint) == ()

    @pytest.mark.parametrize(("outcome", "body"), [(code, one) for code, many in USELESS.items() for one in many])
    def test_what_is_no_stamp_is_kept_and_named(self, lantern: TimeAuthority, outcome: str, body: bytes) -> None:
        lantern.making = lambda request: body
        assert stamped() == [outcome]
        assert bytes(StampAnswer.objects.get().answer) == body
        assert kinds() == []

    @pytest.mark.parametrize(
        ("instead", "outcome"),
        [
            (lambda to, _: reply(to, 302, b"", **REDIRECT), "not_served"),
            (lambda to, body: reply(to, 307, sound(body), **REDIRECT), "not_served"),
            (lambda to, body: reply(to, 500, sound(body)), "not_served"),
            (lambda to, _: None, "no_answer"),
            (hundred_megabytes, "answer_too_long"),
        ],
    )
    def test_what_is_not_served_is_not_kept(self, lantern: TimeAuthority, instead: Any, outcome: str) -> None:
        lantern.instead = instead
        assert stamped() == [outcome]
        assert not StampAnswer.objects.exists()
        assert len(lantern.paths) == 1
        (standing,) = journal.stamping_state(journal.configured_authorities())
        assert (standing.outcome, standing.stamped) == (outcome, 0)
        assert standing.failing_since is not None

    def test_one_byte_at_a_time_is_no_answer(self, lantern: TimeAuthority, monkeypatch: pytest.MonkeyPatch) -> None:
        def drip(to: BaseHTTPRequestHandler, _: bytes) -> None:
            to.send_response(200)
            to.end_headers()
            while not lantern.over.wait(0.02):
                to.wfile.write(b"\x30")

        lantern.instead = drip
        monkeypatch.setattr(requesting, "post", partial(asking.post, all_seconds=0.2))
        assert stamped() == ["no_answer"]

    def test_an_old_answer_played_again_is_not_taken(self, lantern: TimeAuthority) -> None:
        stamped()
        old = bytes(StampAnswer.objects.get().answer)
        write(None)
        lantern.making = lambda request: old
        assert stamped() == ["timestamp_imprint_mismatch"]

    def test_is_no_reason_not_to_ask_the_next(self, lantern: TimeAuthority, configure: Configure) -> None:
        away = TimeAuthority("away")
        away.url = "http://127.0.0.1:1/"
        configure(away, lantern)
        assert stamped() == ["no_answer", "valid"]
        assert state() == [("heron", "valid")]


class TestKeptBeforeItIsRead:
    @pytest.fixture
    def stopped(self, lantern: TimeAuthority, monkeypatch: pytest.MonkeyPatch) -> TimeAuthority:
        """The machine stopped between keeping and checking."""

        def stop(*_: Any) -> str:
            raise SystemExit

        with monkeypatch.context() as patched:
            patched.setattr(anchoring, "judge", stop)
            with pytest.raises(SystemExit):
                stamped()
        return lantern

    def test_it_is_checked_later_and_not_asked_for_again(self, stopped: TimeAuthority) -> None:
        assert state() == [("heron", "kept")]
        assert journal.judge_waiting(journal.configured_authorities()) == 1
        assert state() == [("heron", "valid")]
        assert journal.judge_waiting(journal.configured_authorities()) == 0
        assert len(stopped.asked) == 1
        assert kinds() == ["journal.stamped"]

    def test_it_counts_before_the_next_request(self, stopped: TimeAuthority) -> None:
        checkpoint = journal.latest_checkpoint()
        assert checkpoint
        (attempt,) = journal.stamp(journal.configured_authorities(), checkpoint)
        assert attempt.holds
        assert len(stopped.asked) == 1

    def test_other_roots_give_what_failed_another_chance(self, lantern: TimeAuthority, configure: Configure) -> None:
        configure(lantern, root=WILLOW_ROOT)
        assert stamped() == ["timestamp_not_trusted"]
        configure(lantern)
        assert journal.judge_waiting(journal.configured_authorities()) == 1
        assert state() == [("heron", "valid")]
        (standing,) = journal.stamping_state(journal.configured_authorities())
        assert (standing.outcome, standing.failing_since) == ("valid", None)

    def test_that_an_old_answer_fails_again_is_no_new_failure(
        self, lantern: TimeAuthority, configure: Configure
    ) -> None:
        configure(lantern, root=WILLOW_ROOT)
        stamped()
        configure(lantern, root=WILLOW)
        assert journal.judge_waiting(journal.configured_authorities()) == 1
        assert AuthorityState.objects.get().failures == 1

    def test_other_roots_take_nothing_back(self, lantern: TimeAuthority, configure: Configure) -> None:
        stamped()
        configure(lantern, root=WILLOW_ROOT)
        assert journal.judge_waiting(journal.configured_authorities()) == 0
        assert state() == [("heron", "valid")]

    @pytest.mark.parametrize("table", ["journal_stampanswer", "journal_stampverdict"])
    @pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
    def test_the_database_keeps_it(self, lantern: TimeAuthority, table: str, verb: str) -> None:
        stamped()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format(table))

    @pytest.mark.parametrize(("outcome", "at"), [("valid", None), ("timestamp_not_der", timezone.now())])
    def test_the_database_refuses_a_time_without_a_stamp(self, lantern: TimeAuthority, outcome: str, at: Any) -> None:
        stamped()
        kept = StampAnswer.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            StampVerdict.objects.create(answer=kept, roots="0" * 64, outcome=outcome, gen_time=at)

    def test_its_guards_are_among_those_that_are_checked(self, lantern: TimeAuthority) -> None:
        where = " ON journal_stampanswer" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER journal_stampanswer_no_update{where}")
        assert journal.Fault.UNGUARDED in {one.fault for one in journal.verify().problems}


def test_every_condition_has_words_in_both_languages() -> None:
    codes = {one.code for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TimestampError)}
    # Of our own request; and of no answer at all.
    needed = codes - {"timestamp", "timestamp_request_refused", "timestamp_policy_mismatch"}
    assert needed - set(WORDS) == set()
    with override("uk"):
        assert [code for code in WORDS if in_words(code).isascii()] == []
    assert in_words("something new") == "something new"
