"""Who signed a token, and whether the signature fits (RFC 5652, section 5.4; RFC 5816; RFC 5035)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.algorithms import STRONG, read_hash, verify_signature
from dodomu.engine.ledger.timestamps.certificates import Certificate, name_parts
from dodomu.engine.ledger.timestamps.der import Element, Fields, context
from dodomu.engine.ledger.timestamps.der_values import identifier, integer
from dodomu.engine.ledger.timestamps.der_writing import set_of
from dodomu.engine.ledger.timestamps.errors import (
    AlgorithmUnknown,
    SignatureWrong,
    SignerMismatch,
    SignerMissing,
    TimestampError,
    WeakSignature,
)
from dodomu.engine.ledger.timestamps.signed_data import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE,
    SIGNING_CERTIFICATE_V2,
    TIME_STATEMENT,
    Signer,
    Token,
)

_DIRECTORY_NAME = context(4)


@dataclass(frozen=True)
class CertificateName:
    """One entry of the attribute that names the signing certificate: its hash, and perhaps its issuer and serial."""

    algorithm: str
    digest: bytes
    issuer: bytes
    serial: int

    def fits(self, certificate: Certificate) -> bool:
        """Whether it names this certificate.

        The first version of the attribute knows SHA-1 only. That does no harm here: to pass, a second certificate
        would need the same key, or the signature would not verify under it.
        """
        if hashlib.new(self.algorithm, certificate.raw, usedforsecurity=False).digest() != self.digest:
            return False
        if not self.issuer:
            return True
        return name_parts(self.issuer) == certificate.issuer_name and self.serial == certificate.serial


def find_signer(token: Token, certificates: Sequence[Certificate]) -> Certificate:
    """The certificate that the token's signer names, and that the signed attributes name as well.

    Raises:
        SignerMissing: no certificate bears the signer's name. SignerMismatch: the signed attributes, or the
            statement's own name of its authority, name another. NotDer, UnexpectedShape, AlgorithmUnknown.
    """
    bearing = [one for one in certificates if _bears_name(one, token.signer)]
    if not bearing:
        raise SignerMissing("the certificate of the signer is not at hand")
    lists = named_certificates(token.signer)
    fitting = [one for one in bearing if lists and all(names[0].fits(one) for names in lists)]
    if not fitting:
        raise SignerMismatch("the signed attributes name another signing certificate, or none")
    if token.info.authority and not _is_authority(token.info.authority, fitting[0]):
        raise SignerMismatch("the statement names another authority than the signing certificate does")
    return fitting[0]


def named_certificates(signer: Signer) -> list[list[CertificateName]]:
    """What each of the attributes signingCertificate and signingCertificateV2 names; the first entry is the signer's.

    Raises:
        NotDer, UnexpectedShape, AlgorithmUnknown.
    """
    kinds = [kind for kind in (SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2) if kind in signer.attributes]
    lists = []
    for kind in kinds:
        fields = Fields(signer.attributes[kind], "a signing certificate")
        entries = der.children(fields.take(der.SEQUENCE))
        fields.optional(der.SEQUENCE)
        fields.end()
        lists.append([_certificate_name(entry, second=kind == SIGNING_CERTIFICATE_V2) for entry in entries])
    if not all(lists):
        raise SignerMismatch("the signed attributes name no signing certificate")
    return lists


def verify_signer(token: Token, certificate: Certificate) -> None:
    """Accept silently when this certificate's key signed the token's statement.

    Raises:
        SignatureWrong: the digest or the signature does not fit. WeakSignature, AlgorithmUnknown, UnexpectedShape.
    """
    signer = token.signer
    if signer.digest not in STRONG:
        raise WeakSignature("the statement was digested with a hash that is broken or too short")
    kind, digest = signer.attributes.get(CONTENT_TYPE), signer.attributes.get(MESSAGE_DIGEST)
    if kind is None or digest is None or identifier(kind) != TIME_STATEMENT or digest.tag != der.OCTET_STRING:
        raise SignatureWrong("the signed attributes lack the kind or the digest of the statement")
    if digest.content != hashlib.new(signer.digest, token.info_raw).digest():
        raise SignatureWrong("the signed digest is not that of the statement")
    # The signature covers the attributes as a SET, though they are sent under the tag [0].
    sent = bytes([der.SET]) + signer.attributes_raw.raw[1:]
    ordered = set_of(attribute.raw for attribute in der.children(signer.attributes_raw))
    try:
        verify_signature(signer.algorithm, certificate.key, signer.signature, sent, signer.digest)
    except SignatureWrong:
        if ordered == sent:
            raise
        # Sorting changes no meaning: some sign the sorted set and then send it in another order.
        verify_signature(signer.algorithm, certificate.key, signer.signature, ordered, signer.digest)


def _bears_name(certificate: Certificate, signer: Signer) -> bool:
    if signer.key_identifier:
        try:
            return certificate.key_identifier == signer.key_identifier
        except TimestampError:
            return False  # broken, perhaps slipped in; it must not spoil the token
    return certificate.serial == signer.serial and certificate.issuer_name == name_parts(signer.issuer)


def _is_authority(name: bytes, certificate: Certificate) -> bool:
    if name in certificate.alternative_names:
        return True
    element = der.read(name)
    return element.tag == _DIRECTORY_NAME and name_parts(element.content) == certificate.subject_name


def _certificate_name(entry: Element, *, second: bool) -> CertificateName:
    fields = Fields(entry, "a signing certificate")
    named = fields.optional(der.SEQUENCE) if second else None
    algorithm = read_hash(named) if named else ("sha256" if second else "sha1")
    digest = fields.take(der.OCTET_STRING).content
    where = fields.optional(der.SEQUENCE)
    fields.end()
    if algorithm != "sha1" and algorithm not in STRONG:
        raise AlgorithmUnknown("a signing certificate named by a hash this verifier does not use")
    if not where:
        return CertificateName(algorithm, digest, b"", 0)
    place = Fields(where, "an issuer and serial number")
    issuer = der.inner(place.take(der.SEQUENCE), "an issuer")
    serial = integer(place.take(der.INTEGER))
    place.end()
    return CertificateName(algorithm, digest, issuer.content if issuer.tag == _DIRECTORY_NAME else issuer.raw, serial)
