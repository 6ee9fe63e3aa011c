"""Time stamps: sound ones pass whatever they were signed with, attacks 21 to 30 of the evidence facts are named."""

from __future__ import annotations

import doctest
import hashlib
import importlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import dodomu.engine.ledger.timestamps as package
from dodomu.engine.ledger.timestamps import (
    AlgorithmUnknown,
    ImprintMismatch,
    NonceMismatch,
    NotDer,
    NotGranted,
    NotTrusted,
    PolicyMismatch,
    RequestRefused,
    SignatureWrong,
    SignerMismatch,
    SignerMissing,
    Stamped,
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
    TSA,
    WILLOW,
    WILLOW_ROOT,
    Holder,
    Stamp,
    algorithm,
    answer,
    attribute,
    ca,
    curve_key,
    directory_name,
    edwards_key,
    heron,
    issue,
    named_by_hash,
    rsa_key,
)

MODULES = "der der_values der_writing request response verifying"


def verified(token: bytes, nonce: int | None = NONCE, roots: tuple[Holder, ...] = (ROOT,), **more: Any) -> Stamped:
    return verify_timestamp(token, IMPRINT, "sha256", nonce, [root.der for root in roots], **more)


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


KEYS: dict[str, Callable[[], Any]] = {
    "rsa": rsa_key,
    "P-256": lambda: curve_key(7),
    "P-384": lambda: curve_key(7, ec.SECP384R1()),
    "P-521": lambda: curve_key(7, ec.SECP521R1()),
    "Brainpool": lambda: curve_key(7, ec.BrainpoolP256R1()),
    "Ed25519": lambda: edwards_key(7),
}


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize(
    ("kind", "scheme"),
    [("rsa", "plain"), ("rsa", "named"), ("rsa", "pss"), *((kind, "plain") for kind in KEYS if kind != "rsa")],
)
def test_signatures_of_every_kind_pass_and_fit_one_content_only(kind: str, scheme: str, digest: str) -> None:
    tsa = issue("Reed Time", KEYS[kind](), ROOT)
    stamp = Stamp(tsa, [tsa.der], digest=digest, scheme=scheme)
    assert verified(stamp.token()).chain == (tsa.der, ROOT.der)
    signed = element(0x31, *sorted(stamp.signed_attributes()))
    name, signature = stamp.sign(signed + b"another")
    stamp.sign = lambda message: (name, signature)  # type: ignore[method-assign]
    with pytest.raises(SignatureWrong):
        verified(stamp.token())


