"""Who signed a time stamp: every usual kind of signature passes, and nobody passes as somebody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from dodomu.engine.ledger.timestamps import (
    AlgorithmUnknown,
    NotTrusted,
    SignatureWrong,
    SignerMismatch,
    SignerMissing,
    TimestampError,
    UnexpectedShape,
    WeakSignature,
)
from dodomu.engine.ledger.timestamps.der_writing import (
    element,
    explicit,
    identifier,
    integer,
    null,
    octets,
    sequence,
)
from tests.engine.timestamp_authority import (
    HERON,
    MIDDLE,
    ROOT,
    TSA,
    WILLOW,
    WILLOW_ROOT,
    Stamp,
    algorithm,
    attribute,
    ca,
    curve_key,
    directory_name,
    edwards_key,
    heron,
    issue,
    named_by_hash,
    rsa_key,
    verified,
)

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


def test_a_weak_digest_under_a_strong_signature_is_refused() -> None:
    stamp = heron(digest="sha1")
    attributes = element(0x31, *sorted(stamp.signed_attributes()))
    name, signature = heron().sign(attributes)
    stamp.sign = lambda message: (name, signature)  # type: ignore[method-assign]
    with pytest.raises(WeakSignature):
        verified(stamp.token())


def test_a_curve_does_not_verify_what_says_it_was_made_by_rsa() -> None:
    stamp = heron()
    for name in (sequence(identifier("1.2.840.113549.1.1.11"), null()), pss(STRONG_HASH, MASK)):
        stamp.sign = lambda message, name=name: (name, bytes(64))  # type: ignore[method-assign, misc]
        with pytest.raises(SignatureWrong):
            verified(stamp.token())


def test_a_certificate_named_by_md5_is_not_named() -> None:
    with pytest.raises(AlgorithmUnknown):
        verified(heron(named=named_by_hash(HERON.der, hashed="md5")).token())


def test_the_authoritys_own_name_may_be_an_alternative_name_of_the_certificate() -> None:
    from cryptography import x509

    address = x509.SubjectAlternativeName([x509.UniformResourceIdentifier("https://time.heron.example")])
    tsa = issue("Reed Time", curve_key(12), ROOT, [*TSA, (address, False)])
    assert verified(Stamp(tsa, [tsa.der], authority=explicit(0, element(0x86, b"https://time.heron.example"))).token())
    with pytest.raises(SignerMismatch):
        verified(Stamp(tsa, [tsa.der], authority=explicit(0, element(0x86, b"https://time.egret.example"))).token())
