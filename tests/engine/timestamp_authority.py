"""Invented authorities of time for tests: certificates by `cryptography`, tokens by the engine's own DER writer.

Every part of a token can be replaced, so that a test builds exactly the one wrong thing it is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dodomu.engine.ledger.timestamps import Stamped, verify_timestamp
from dodomu.engine.ledger.timestamps.algorithms import HASH_IDENTIFIERS
from dodomu.engine.ledger.timestamps.der import Element, children
from dodomu.engine.ledger.timestamps.der_writing import (
    element,
    explicit,
    identifier,
    integer,
    null,
    octets,
    sequence,
    set_of,
)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
Constraint = tuple[x509.ExtensionType, bool]
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}

IMPRINT = hashlib.sha256(b"an invented checkpoint").digest()
NONCE = 0x1122334455667788
TIME = "20260305070809Z"
POLICY = "1.2.3.4.1"
TIME_STATEMENT = "1.2.840.113549.1.9.16.1.4"
FOR_TIME = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
TSA: tuple[Constraint, ...] = ((FOR_TIME, True),)


def ca(path_length: int | None = None) -> tuple[Constraint, ...]:
    return ((x509.BasicConstraints(ca=True, path_length=path_length), True), (usage(key_cert_sign=True), True))


def usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
        "encipher_only decipher_only"
    )
    return x509.KeyUsage(**dict.fromkeys(names.split(), False) | allowed)


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def curve_key(number: int, curve: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(number, curve or ec.SECP256R1())


def edwards_key(number: int) -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


@dataclass(frozen=True)
class Holder:
    """A certificate and the key to it."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def serial(self) -> int:
        return self.certificate.serial_number

    @property
    def issuer(self) -> bytes:
        return self.certificate.issuer.public_bytes()