@pytest.mark.parametrize("hashed", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("kind", [*KEYS, "rsa-pss"])
def test_roots_of_every_kind_are_followed(kind: str, hashed: str) -> None:
    root = issue("Reed Root", KEYS[kind.removesuffix("-pss")](), None, ca(), serial=1)
    tsa = issue("Reed Time", curve_key(9), root, hashed=hashed, pss=kind == "rsa-pss")
    assert verified(Stamp(tsa, [tsa.der]).token(), roots=(root,)).chain[1] == root.der


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


def test_granted_without_a_token_is_nothing() -> None:
    with pytest.raises(UnexpectedShape):
        verified(sequence(sequence(integer(0))))


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


@pytest.mark.parametrize(("order", "signed_sorted"), [(1, True), (-1, True), (-1, False)])
def test_attributes_in_any_order_pass_when_signed_as_sent_or_sorted(order: int, signed_sorted: bool) -> None:
    token = heron(sent_order=order, signed_sorted=signed_sorted).token()
    assert verified(token) == verified(heron().token())


def test_attributes_signed_in_a_third_order_are_refused() -> None:
    stamp = heron(sent_order=-1)
    kind, *rest = sorted(stamp.signed_attributes())
    name, signature = stamp.sign(element(0x31, *rest, kind))
    stamp.sign = lambda message: (name, signature)  # type: ignore[method-assign]
    with pytest.raises(SignatureWrong):
        verified(stamp.token())


def test_one_authority_never_passes_as_another() -> None:
    sibling = issue("Egret Time", curve_key(104), MIDDLE, serial=4)
    with pytest.raises(NotTrusted):
        verified(Stamp(WILLOW, [WILLOW.der, HERON.der, MIDDLE.der]).token())
    assert verified(Stamp(WILLOW, [WILLOW.der]).token(), roots=(WILLOW_ROOT,)).chain[0] == WILLOW.der
    # The sibling's certificate first, then in place of, then named instead of the true signer's.
    assert verified(heron(sent=[sibling.der, HERON.der, MIDDLE.der]).token()).chain[0] == HERON.der
    with pytest.raises(SignerMissing):
        verified(heron(sent=[sibling.der, MIDDLE.der]).token())
    bearer = sequence(sibling.issuer, integer(sibling.serial))
    sent = [sibling.der, HERON.der, MIDDLE.der]
    with pytest.raises(SignerMismatch):
        verified(heron(sent=sent, bearer=bearer).token())
    with pytest.raises(SignatureWrong):
        verified(heron(sent=sent, bearer=bearer, named=named_by_hash(sibling.der)).token())


def test_a_twin_of_the_signers_certificate_does_not_take_its_place() -> None:
    twin = issue("Heron Time", curve_key(66), MIDDLE, serial=HERON.serial)
    assert verified(heron(sent=[twin.der, HERON.der, MIDDLE.der]).token()).chain[0] == HERON.der
    with pytest.raises(SignerMismatch):
        verified(heron(sent=[twin.der, MIDDLE.der]).token())


@pytest.mark.parametrize("hashed", ["sha1", "sha256", "sha384", "sha512"])
def test_the_signing_certificate_is_named_by_any_usual_hash(hashed: str) -> None:
    assert verified(heron(named=named_by_hash(HERON.der, hashed=hashed)).token()).chain[0] == HERON.der
    with pytest.raises(SignerMismatch):
        verified(heron(named=named_by_hash(MIDDLE.der, HERON.der, hashed=hashed)).token())


def test_both_names_of_the_signing_certificate_must_fit() -> None:
    stamp = heron()
    rest = stamp.signed_attributes()[:2]
    both = [named_by_hash(HERON.der, hashed="sha1"), named_by_hash(HERON.der)]
    assert verified(heron(attributes=[*rest, *both]).token()).chain[0] == HERON.der
    for wrong in ([both[0], named_by_hash(WILLOW.der)], [named_by_hash(WILLOW.der, hashed="sha1"), both[1]]):
        with pytest.raises(SignerMismatch):
            verified(heron(attributes=[*rest, *wrong]).token())


def test_a_signing_certificate_nobody_names_is_refused() -> None:
    with pytest.raises(SignerMismatch):
        verified(heron(named=b"").token())
    with pytest.raises(SignerMismatch):
        verified(heron(named=named_by_hash()).token())


def test_issuer_and_serial_beside_the_hash_are_compared() -> None:
    def named(issuer: bytes, serial: int) -> bytes:
        where = sequence(sequence(explicit(4, issuer)), integer(serial))
        entry = sequence(octets(hashlib.sha256(HERON.der).digest()), where)
        return attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(entry)))

    assert verified(heron(named=named(HERON.issuer, HERON.serial)).token())
    for issuer, serial in ((HERON.issuer, 5), (ROOT.issuer, HERON.serial)):
        with pytest.raises(SignerMismatch):
            verified(heron(named=named(issuer, serial)).token())


def test_an_attribute_that_names_the_chain_limits_the_chain() -> None:
    assert verified(heron(named=named_by_hash(HERON.der, MIDDLE.der)).token())
    with pytest.raises(NotTrusted):
        verified(heron(named=named_by_hash(HERON.der, WILLOW.der)).token())


def test_the_authoritys_own_name_must_be_the_certificates() -> None:
    assert verified(heron(authority=directory_name(HERON)).token())
    with pytest.raises(SignerMismatch):
        verified(heron(authority=directory_name(WILLOW)).token())


def test_a_signer_named_by_key_identifier_passes() -> None:
    from cryptography import x509

    known = x509.SubjectKeyIdentifier(b"heron key")
    tsa = issue("Reed Time", curve_key(10), ROOT, [*TSA, (known, False)])
    broken = issue("Reed Time", curve_key(11), ROOT, [(x509.UnrecognizedExtension(known.oid, b"\x04"), False)])
    stamp = Stamp(tsa, [broken.der, tsa.der], bearer=element(0x80, b"heron key"), bearer_version=3)
    assert verified(stamp.token()).chain[0] == tsa.der
    stamp.bearer = element(0x80, b"other key")
    with pytest.raises(SignerMissing):
        verified(stamp.token())


def test_a_certificate_left_out_of_the_token_may_be_handed_in() -> None:
    token = heron(sent=[]).token()
    with pytest.raises(SignerMissing):
        verified(token)
    assert verified(token, certificates=[MIDDLE.der, HERON.der]) == verified(heron().token())


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


