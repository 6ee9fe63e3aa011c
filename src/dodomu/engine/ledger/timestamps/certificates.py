"""X.509 certificates (RFC 5280, section 4), as much of them as a chain of time stamping needs."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.algorithms import PublicKey, load_key, verify_signature
from dodomu.engine.ledger.timestamps.der import Element, Fields, context
from dodomu.engine.ledger.timestamps.der_values import boolean, identifier, integer, moment, named_bits, whole_bits
from dodomu.engine.ledger.timestamps.errors import CertificateRefused, NotDer, TimestampError, UnexpectedShape

KEY_IDENTIFIER, KEY_USAGE, ALTERNATIVE_NAMES, CONSTRAINTS = "2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19"
PURPOSES = "2.5.29.37"
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_ENCODINGS = {0x0C: "utf-8", 0x12: "ascii", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


class Extension(NamedTuple):
    """The DER within an extension, and whether whoever does not understand it must refuse."""

    critical: bool
    value: bytes


@dataclass(frozen=True)
class Certificate:
    """A certificate taken apart; names and key as their DER, nothing verified."""

    raw: bytes
    signed: bytes
    serial: int
    issuer: bytes
    not_before: datetime
    not_after: datetime
    subject: bytes
    key_raw: bytes
    extensions: Mapping[str, Extension]
    algorithm: Element
    signature: bytes

    @cached_property
    def key(self) -> PublicKey:
        """The public key. Raises WeakSignature or AlgorithmUnknown."""
        return load_key(self.key_raw)

    @cached_property
    def subject_name(self) -> tuple[object, ...]:
        """The subject's name, to be compared."""
        return name_parts(self.subject)

    @cached_property
    def issuer_name(self) -> tuple[object, ...]:
        """The issuer's name, to be compared."""
        return name_parts(self.issuer)

    @property
    def purposes(self) -> list[str] | None:
        """Extended key usage: dotted purposes, None where the certificate has no such extension."""
        found = self._extension(PURPOSES, der.SEQUENCE)
        return [identifier(purpose) for purpose in der.children(found)] if found else None

    @property
    def usages(self) -> frozenset[int] | None:
        """Numbers of the bits of the key usage, None where the certificate has no such extension."""
        found = self._extension(KEY_USAGE, der.BIT_STRING)
        return named_bits(found) if found else None

    @property
    def authority(self) -> tuple[bool, int | None]:
        """Basic constraints: whether it may issue certificates, and how many issuers may stand below it."""
        found = self._extension(CONSTRAINTS, der.SEQUENCE)
        if not found:
            return False, None
        fields = Fields(found, "basic constraints")
        may, below = fields.optional(der.BOOLEAN), fields.optional(der.INTEGER)
        fields.end()
        return boolean(may) if may else False, integer(below) if below else None

    @property
    def alternative_names(self) -> list[bytes]:
        """DER of every alternative name of the subject."""
        found = self._extension(ALTERNATIVE_NAMES, der.SEQUENCE)
        return [name.raw for name in der.children(found)] if found else []

    @property
    def key_identifier(self) -> bytes:
        """The identifier of the subject's key, empty where there is none."""
        found = self._extension(KEY_IDENTIFIER, der.OCTET_STRING)
        return found.content if found else b""

    def verify_issued_by(self, issuer: Certificate) -> None:
        """Accept silently when the issuer's key signed this certificate. Names are the caller's to compare.

        Raises:
            SignatureWrong, WeakSignature, AlgorithmUnknown, UnexpectedShape.
        """
        verify_signature(self.algorithm, issuer.key, self.signature, self.signed)

    def _extension(self, dotted: str, tag: int) -> Element | None:
        if dotted not in self.extensions:
            return None
        found = der.read(self.extensions[dotted].value)
        if found.tag != tag:
            raise CertificateRefused("an extension of another kind than its name says")
        return found


def parse_certificate(encoded: bytes) -> Certificate:
    """Take the DER of a certificate apart.

    Raises:
        CertificateRefused: it cannot be read, whatever the reason.
    """
    try:
        return _parse(encoded)
    except TimestampError as refusal:
        raise CertificateRefused(f"a certificate that cannot be read: {refusal}") from None


def certificates_from(text: bytes) -> list[bytes]:
    """DER of each certificate of a PEM file, or of the one DER certificate handed in.

    Raises:
        CertificateRefused: there is none, or one cannot be read.
    """
    try:
        found = [b64decode(block) for block in _PEM.findall(text)] or [text]
    except ValueError:
        raise CertificateRefused("a certificate that is not written in base 64") from None
    return [parse_certificate(encoded).raw for encoded in found]


def name_parts(name: bytes) -> tuple[object, ...]:
    """The parts of a DER name, equal for two names that differ only in the kind of string they are written as."""
    try:
        sets = [_members(part, der.SET) for part in _members(der.read(name), der.SEQUENCE)]
        return tuple(tuple(sorted(_attribute(attribute) for attribute in members)) for members in sets)
    except (NotDer, UnexpectedShape):
        return (name,)


def _parse(encoded: bytes) -> Certificate:
    outer = Fields(der.read(encoded), "a certificate")
    signed, algorithm, signature = outer.take(der.SEQUENCE), outer.take(der.SEQUENCE), outer.take(der.BIT_STRING)
    outer.end()
    fields = Fields(signed, "a certificate")
    version = fields.optional(context(0))
    serial = integer(fields.take(der.INTEGER))
    if fields.take(der.SEQUENCE).raw != algorithm.raw:
        raise UnexpectedShape("two different signature algorithms, one of them unsigned")
    issuer = fields.take(der.SEQUENCE).raw
    period = Fields(fields.take(der.SEQUENCE), "a validity")
    starts, ends = (moment(period.take(der.UTC_TIME, der.GENERALIZED_TIME)) for _ in range(2))
    period.end()
    subject, key = fields.take(der.SEQUENCE).raw, fields.take(der.SEQUENCE).raw
    fields.optional(context(1, constructed=False))
    fields.optional(context(2, constructed=False))
    extensions = fields.optional(context(3))
    fields.end()
    if extensions and (not version or integer(der.inner(version, "a version")) != 2):
        raise UnexpectedShape("extensions in a certificate of a version that has none")
    return Certificate(
        raw=encoded,
        signed=signed.raw,
        serial=serial,
        issuer=issuer,
        not_before=starts,
        not_after=ends,
        subject=subject,
        key_raw=key,
        extensions=_extensions(der.inner(extensions, "extensions")) if extensions else {},
        algorithm=algorithm,
        signature=whole_bits(signature),
    )


def _extensions(element: Element) -> dict[str, Extension]:
    found: dict[str, Extension] = {}
    for extension in der.children(element):
        fields = Fields(extension, "an extension")
        name, critical = identifier(fields.take(der.OBJECT_IDENTIFIER)), fields.optional(der.BOOLEAN)
        value = fields.take(der.OCTET_STRING).content
        fields.end()
        if name in found:
            raise UnexpectedShape("an extension that stands there twice")
        found[name] = Extension(boolean(critical) if critical else False, value)
    return found


def _members(element: Element, tag: int) -> list[Element]:
    if element.tag != tag:
        raise UnexpectedShape("a name of another shape")
    return der.children(element)


def _attribute(element: Element) -> tuple[bytes, str]:
    members = _members(element, der.SEQUENCE)
    if len(members) != 2:
        raise UnexpectedShape("a part of a name is a kind and a value")
    kind, value = members
    encoding = _ENCODINGS.get(value.tag)
    return kind.raw, value.content.decode(encoding, "backslashreplace") if encoding else value.raw.hex()
