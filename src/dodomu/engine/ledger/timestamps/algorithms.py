"""Hashes and signatures that a time stamp may use (RFC 5754, RFC 4056, RFC 5480, RFC 8419), and how each is verified."""

from __future__ import annotations

from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.der import Element, Fields, context
from dodomu.engine.ledger.timestamps.der_values import identifier, integer
from dodomu.engine.ledger.timestamps.errors import (
    AlgorithmUnknown,
    SignatureWrong,
    UnexpectedShape,
    WeakSignature,
)

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey

STRONG = {"sha256": 32, "sha384": 48, "sha512": 64}
HASH_NAMES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "1.3.14.3.2.26": "sha1",
    "1.2.840.113549.2.5": "md5",
}
HASH_IDENTIFIERS = {name: dotted for dotted, name in HASH_NAMES.items()}
_HASHES: dict[str, hashes.SHA256 | hashes.SHA384 | hashes.SHA512] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}

RSA_ANY_HASH, RSA_PSS, MASK_1 = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.8"
RSA_WITH = {
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
    "1.2.840.113549.1.1.14": "sha224",
    "1.2.840.113549.1.1.5": "sha1",
    "1.2.840.113549.1.1.4": "md5",
}
ECDSA_WITH = {
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
    "1.2.840.10045.4.3.1": "sha224",
    "1.2.840.10045.4.1": "sha1",
}
ED25519 = "1.3.101.112"

RSA_SHORTEST, RSA_LONGEST = 2048, 8192
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1, ec.BrainpoolP256R1, ec.BrainpoolP384R1, ec.BrainpoolP512R1)


class _Scheme(NamedTuple):
    """`kind` is rsa, pss, ecdsa or ed25519; `mask` and `salt` are those of PSS."""

    kind: str
    hash_name: str = ""
    mask: str = ""
    salt: int = 0


def read_hash(algorithm: Element) -> str:
    """Name of the hash in an AlgorithmIdentifier whose parameters are absent or NULL, weak ones included.

    Raises:
        AlgorithmUnknown: no hash we know. UnexpectedShape.
    """
    fields = Fields(algorithm, "a hash algorithm")
    name = HASH_NAMES.get(identifier(fields.take(der.OBJECT_IDENTIFIER)))
    _no_parameters(fields)
    if name is None:
        raise AlgorithmUnknown("a hash this verifier does not know")
    return name


def load_key(encoded: bytes) -> PublicKey:
    """The public key of a SubjectPublicKeyInfo: RSA of 2048 to 8192 bits, a NIST or Brainpool curve, Ed25519.

    Raises:
        WeakSignature: an RSA key too short. AlgorithmUnknown: another kind or size of key.
    """
    try:
        key = load_der_public_key(encoded)
    except (ValueError, UnsupportedAlgorithm):
        raise AlgorithmUnknown("a public key this verifier cannot read") from None
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < RSA_SHORTEST:
            raise WeakSignature(f"an RSA key of fewer than {RSA_SHORTEST} bits")
        if key.key_size <= RSA_LONGEST:
            return key
    elif isinstance(key, ed25519.Ed25519PublicKey) or (
        isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)
    ):
        return key
    raise AlgorithmUnknown("a public key of a kind or size this verifier does not use")


def verify_signature(algorithm: Element, key: PublicKey, signature: bytes, message: bytes, digest: str = "") -> None:
    """Accept silently when the signature by this key fits the message.

    Args:
        algorithm: the AlgorithmIdentifier beside the signature.
        digest: the hash to use where the identifier says "RSA" and names none, as CMS allows.

    Raises:
        SignatureWrong, WeakSignature, AlgorithmUnknown, UnexpectedShape.
    """
    scheme = _read_scheme(algorithm, digest)
    try:
        if scheme.kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), _strong(scheme.hash_name))
        elif scheme.kind == "pss" and isinstance(key, rsa.RSAPublicKey):
            masked = padding.PSS(padding.MGF1(_strong(scheme.mask)), scheme.salt)
            key.verify(signature, message, masked, _strong(scheme.hash_name))
        elif scheme.kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(_strong(scheme.hash_name)))
        elif scheme.kind == "ed25519" and isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, message)
        else:
            raise SignatureWrong("the signature is of another kind than the key")
    except InvalidSignature:
        raise SignatureWrong("the signature does not fit the content") from None
    except UnsupportedAlgorithm:
        raise AlgorithmUnknown("the cryptographic library at hand lacks this kind of signature") from None


def _read_scheme(algorithm: Element, digest: str) -> _Scheme:
    fields = Fields(algorithm, "a signature algorithm")
    dotted = identifier(fields.take(der.OBJECT_IDENTIFIER))
    if dotted == RSA_PSS:
        return _read_pss(fields)
    if dotted == RSA_ANY_HASH or dotted in RSA_WITH:
        _no_parameters(fields)
        return _Scheme("rsa", RSA_WITH.get(dotted, digest))
    fields.end()
    if dotted in ECDSA_WITH:
        return _Scheme("ecdsa", ECDSA_WITH[dotted])
    if dotted == ED25519:
        return _Scheme("ed25519")
    raise AlgorithmUnknown("a kind of signature this verifier does not know")


def _read_pss(fields: Fields) -> _Scheme:
    """RSASSA-PSS-params; whatever is left out has the default of RFC 4055: SHA-1, and a salt of 20 bytes."""
    parameters = Fields(fields.take(der.SEQUENCE), "parameters of RSA-PSS")
    fields.end()
    hashed, masked, salt, trailer = (parameters.optional(context(number)) for number in range(4))
    parameters.end()
    mask = "sha1"
    if masked:
        generator = Fields(der.inner(masked, "a mask"), "a mask")
        if identifier(generator.take(der.OBJECT_IDENTIFIER)) != MASK_1:
            raise AlgorithmUnknown("a mask this verifier does not know")
        mask = read_hash(generator.take(der.SEQUENCE))
        generator.end()
    if trailer and integer(der.inner(trailer, "a trailer")) != 1:
        raise AlgorithmUnknown("a trailer this verifier does not know")
    length = integer(der.inner(salt, "a salt")) if salt else 20
    if not 0 <= length <= 512:
        raise UnexpectedShape("a salt of impossible length")
    return _Scheme("pss", read_hash(der.inner(hashed, "a hash")) if hashed else "sha1", mask, length)


def _no_parameters(fields: Fields) -> None:
    nothing = fields.optional(der.NULL)
    if nothing and nothing.content:
        raise UnexpectedShape("a NULL with content")
    fields.end()


def _strong(name: str) -> hashes.SHA256 | hashes.SHA384 | hashes.SHA512:
    try:
        return _HASHES[name]
    except KeyError:
        raise WeakSignature("signed with a hash that is broken or too short") from None
