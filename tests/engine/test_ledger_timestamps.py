"""Time stamps: sound ones pass whatever they were signed with, attacks 21 to 30 of the evidence facts are named."""

from __future__ import annotations

import doctest
import hashlib
import importlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import dodomu.engine.ledger.timestamps as package
from dodomu.engine.ledger.timestamps import (
    ImprintMismatch,
    NonceMismatch,
    NotDer,
    NotGranted,
    NotTrusted,
    PolicyMismatch,
    RequestRefused,
    SignatureWrong,
    SignerMismatch,
    TimestampError,
    UnexpectedShape,
    WeakImprint,
    WeakSignature,
    parse_response,
    parse_token,
    timestamp_request,
    verify_timestamp,
)
from dodomu.engine.ledger.timestamps.der import read
from dodomu.engine.ledger.timestamps.der_writing import (
    boolean,
    element,
    explicit,
    identifier,
    integer,
    null,
    octets,
    sequence,
    set_of,
)
from tests.engine.timestamp_authority import (
    HERON,
    IMPRINT,
    MIDDLE,
    NONCE,
    POLICY,
    ROOT,
    WILLOW,
    Stamp,
    algorithm,
    answer,
    attribute,
    curve_key,
    heron,
    issue,
    named_by_hash,
    rsa_key,
    verified,
)

MODULES = "der der_values der_writing request response verifying"


@pytest.mark.parametrize("module", MODULES.split())
def test_the_examples_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"{package.__name__}.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_a_sound_stamp_says_when_and_by_whom() -> None:
    stamped = verified(answer(heron().token()))
    assert stamped.gen_time == datetime(2026, 3, 5, 7, 8, 9, tzinfo=UTC)
    assert stamped.chain == (HERON.der, MIDDLE.der, ROOT.der)
    assert (stamped.serial, stamped.policy, stamped.nonce, stamped.imprint) == (9, POLICY, NONCE, IMPRINT)


def test_a_bare_token_passes_like_the_answer_around_it() -> None:
    token = heron().token()
    assert verified(token) == verified(answer(token)) == verified(answer(token, status=1))


@pytest.mark.parametrize(("nonce", "asked"), [(None, None), (NONCE, None)])
def test_a_nonce_nobody_asked_for_is_not_compared(nonce: int | None, asked: int | None) -> None:
    assert verified(heron(nonce=nonce).token(), asked).nonce == nonce


def test_all_that_is_said_of_the_time_is_read() -> None:
    accuracy = sequence(integer(1), element(0x80, b"\x02"), element(0x81, b"\x03"))
    stamped = verified(heron(time="20260305070809.123456789Z", accuracy=accuracy).token())
    assert stamped.gen_time == datetime(2026, 3, 5, 7, 8, 9, 123456, tzinfo=UTC)
    assert stamped.gen_time_text == "20260305070809.123456789Z"
    assert stamped.accuracy == timedelta(seconds=1, milliseconds=2, microseconds=3)


@pytest.mark.parametrize("name", ["sha384", "sha512"])
def test_longer_imprints_pass(name: str) -> None:
    imprint = hashlib.new(name, b"checkpoint").digest()
    token = heron(imprint=imprint, imprint_algorithm=name).token()
    assert verify_timestamp(token, imprint, name, NONCE, [ROOT.der]).algorithm == name


def test_an_answer_that_grants_nothing_is_named() -> None:
    refused = sequence(sequence(integer(2), sequence(element(0x0C, "пізніше".encode())), element(3, b"\x05\x00\x20")))
    with pytest.raises(NotGranted) as caught:
        verified(refused)
    assert (caught.value.status, caught.value.failure) == (2, None)
    assert "пізніше" not in str(caught.value)
    assert parse_response(refused).words == ("пізніше",)
    with pytest.raises(NotGranted, match="bad request"):
        verified(sequence(sequence(integer(2), element(3, b"\x05\x20"))))


