"""Asking for a time stamp (RFC 3161, section 2.4.1)."""

from __future__ import annotations

from dodomu.engine.ledger.timestamps.algorithms import HASH_IDENTIFIERS, STRONG
from dodomu.engine.ledger.timestamps.der_writing import boolean, identifier, integer, null, octets, sequence
from dodomu.engine.ledger.timestamps.errors import RequestRefused, UnexpectedShape, WeakImprint

LARGEST_NONCE = 2**128 - 1


def timestamp_request(imprint: bytes, nonce: int, *, algorithm: str = "sha256", policy: str | None = None) -> bytes:
    """Bytes of a TimeStampReq that asks for the signing certificate too.

    Args:
        imprint: hash of what is to be stamped, 32, 48 or 64 bytes.
        nonce: a fresh unguessable number from 1 to 2^128 - 1 (64 bits are usual); the answer must repeat it.
        algorithm: "sha256", "sha384" or "sha512".
        policy: the authority's policy to stamp under, dotted, where one is wanted.

    Raises:
        WeakImprint: another hash. RequestRefused: wrong length, nonce out of range, no object identifier.

    >>> timestamp_request(bytes(32), 5).hex()[:20]
    '303c0201013031300d06'
    """
    require_imprint(imprint, algorithm)
    if not 1 <= nonce <= LARGEST_NONCE:
        raise RequestRefused("a nonce lies between 1 and 2^128 - 1")
    try:
        wanted = identifier(policy) if policy is not None else b""
    except UnexpectedShape as refusal:
        raise RequestRefused(str(refusal)) from None
    hashed = sequence(identifier(HASH_IDENTIFIERS[algorithm]), null())
    return sequence(integer(1), sequence(hashed, octets(imprint)), wanted, integer(nonce), boolean(True))


def require_imprint(imprint: bytes, algorithm: str) -> None:
    """Refuse a weak hash and an imprint of another length.

    Raises:
        WeakImprint, RequestRefused.
    """
    if algorithm not in STRONG:
        raise WeakImprint("an imprint is made with sha256, sha384 or sha512")
    if len(imprint) != STRONG[algorithm]:
        raise RequestRefused(f"an imprint by {algorithm} is exactly {STRONG[algorithm]} bytes")
