"""Whether a time stamp proves what it says: this imprint existed at that time, says an authority we trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dodomu.engine.ledger.timestamps.algorithms import STRONG
from dodomu.engine.ledger.timestamps.certificates import Certificate, parse_certificate
from dodomu.engine.ledger.timestamps.chain import find_chain, require_purpose
from dodomu.engine.ledger.timestamps.errors import (
    CertificateRefused,
    ChainTooComplex,
    ImprintMismatch,
    NonceMismatch,
    PolicyMismatch,
    WeakImprint,
)
from dodomu.engine.ledger.timestamps.info import Info
from dodomu.engine.ledger.timestamps.request import require_imprint
from dodomu.engine.ledger.timestamps.response import token_of
from dodomu.engine.ledger.timestamps.signed_data import parse_token
from dodomu.engine.ledger.timestamps.signer import find_signer, named_certificates, verify_signer

MOST_CERTIFICATES = 200


@dataclass(frozen=True)
class Stamped:
    """A verified statement. Everything in it is signed, and the chain ends at a root the caller gave.

    Attributes:
        gen_time: the stamped time, UTC, cut to microseconds; `gen_time_text` has every digit that was signed.
        accuracy: how far the true time may lie from it, None where the authority says nothing.
        serial: number of this stamp with its authority.
        policy: dotted identifier of the policy it was stamped under.
        algorithm: name of the hash of the imprint.
        imprint: what was stamped.
        nonce: the nonce that the request had, None where it had none.
        chain: DER certificates from the signer's to the root's.
    """

    gen_time: datetime
    gen_time_text: str
    accuracy: timedelta | None
    serial: int
    policy: str
    algorithm: str
    imprint: bytes
    nonce: int | None
    chain: tuple[bytes, ...]


def verify_timestamp(
    token_or_answer: bytes,
    imprint: bytes,
    algorithm: str,
    nonce: int | None,
    roots: Sequence[bytes],
    *,
    policy: str | None = None,
    certificates: Sequence[bytes] = (),
) -> Stamped:
    """Verify a TimeStampResp or a bare TimeStampToken (RFC 3161) as of the time it states.

    The chain is judged at the stamped time and not today: a stamp outlives the certificate it was made with.
    Revocation is not asked about; archive the lists of revoked certificates of the time beside the token.
    Not covered by any signature, and so possibly changed on the way without notice: the status of the answer
    (granted, granted with changes), the version of the signed data, further hashes announced, certificates outside
    of the chain, attributes said to be unsigned. None of these is part of what is returned.

    Args:
        token_or_answer: the bytes as received.
        imprint: hash of what should have been stamped.
        algorithm: "sha256", "sha384" or "sha512".
        nonce: that of the request; None, for a stamp whose request is not at hand, skips the comparison.
        roots: DER of the certificates trusted beforehand; from another source than the token, one list an
            authority, or a stamp by any of them passes.
        policy: where given, the policy the stamp must have been made under.
        certificates: DER of further certificates that may be needed, where the token does not hold them all.

    Raises:
        TooLarge, NotDer, NestedTooDeep, UnexpectedShape: no time stamp, or a broken one.
        NotGranted, WeakImprint, RequestRefused, ImprintMismatch, NonceMismatch, PolicyMismatch: not the answer
            to this question.
        SignerMissing, SignerMismatch, PurposeRefused, SignatureWrong, WeakSignature, AlgorithmUnknown: not
            signed, or not by whom it says.
        OutsideValidity, CertificateRefused, NotTrusted, ChainTooComplex: signed by somebody we do not trust.

    >>> verify_timestamp(b"<html>", bytes(32), "sha256", None, [])
    Traceback (most recent call last):
        ...
    dodomu.engine.ledger.timestamps.errors.NotDer: the bytes end within an element
    """
    require_imprint(imprint, algorithm)
    token = parse_token(token_of(token_or_answer))
    _require_answer(token.info, imprint, algorithm, nonce, policy)
    at_hand = _readable(token.certificates) + [parse_certificate(one) for one in certificates]
    trusted = [parse_certificate(root) for root in roots]
    signer = find_signer(token, [*at_hand, *trusted])
    require_purpose(signer)
    verify_signer(token, signer)
    lists = named_certificates(token.signer)
    for names in lists:
        # An attribute that names more than the signer's certificate limits the chain to those it names.
        at_hand = [one for one in at_hand if len(names) == 1 or any(name.fits(one) for name in names)]
    chain = find_chain(signer, at_hand, trusted, token.info.gen_time)
    return Stamped(
        gen_time=token.info.gen_time,
        gen_time_text=token.info.gen_time_text,
        accuracy=token.info.accuracy,
        serial=token.info.serial,
        policy=token.info.policy,
        algorithm=algorithm,
        imprint=imprint,
        nonce=token.info.nonce,
        chain=tuple(certificate.raw for certificate in chain),
    )


def _require_answer(info: Info, imprint: bytes, algorithm: str, nonce: int | None, policy: str | None) -> None:
    if info.algorithm not in STRONG:
        raise WeakImprint("the authority stamped an imprint by a hash that is broken or too short")
    if info.algorithm != algorithm or info.imprint != imprint:
        raise ImprintMismatch("the stamp is of something else")
    if nonce is not None and info.nonce != nonce:
        raise NonceMismatch("the stamp does not repeat the nonce of the request")
    if policy is not None and info.policy != policy:
        raise PolicyMismatch("the stamp was made under another policy")


def _readable(encoded: Sequence[bytes]) -> list[Certificate]:
    """Certificates sent along; one that cannot be read helps nobody and harms nobody."""
    if len(encoded) > MOST_CERTIFICATES:
        raise ChainTooComplex(f"more than {MOST_CERTIFICATES} certificates sent along")
    found = []
    for one in encoded:
        try:
            found.append(parse_certificate(one))
        except CertificateRefused:
            continue
    return found