@pytest.mark.parametrize("status", [2, 3, 4, 5, 6, -1])
def test_a_token_under_a_refusal_does_not_count(status: int) -> None:
    with pytest.raises(UnexpectedShape):
        verified(answer(heron().token(), status))


@pytest.mark.parametrize("status", [0, 1, 6, -1])
def test_granted_without_a_token_or_a_status_nobody_knows_is_nothing(status: int) -> None:
    with pytest.raises(UnexpectedShape):
        verified(sequence(sequence(integer(status))))


def test_attack_21_a_self_signed_authority_is_not_trusted() -> None:
    own = issue("Heron Time", curve_key(66))
    token = Stamp(own, [own.der]).token()
    with pytest.raises(NotTrusted):
        verified(token)
    with pytest.raises(NotTrusted):
        verified(token, roots=())
    assert verified(token, roots=(ROOT, own)).chain == (own.der,)


def test_attack_23_another_nonce_or_none_is_refused() -> None:
    for nonce in (NONCE + 1, -NONCE, None):
        with pytest.raises(NonceMismatch):
            verified(heron(nonce=nonce).token())


def test_attack_24_sha_1_is_refused_wherever_it_could_weaken_the_stamp() -> None:
    short = hashlib.sha1(b"checkpoint").digest()
    with pytest.raises(WeakImprint):
        verified(heron(imprint=short, imprint_algorithm="sha1").token())
    with pytest.raises(WeakImprint):
        verify_timestamp(heron().token(), short, "sha1", NONCE, [ROOT.der])
    with pytest.raises(WeakSignature):
        verified(heron(digest="sha1").token())
    tsa = issue("Reed Time", rsa_key(), ROOT)
    for scheme in ("plain", "named", "pss"):
        stamp = Stamp(tsa, [tsa.der], digest="sha1", scheme=scheme)
        name = stamp.sign(b"")[0]
        stamp.digest = "sha256"
        stamp.sign = lambda message, name=name: (name, bytes(256))  # type: ignore[method-assign, misc]
        with pytest.raises(SignatureWrong if scheme == "plain" else WeakSignature):
            verified(stamp.token())


def test_attack_29_a_stamp_of_another_checkpoint_is_refused() -> None:
    with pytest.raises(ImprintMismatch):
        verified(heron(imprint=bytes(32)).token())
    with pytest.raises(ImprintMismatch):
        verified(heron(imprint=IMPRINT[:31]).token())
    with pytest.raises(ImprintMismatch):
        verified(heron(imprint_algorithm="sha384").token())
    with pytest.raises(ImprintMismatch):
        verify_timestamp(heron().token(), bytes(48), "sha384", NONCE, [ROOT.der])


def test_another_policy_is_refused() -> None:
    assert verified(heron().token(), policy=POLICY).policy == POLICY
    with pytest.raises(PolicyMismatch):
        verified(heron().token(), policy="1.2.3.4.2")


def test_attack_28_certificates_may_come_in_any_order() -> None:
    orders = ([HERON.der, MIDDLE.der], [MIDDLE.der, HERON.der], [ROOT.der, HERON.der, MIDDLE.der])
    assert len({verified(heron(sent=order).token()) for order in orders}) == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"time": "20260305070809.5+0200"}, NotDer),
        ({"time": "20260305070860Z"}, NotDer),
        ({"time": "20260231000000Z"}, NotDer),
        ({"time": "202603050708Z"}, NotDer),
        ({"accuracy": sequence(element(0x80, b"\x7f\xff"))}, UnexpectedShape),
        ({"extra": explicit(1, sequence(identifier("1.2.3"), boolean(True), octets(b"")))}, UnexpectedShape),
        ({"extra": integer(1)}, UnexpectedShape),
        ({"bearer_version": 3}, UnexpectedShape),
        ({"attributes": []}, SignerMismatch),
        ({"attributes": [named_by_hash(HERON.der)]}, SignatureWrong),
        ({"attributes": [*heron().signed_attributes(), named_by_hash(WILLOW.der)]}, UnexpectedShape),
        ({"attributes": [attribute("1.2.840.113549.1.9.4", octets(bytes(32)), octets(bytes(31)))]}, UnexpectedShape),
        ({"attributes": [sequence(integer(1), set_of([]))]}, UnexpectedShape),
    ],
)
def test_statements_and_signers_of_another_shape_are_refused(
    change: dict[str, Any], refusal: type[TimestampError]
) -> None:
    with pytest.raises(refusal):
        verified(heron(**change).token())


