"""What the buttons of the phone page mean, and the closed envelope in which a word travels.

The page knows no kinds. It holds a deck of opaque codes, two for each button (touched, or held), drawn for each phone
anew; what a code means is known here alone. So nothing on the phone, in its script or in what it keeps tells a word under
duress from "all well": it is the second code of that button, as every button has one.

The envelope is closed on the phone with a public key (ECDH on P-256 with a fresh key each time, HKDF-SHA-256,
AES-256-GCM), so that whoever searches the phone later cannot read even with its own keys which code was put in. All
envelopes are equally long. Where the browser has no cryptography (no HTTPS) the code travels open, as long as a closed one.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dodomu.base import keys

TOUCHED, HELD = 0, 1
HELD_SECONDS = 2.5
"""From when on a button counts as held; the page has the same number (``FIRM``)."""
DELAYS = (15, 30, 60, 120, 180, 240)
"""Minutes, in the order of the buttons."""
OPEN, CLOSED = 0, 1
CODE_BYTES, MOMENT_BYTES, POINT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 8, 65, 12, 16
ENVELOPE_BYTES = 1 + POINT_BYTES + NONCE_BYTES + CODE_BYTES + MOMENT_BYTES + TAG_BYTES
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve (FIPS 186-5): a private key lies between 1 and one below it."""


class NotReadable(ValueError):
    """What came is no envelope of this phone."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a button says: a kind of word (``WordKind``), and how late where it is a delay."""

    kind: str
    minutes: int | None = None


BUTTONS: tuple[tuple[Sign, Sign], ...] = (
    (Sign("ok"), Sign("duress")),
    *((Sign("delay", minutes), Sign("delay", minutes)) for minutes in DELAYS),
    (Sign("help"), Sign("help")),
    (Sign("abort"), Sign("abort")),
)
"""Touched and held, in the order of ``data-i`` in the page. Only the first says something else when it is held."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an envelope held: the sign, and when it was put in by the phone's own clock (milliseconds since 1970)."""

    sign: Sign
    at_ms: int


def deck(phone_id: UUID) -> list[str]:
    """The codes of one phone as its page keeps them: button after button, touched then held."""
    return [_code(phone_id, button, way).hex() for button in range(len(BUTTONS)) for way in (TOUCHED, HELD)]


def public_point(phone_id: UUID) -> str:
    """The public key with which one phone closes its envelopes, base64 of the uncompressed point."""
    point = _private_key(phone_id).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode()


def read(phone_id: UUID, client_id: UUID, text: str) -> Said:
    """Open an envelope (base64) that was made for the word ``client_id`` on this phone.

    Raises:
        NotReadable: of the wrong length, for another word or phone, altered, or holding a code of no button.
    """
    try:
        whole = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotReadable("envelope: not base64") from None
    if len(whole) != ENVELOPE_BYTES or whole[0] not in {OPEN, CLOSED}:
        raise NotReadable("envelope: of another length or form")
    inside = whole[1:] if whole[0] == OPEN else _opened(phone_id, client_id, whole)
    code, moment = inside[:CODE_BYTES], inside[CODE_BYTES : CODE_BYTES + MOMENT_BYTES]
    return Said(_meaning(phone_id, code), int.from_bytes(moment, "big"))


def _opened(phone_id: UUID, client_id: UUID, whole: bytes) -> bytes:
    point = whole[1 : 1 + POINT_BYTES]
    nonce = whole[1 + POINT_BYTES : 1 + POINT_BYTES + NONCE_BYTES]
    try:
        other = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _private_key(phone_id).exchange(ec.ECDH(), other)
        secret = HKDF(algorithm=SHA256(), length=32, salt=point, info=b"note").derive(shared)
        return AESGCM(secret).decrypt(nonce, whole[1 + POINT_BYTES + NONCE_BYTES :], client_id.bytes)
    except (InvalidTag, ValueError):
        raise NotReadable("envelope: closed for another word or phone, or altered") from None


def _meaning(phone_id: UUID, code: bytes) -> Sign:
    for button, signs in enumerate(BUTTONS):
        for way, sign in enumerate(signs):
            if code == _code(phone_id, button, way):
                return sign
    raise NotReadable("envelope: holds no code of this phone")


def _code(phone_id: UUID, button: int, way: int) -> bytes:
    return keys.unlocked().search_key("phone code", f"{phone_id.hex}:{button}:{way}")


def _private_key(phone_id: UUID) -> ec.EllipticCurvePrivateKey:
    parts = (keys.unlocked().search_key("phone key", f"{phone_id.hex}:{half}") for half in (0, 1))
    return ec.derive_private_key(int.from_bytes(b"".join(parts), "big") % (ORDER - 1) + 1, CURVE)
