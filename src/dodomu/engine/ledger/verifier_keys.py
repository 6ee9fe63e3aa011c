"""Keys of logs and witnesses, as the C2SP signed-note text writes them ("vkeys"), and who can sign with them.

A key is a name, a type and public bytes; its id is the beginning of their hash, so a key of the same name with
another id is another key. `cryptography` is imported only where a signature is made or checked; without it Ed25519 is
checked by the arithmetic of the bundle verifier, about twenty times slower, and ML-DSA-44 not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from dodomu.engine.ledger.errors import KeyRefused
from dodomu.engine.ledger.strict_text import is_line, read_base64, write_base64

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

KEY_ID_SIZE = 4
LONGEST_NAME = 255
LONGEST_KEY_TEXT = 4096
_ID_TEXT = re.compile(r"[0-9a-f]{8}")


class SignatureType(IntEnum):
    """Assigned type bytes: 0x01 by C2SP signed-note, 0x04 and 0x06 by C2SP tlog-cosignature."""

    ED25519 = 0x01
    COSIGNATURE_ED25519 = 0x04
    COSIGNATURE_ML_DSA_44 = 0x06


PUBLIC_SIZES = {
    SignatureType.ED25519: 32,
    SignatureType.COSIGNATURE_ED25519: 32,
    SignatureType.COSIGNATURE_ML_DSA_44: 1312,
}
LOG_TYPES = (SignatureType.ED25519, SignatureType.COSIGNATURE_ML_DSA_44)
WITNESS_TYPES = (SignatureType.COSIGNATURE_ED25519, SignatureType.COSIGNATURE_ML_DSA_44)


@dataclass(frozen=True)
class VerifierKey:
    """A trusted public key. `name` is that of the log (its origin) or of the witness.

    Raises:
        KeyRefused: a name that is empty, too long or holds spaces, "+" or control characters; public bytes of
            another length than the type's.
    """

    name: str
    type: SignatureType
    public: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise KeyRefused("a key name must be 1 to 255 bytes without spaces, plus signs or control characters")
        if self.type not in PUBLIC_SIZES or len(self.public) != PUBLIC_SIZES[self.type]:
            raise KeyRefused("the public key has not the length of its type")

    @cached_property
    def id(self) -> bytes:
        """First four bytes of SHA-256(name || newline || type || public key)."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:KEY_ID_SIZE]

    @property
    def text(self) -> str:
        """The key as one word: name, id in hexadecimal, type and public bytes in base64, joined by "+"."""
        return f"{self.name}+{self.id.hex()}+{write_base64(bytes([self.type]) + self.public)}"


class PrivateKey(Protocol):
    """What signs: a key of `cryptography`, or `ed25519.PlainKey`."""

    def sign(self, message: bytes, /) -> bytes:
        """The bare signature over these exact bytes."""


@dataclass(frozen=True)
class Signer:
    """A private key together with the name and type under which it signs."""

    key: VerifierKey
    private: PrivateKey = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """The bare signature: 64 bytes by Ed25519, 2,420 by ML-DSA-44."""
        return self.private.sign(message)


def parse_verifier_key(text: str) -> VerifierKey:
    """Read a vkey and recompute its id.

    Raises:
        KeyRefused: not three parts, an id that is not this key's, an unknown type, a wrong length.

    >>> parse_verifier_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").name
    'example.com/foo'
    """
    name, plus, rest = text[:LONGEST_KEY_TEXT].partition("+")
    id_text, second_plus, material_text = rest.partition("+")
    if len(text) > LONGEST_KEY_TEXT or not plus or not second_plus or not _ID_TEXT.fullmatch(id_text):
        raise KeyRefused("a verifier key is a name, eight hexadecimal digits and base64, joined by plus signs")
    material = read_base64(material_text, "public key", KeyRefused)
    if material[:1] not in {bytes([kind]) for kind in SignatureType}:
        raise KeyRefused("the type of the key is unknown here")
    key = VerifierKey(name, SignatureType(material[0]), material[1:])
    if key.id.hex() != id_text:
        raise KeyRefused("the id is not that of this name and public key")
    return key


def log_signer(name: str, private: Ed25519PrivateKey | MLDSA44PrivateKey) -> Signer:
    """The signer of a log whose origin is `name`: type 0x01 by Ed25519, 0x06 by ML-DSA-44.

    Raises:
        KeyRefused: the name cannot be a key name.
    """
    return _signer(name, private, SignatureType.ED25519)


def witness_signer(name: str, private: Ed25519PrivateKey | MLDSA44PrivateKey) -> Signer:
    """The signer of a witness: type 0x04 by Ed25519, 0x06 by ML-DSA-44.

    An Ed25519 cosignature does not contain the witness's name: one private key must never serve two witnesses.

    Raises:
        KeyRefused: the name cannot be a key name.
    """
    return _signer(name, private, SignatureType.COSIGNATURE_ED25519)


def is_key_name(name: str) -> bool:
    """Whether `name` may stand in a signature line."""
    if not is_line(name) or len(name.encode()) > LONGEST_NAME:
        return False
    return not any(c.isspace() or c == "+" for c in name)


def signature_holds(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    """Whether the bare signature over these exact bytes was made by the key.

    Raises:
        KeyRefused: the public bytes are no key, or ML-DSA is not to be had: `cryptography` is missing or built without.
    """
    try:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    except ImportError:
        return _holds_without_cryptography(key, signature, message)
    try:
        _public(key).verify(signature, message)
    except InvalidSignature:
        return False
    except (ValueError, UnsupportedAlgorithm):
        raise KeyRefused("the public key cannot be used") from None
    return True


def known_keys(keys: Iterable[VerifierKey]) -> dict[tuple[str, bytes], VerifierKey]:
    """Keys by name and id.

    Raises:
        KeyRefused: two different keys share both name and id.
    """
    found: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if found.setdefault((key.name, key.id), key) != key:
            raise KeyRefused("two keys share a name and an id")
    return found


def _signer(name: str, private: Ed25519PrivateKey | MLDSA44PrivateKey, ed25519: SignatureType) -> Signer:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    kind = ed25519 if isinstance(private, Ed25519PrivateKey) else SignatureType.COSIGNATURE_ML_DSA_44
    return Signer(VerifierKey(name, kind, private.public_key().public_bytes_raw()), private)


def _holds_without_cryptography(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    from dodomu.engine.ledger.bundle_verifier import ed25519_verify

    if key.type == SignatureType.COSIGNATURE_ML_DSA_44:
        raise KeyRefused("an ML-DSA-44 signature cannot be checked without the package `cryptography`")
    return ed25519_verify(key.public, message, signature)


def _public(key: VerifierKey) -> Ed25519PublicKey | MLDSA44PublicKey:
    if key.type == SignatureType.COSIGNATURE_ML_DSA_44:
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

        return MLDSA44PublicKey.from_public_bytes(key.public)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(key.public)
