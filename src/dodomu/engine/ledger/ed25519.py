"""Ed25519 signatures (RFC 8032) with the standard library alone, for a witness on a machine without `cryptography`.

Python's whole numbers take longer or shorter with their value, so what is secret is never multiplied as it is: each
use of a secret number adds a fresh random multiple of the group's order, and begins at a point whose coordinates are
scaled by chance. The result is the same, the numbers on the way are new each time, and the steps are always as many.
That hides the key from someone who times many answers. It does not hide it from someone who runs programs on the
same machine, who could as well read the key file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha512

from dodomu.engine.ledger.bundle_verifier import BASE, ORDER, P, Point, ed25519_verify, point_add
from dodomu.engine.ledger.errors import KeyRefused, SignatureRefused

SEED_SIZE = 32
_MASK_SIZE = 16
_STEPS = 384


@dataclass(frozen=True)
class PlainKey:
    """A private key with the two methods of its namesake in `cryptography` that this engine uses.

    Args:
        seed: 32 secret bytes. chance: gives as many unpredictable bytes as it is asked for; the engine has none.

    Raises:
        KeyRefused: the seed has another length.

    >>> PlainKey(bytes(32), bytes).public_bytes_raw().hex()[:16]
    '3b6a27bcceb6a42d'
    """

    seed: bytes = field(repr=False)
    chance: Callable[[int], bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_SIZE:
            raise KeyRefused(f"the seed of a private key must be exactly {SEED_SIZE} bytes")

    def public_bytes_raw(self) -> bytes:
        """The public key: 32 bytes."""
        return self._multiple(self._halves()[0])

    def sign(self, message: bytes) -> bytes:
        """The signature of 64 bytes: one and the same for one message, whatever chance gives.

        Raises:
            SignatureRefused: the signature made does not hold. A machine that errs while it signs would give the
                key away with the wrong signature.
        """
        scalar, prefix = self._halves()
        public = self._multiple(scalar)
        once = _number(sha512(prefix + message).digest()) % ORDER
        first = self._multiple(once)
        challenge = _number(sha512(first + public + message).digest()) % ORDER
        signature = first + ((once + challenge * scalar) % ORDER).to_bytes(32, "little")
        if not ed25519_verify(public, message, signature):
            raise SignatureRefused("the signature just made does not hold: this machine miscalculates")
        return signature

    def _halves(self) -> tuple[int, bytes]:
        digest = sha512(self.seed).digest()
        return _number(digest[:32]) & (1 << 254) - 8 | 1 << 254, digest[32:]

    def _multiple(self, secret: int) -> bytes:
        """The encoding of secret × B, by equally many doublings and additions for each secret."""
        masked = secret + _number(self.chance(_MASK_SIZE)) * ORDER
        scale = _number(self.chance(SEED_SIZE)) % (P - 1) + 1
        total: Point = (0, scale, scale, 0)
        for bit in range(_STEPS - 1, -1, -1):
            total = point_add(total, total)
            total = (total, point_add(total, BASE))[masked >> bit & 1]
        inverse = pow(total[2], P - 2, P)
        x, y = total[0] * inverse % P, total[1] * inverse % P
        return (y | (x & 1) << 255).to_bytes(32, "little")


def _number(encoded: bytes) -> int:
    return int.from_bytes(encoded, "little")