def test_an_extension_that_is_not_critical_changes_nothing() -> None:
    assert verified(heron(extra=explicit(1, sequence(identifier("1.2.3"), octets(b"")))).token()).serial == 9


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        (integer(1) + identifier(POLICY), integer(2) + identifier(POLICY), UnexpectedShape),
        (integer(3) + set_of([algorithm("sha256")]), integer(2) + set_of([algorithm("sha256")]), UnexpectedShape),
        (integer(3) + set_of([algorithm("sha256")]), integer(3) + set_of([algorithm("sha512")]), UnexpectedShape),
        (identifier("1.2.840.113549.1.7.2"), identifier("1.2.840.113549.1.7.3"), UnexpectedShape),
        (
            sequence(identifier("1.2.840.113549.1.9.16.1.4"))[2:] + b"\xa0",
            sequence(identifier("1.2.840.113549.1.9.16.1.5"))[2:] + b"\xa0",
            UnexpectedShape,
        ),
    ],
)
def test_another_version_or_kind_of_content_is_refused(old: bytes, new: bytes, refusal: type[TimestampError]) -> None:
    token = heron().token()
    assert token.count(old) == 1
    with pytest.raises(refusal):
        verified(token.replace(old, new))


@pytest.mark.parametrize("part", [integer(-1), element(0x80, b"\xff"), element(0x81, b"\x03\xe8"), integer(10**9 + 1)])
def test_an_accuracy_out_of_range_is_refused(part: bytes) -> None:
    with pytest.raises(UnexpectedShape):
        verified(heron(accuracy=sequence(part)).token())


def test_a_request_is_what_the_standard_says() -> None:
    asked = timestamp_request(IMPRINT, NONCE, policy=POLICY)
    imprint = sequence(algorithm("sha256"), octets(IMPRINT))
    assert asked == sequence(integer(1), imprint, identifier(POLICY), integer(NONCE), boolean(True))
    assert read(timestamp_request(bytes(64), 2**128 - 1, algorithm="sha512")).raw


@pytest.mark.parametrize(
    ("imprint", "nonce", "name", "policy", "refusal"),
    [
        (bytes(31), 5, "sha256", None, RequestRefused),
        (bytes(32), 5, "sha512", None, RequestRefused),
        (bytes(32), 0, "sha256", None, RequestRefused),
        (bytes(32), 2**128, "sha256", None, RequestRefused),
        (bytes(32), 5, "sha256", "1.2.x", RequestRefused),
        (bytes(32), 5, "sha256", "1.40", RequestRefused),
        (bytes(20), 5, "sha1", None, WeakImprint),
        (bytes(16), 5, "md5", None, WeakImprint),
    ],
)
def test_senseless_requests_are_refused(
    imprint: bytes, nonce: int, name: str, policy: str | None, refusal: type[TimestampError]
) -> None:
    with pytest.raises(refusal):
        timestamp_request(imprint, nonce, algorithm=name, policy=policy)


def test_the_parts_of_a_token_are_given_back_as_sent() -> None:
    stamp = heron(sent=[MIDDLE.der, element(0xA1, null()), HERON.der])
    token = parse_token(stamp.token())
    assert token.info_raw == stamp.info()
    assert token.certificates == (MIDDLE.der, HERON.der)
    assert token.signer.attributes_raw.content == b"".join(sorted(stamp.signed_attributes()))


def test_every_refusal_has_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(package).values() if isinstance(kind, type) and issubclass(kind, TimestampError)]
    assert len({kind.code for kind in kinds}) == len(kinds) > 20