def issue(
    name: str,
    key: Key,
    issuer: Holder | None = None,
    extensions: Iterable[Constraint] = TSA,
    *,
    start: datetime = datetime(2020, 1, 1, tzinfo=UTC),
    end: datetime = datetime(2045, 1, 1, tzinfo=UTC),
    serial: int = 4127,
    hashed: str = "sha256",
    pss: bool = False,
) -> Holder:
    """A certificate by `issuer`, or a self-signed one."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signing: Any = issuer.key if issuer else key
    made = x509.CertificateBuilder(
        issuer_name=issuer.certificate.subject if issuer else subject,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=serial,
        not_valid_before=start,
        not_valid_after=end,
    )
    for extension, critical in extensions:
        made = made.add_extension(extension, critical)
    algorithm = None if isinstance(signing, ed25519.Ed25519PrivateKey) else HASHES[hashed]
    scheme = padding.PSS(padding.MGF1(HASHES[hashed]), 32) if pss else None
    return Holder(key, made.sign(signing, algorithm, rsa_padding=scheme))


def algorithm(name: str) -> bytes:
    return sequence(identifier(HASH_IDENTIFIERS[name]), null())


def attribute(dotted: str, *values: bytes) -> bytes:
    return sequence(identifier(dotted), set_of(values))


def named_by_hash(*certificates: bytes, hashed: str = "sha256") -> bytes:
    """signingCertificateV2, or the first version of it for SHA-1."""
    digests = [hashlib.new(hashed, certificate).digest() for certificate in certificates]
    if hashed == "sha1":
        return attribute("1.2.840.113549.1.9.16.2.12", sequence(sequence(*(sequence(octets(d)) for d in digests))))
    kind = b"" if hashed == "sha256" else algorithm(hashed)
    entries = sequence(*(sequence(kind, octets(digest)) for digest in digests))
    return attribute("1.2.840.113549.1.9.16.2.47", sequence(entries))


def directory_name(holder: Holder) -> bytes:
    """The statement's field for the authority's own name."""
    return explicit(0, explicit(4, holder.certificate.subject.public_bytes()))


@dataclass
class Stamp:
    """A token to be made: sound unless something is replaced."""

    signer: Holder
    sent: list[bytes] = field(default_factory=list)
    imprint: bytes = IMPRINT
    imprint_algorithm: str = "sha256"
    nonce: int | None = NONCE
    time: str = TIME
    serial: int = 9
    extra: bytes = b""
    accuracy: bytes = b""
    authority: bytes = b""
    digest: str = "sha256"
    scheme: str = "plain"
    named: bytes | None = None
    bearer: bytes | None = None
    bearer_version: int = 1
    attributes: list[bytes] | None = None
    sent_order: int = 1
    signed_sorted: bool = True
    certificates_raw: bytes | None = None
    unsigned: bytes = b""

    def info(self) -> bytes:
        return sequence(
            integer(1),
            identifier(POLICY),
            sequence(algorithm(self.imprint_algorithm), octets(self.imprint)),
            integer(self.serial),
            element(0x18, self.time.encode()),
            self.accuracy,
            integer(self.nonce) if self.nonce is not None else b"",
            self.authority,
            self.extra,
        )

    def signed_attributes(self) -> list[bytes]:
        digest = hashlib.new(self.digest, self.info()).digest()
        named = named_by_hash(self.signer.der) if self.named is None else self.named
        kind = attribute("1.2.840.113549.1.9.3", identifier(TIME_STATEMENT))
        return [kind, attribute("1.2.840.113549.1.9.4", octets(digest)), *([named] if named else [])]

    def token(self) -> bytes:
        attributes = sorted(self.signed_attributes() if self.attributes is None else self.attributes)
        sent = attributes[:: self.sent_order]
        signed = element(0x31, *(attributes if self.signed_sorted else sent))
        name, signature = self.sign(signed)
        bearer = sequence(self.signer.issuer, integer(self.signer.serial)) if self.bearer is None else self.bearer
        signer_info = sequence(
            integer(self.bearer_version),
            bearer,
            algorithm(self.digest),
            element(0xA0, *sent),
            name,
            octets(signature),
            self.unsigned,
        )
        certificates = element(0xA0, *self.sent) if self.certificates_raw is None else self.certificates_raw
        data = sequence(
            integer(3),
            set_of([algorithm(self.digest)]),
            sequence(identifier(TIME_STATEMENT), explicit(0, octets(self.info()))),
            certificates,
            set_of([signer_info]),
        )
        return sequence(identifier("1.2.840.113549.1.7.2"), explicit(0, data))

    def sign(self, message: bytes) -> tuple[bytes, bytes]:
        key, hashed = self.signer.key, HASHES[self.digest]
        if isinstance(key, ed25519.Ed25519PrivateKey):
            return sequence(identifier("1.3.101.112")), key.sign(message)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            last = {"sha1": "1", "sha256": "3.2", "sha384": "3.3", "sha512": "3.4"}[self.digest]
            return sequence(identifier(f"1.2.840.10045.4.{last}")), key.sign(message, ec.ECDSA(hashed))
        if self.scheme == "pss":
            mask = sequence(identifier("1.2.840.113549.1.1.8"), algorithm(self.digest))
            parameters = sequence(explicit(0, algorithm(self.digest)), explicit(1, mask), explicit(2, integer(32)))
            signature = key.sign(message, padding.PSS(padding.MGF1(hashed), 32), hashed)
            return sequence(identifier("1.2.840.113549.1.1.10"), parameters), signature
        last = {"sha1": 5, "sha256": 11, "sha384": 12, "sha512": 13}[self.digest] if self.scheme == "named" else 1
        name = sequence(identifier(f"1.2.840.113549.1.1.{last}"), null())
        return name, key.sign(message, padding.PKCS1v15(), hashed)


def answer(token: bytes, status: int = 0) -> bytes:
    return sequence(sequence(integer(status)), token)


ROOT = issue("Heron Root", curve_key(101), None, ca(), serial=1)
MIDDLE = issue("Heron Middle", curve_key(102), ROOT, ca(0), serial=2)
HERON = issue("Heron Time", curve_key(103), MIDDLE, serial=3)
WILLOW_ROOT = issue("Willow Root", curve_key(201), None, ca(), serial=1)
WILLOW = issue("Willow Time", curve_key(202), WILLOW_ROOT, serial=2)


def heron(**changes: Any) -> Stamp:
    """A sound stamp of the invented authority Heron, with these parts changed."""
    return Stamp(HERON, **{"sent": [HERON.der, MIDDLE.der]} | changes)


def verified(token: bytes, nonce: int | None = NONCE, roots: Iterable[Holder] = (ROOT,), **more: Any) -> Stamped:
    """What the engine says of a stamp of the usual imprint."""
    return verify_timestamp(token, IMPRINT, "sha256", nonce, [root.der for root in roots], **more)


def replaced(whole: Element, path: tuple[int, ...], put: bytes) -> bytes:
    """The element with another in place of the one that this path of positions leads to; all lengths stay right."""
    if not path:
        return put
    parts = [one.raw for one in children(whole)]
    parts[path[0]] = replaced(children(whole)[path[0]], path[1:], put)
    return element(whole.tag, *parts)