def test_the_digest_of_another_statement_is_refused() -> None:
    attributes = heron(time="20200305070809Z").signed_attributes()
    with pytest.raises(SignatureWrong):
        verified(heron(attributes=attributes).token())


def test_a_statement_of_another_kind_is_refused() -> None:
    attributes = heron().signed_attributes()
    attributes[0] = attribute("1.2.840.113549.1.9.3", identifier("1.2.840.113549.1.7.1"))
    with pytest.raises(SignatureWrong):
        verified(heron(attributes=attributes).token())


def test_unsigned_attributes_are_left_alone() -> None:
    assert verified(heron(unsigned=element(0xA1, attribute("1.2.3", integer(1)))).token())


def signed_as(name: bytes, signature: bytes = bytes(256)) -> Stamp:
    """A stamp by RSA whose signature says it was made in this way."""
    tsa = issue("Reed Time", rsa_key(), ROOT)
    stamp = Stamp(tsa, [tsa.der])
    stamp.sign = lambda message: (name, signature)  # type: ignore[method-assign]
    return stamp


def pss(*parameters: bytes) -> bytes:
    return sequence(identifier("1.2.840.113549.1.1.10"), sequence(*parameters))


STRONG_HASH = explicit(0, algorithm("sha256"))
MASK = explicit(1, sequence(identifier("1.2.840.113549.1.1.8"), algorithm("sha256")))


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        (sequence(identifier("1.2.804.2.1.1.1.1.3.1.1")), AlgorithmUnknown),
        (sequence(identifier("1.2.840.10045.4.3.2")), SignatureWrong),
        (sequence(identifier("1.3.101.112")), SignatureWrong),
        (sequence(identifier("1.3.101.112"), null()), UnexpectedShape),
        (sequence(identifier("1.2.840.113549.1.1.11"), element(5, b"x")), UnexpectedShape),
        (sequence(identifier("1.2.840.113549.1.1.11"), integer(1)), UnexpectedShape),
        (pss(STRONG_HASH, MASK), SignatureWrong),
        (pss(), WeakSignature),
        (pss(MASK), WeakSignature),
        (pss(STRONG_HASH), WeakSignature),
        (pss(STRONG_HASH, MASK, explicit(2, integer(-1))), UnexpectedShape),
        (pss(STRONG_HASH, MASK, explicit(2, integer(513))), UnexpectedShape),
        (pss(STRONG_HASH, MASK, explicit(3, integer(2))), AlgorithmUnknown),
        (pss(STRONG_HASH, explicit(1, sequence(identifier("1.2.3"), algorithm("sha256")))), AlgorithmUnknown),
        (
            pss(STRONG_HASH, explicit(1, sequence(identifier("1.2.840.113549.1.1.8"), sequence(null())))),
            UnexpectedShape,
        ),
        (pss(explicit(0, sequence(identifier("1.2.804.2.1.1.1.1.2.1"))), MASK), AlgorithmUnknown),
    ],
)
def test_ways_of_signing_that_are_unknown_weak_or_misstated_are_refused(
    name: bytes, refusal: type[TimestampError]
) -> None:
    with pytest.raises(refusal):
        verified(signed_as(name).token())


def test_a_curve_does_not_verify_what_says_it_was_made_by_rsa() -> None:
    stamp = heron()
    for name in (sequence(identifier("1.2.840.113549.1.1.11"), null()), pss(STRONG_HASH, MASK)):
        stamp.sign = lambda message, name=name: (name, bytes(64))  # type: ignore[method-assign, misc]
        with pytest.raises(SignatureWrong):
            verified(stamp.token())


def test_a_certificate_named_by_md5_is_not_named() -> None:
    with pytest.raises(AlgorithmUnknown):
        verified(heron(named=named_by_hash(HERON.der, hashed="md5")).token())


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


def test_the_authoritys_own_name_may_be_an_alternative_name_of_the_certificate() -> None:
    from cryptography import x509

    address = x509.SubjectAlternativeName([x509.UniformResourceIdentifier("https://time.heron.example")])
    tsa = issue("Reed Time", curve_key(12), ROOT, [*TSA, (address, False)])
    assert verified(Stamp(tsa, [tsa.der], authority=explicit(0, element(0x86, b"https://time.heron.example"))).token())
    with pytest.raises(SignerMismatch):
        verified(Stamp(tsa, [tsa.der], authority=explicit(0, element(0x86, b"https://time.egret.example"))).token())


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
