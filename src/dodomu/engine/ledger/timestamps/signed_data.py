"""A time stamp token taken apart: CMS SignedData around a TSTInfo (RFC 5652, section 5; RFC 3161, section 2.4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.algorithms import read_hash
from dodomu.engine.ledger.timestamps.der import Element, Fields, context
from dodomu.engine.ledger.timestamps.der_values import identifier, integer
from dodomu.engine.ledger.timestamps.errors import UnexpectedShape
from dodomu.engine.ledger.timestamps.info import Info, parse_info

SIGNED_DATA, TIME_STATEMENT = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
_VERSIONS = frozenset({1, 3, 4, 5})


@dataclass(frozen=True)
class Signer:
    """SignerInfo. `issuer` and `serial`, or else `key_identifier`, say whose signature it is; that is not signed.

    `attributes_raw` are the signed attributes exactly as sent; `attributes` has the one value of each.
    """

    issuer: bytes
    serial: int
    key_identifier: bytes
    digest: str
    attributes_raw: Element
    attributes: Mapping[str, Element]
    algorithm: Element
    signature: bytes


@dataclass(frozen=True)
class Token:
    """An unverified token: the statement, its exact bytes, the certificates sent along in any order, the signer."""

    info: Info
    info_raw: bytes
    certificates: tuple[bytes, ...]
    signer: Signer


def parse_token(encoded: bytes) -> Token:
    """Take a bare TimeStampToken apart, verifying nothing.

    Raises:
        TooLarge, NotDer, NestedTooDeep, UnexpectedShape, AlgorithmUnknown.
    """
    outer = Fields(der.read(encoded), "a token")
    if identifier(outer.take(der.OBJECT_IDENTIFIER)) != SIGNED_DATA:
        raise UnexpectedShape("a token that is no signed data")
    fields = Fields(der.inner(outer.take(context(0)), "signed data"), "signed data")
    outer.end()
    if integer(fields.take(der.INTEGER)) not in _VERSIONS:
        raise UnexpectedShape("signed data of an unknown version")
    digests = [read_hash(digest) for digest in der.children(fields.take(der.SET))]
    info_raw = _content(fields.take(der.SEQUENCE))
    certificates = fields.optional(context(0))
    fields.optional(context(1))
    signers = der.children(fields.take(der.SET))
    fields.end()
    if len(signers) != 1:
        raise UnexpectedShape("a token has exactly one signer")
    signer = _signer(signers[0])
    if signer.digest not in digests:
        raise UnexpectedShape("the hash of the signer is not among those announced")
    sent = der.children(certificates) if certificates else []
    return Token(
        info=parse_info(info_raw),
        info_raw=info_raw,
        certificates=tuple(found.raw for found in sent if found.tag == der.SEQUENCE),
        signer=signer,
    )


def _content(element: Element) -> bytes:
    fields = Fields(element, "the signed content")
    if identifier(fields.take(der.OBJECT_IDENTIFIER)) != TIME_STATEMENT:
        raise UnexpectedShape("signed data about something other than a time")
    wrapped = der.inner(fields.take(context(0)), "the signed content")
    fields.end()
    if wrapped.tag != der.OCTET_STRING:
        raise UnexpectedShape("the signed content is no string of bytes")
    return wrapped.content


def _signer(element: Element) -> Signer:
    fields = Fields(element, "a signer")
    version = integer(fields.take(der.INTEGER))
    named = fields.take(der.SEQUENCE, context(0, constructed=False))
    by_issuer = named.tag == der.SEQUENCE
    if version != (1 if by_issuer else 3):
        raise UnexpectedShape("a signer whose version and kind of name do not go together")
    issuer, serial = _issuer_and_serial(named) if by_issuer else (b"", 0)
    digest = read_hash(fields.take(der.SEQUENCE))
    attributes = fields.take(context(0))
    algorithm = fields.take(der.SEQUENCE)
    signature = fields.take(der.OCTET_STRING).content
    fields.optional(context(1))
    fields.end()
    key_identifier = b"" if by_issuer else named.content
    return Signer(issuer, serial, key_identifier, digest, attributes, _attributes(attributes), algorithm, signature)


def _issuer_and_serial(element: Element) -> tuple[bytes, int]:
    fields = Fields(element, "the name of a signer")
    issuer, serial = fields.take(der.SEQUENCE).raw, integer(fields.take(der.INTEGER))
    fields.end()
    return issuer, serial


def _attributes(element: Element) -> dict[str, Element]:
    """Each attribute once and with one value: two would let two readers see two meanings."""
    found: dict[str, Element] = {}
    for attribute in der.children(element):
        fields = Fields(attribute, "an attribute")
        name, values = identifier(fields.take(der.OBJECT_IDENTIFIER)), fields.take(der.SET)
        fields.end()
        if name in found:
            raise UnexpectedShape("an attribute that stands there twice")
        found[name] = values
    return {
        name: der.inner(values, "a signed attribute")
        for name, values in found.items()
        if name in {CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2}
    }
