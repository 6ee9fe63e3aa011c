"""A secret cut into shares on paper: any three of five give it back, two say nothing about it.

Shamir, "How to share a secret", Communications of the ACM 22 (1979), over GF(256) with the polynomial of AES
(FIPS 197, section 4.2), one polynomial for each byte. On paper a share is sixteen groups of four letters and digits, in
the alphabet of the recovery key, and forgives the same slips of the hand. In it stand version and threshold, the number
of the share, the ceremony it comes from, the value and a checksum: each share can be checked alone.

Why this is written here: the one kept library (SLIP-39, ``shamir-mnemonic``) is a reference implementation whose authors
say that it must not handle real secrets, and its words are English only. The tests hold our arithmetic against it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from dodomu.base.keys.recovery import ALPHABET, LOOK_ALIKES
from dodomu.base.keys.sealed_errors import OtherShares, ShareMistyped, TooFewShares

THRESHOLD = 3
COUNT = 5
VALUE_BYTES = 32
SET_BYTES = 3
CHECK_BYTES = 3
LETTERS = 64
GROUP = 4
VERSION = 1
POLYNOMIAL = 0x11B


@dataclass(frozen=True, slots=True)
class Share:
    """One share.

    Attributes:
        number: 1 to 255, where the polynomials were evaluated.
        threshold: how many shares give the secret back.
        ceremony: three bytes that all shares of one secret have in common.
        value: as long as the secret.
    """

    number: int
    threshold: int
    ceremony: bytes
    value: bytes = field(repr=False)

    def text(self) -> str:
        """The share as it is printed: sixteen groups of four.

        >>> Share(1, 3, b"abc", bytes(32)).text()[:9]
        '2C0P-2RK3'
        """
        number = int.from_bytes(self._payload() + _check(self._payload()), "big")
        letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
        return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))

    def fingerprint(self) -> bytes:
        """32 bytes that tell whether a share is the one handed out. The value is random: nothing can be guessed from it."""
        return sha256(b"dodomu/v1/share fingerprint|" + self._payload()).digest()

    def _payload(self) -> bytes:
        return bytes([VERSION << 4 | self.threshold, self.number]) + self.ceremony + self.value


def read_share(text: str) -> Share:
    """The share as somebody typed it; its checksum fits, and nothing else was asked.

    Raises:
        ShareMistyped: wrong length, a letter that does not occur, an unknown version, or the checksum does not fit.
    """
    letters = "".join(sign for sign in text.upper().translate(LOOK_ALIKES) if sign.isalnum())
    if len(letters) != LETTERS or any(sign not in ALPHABET for sign in letters):
        raise ShareMistyped("A share has sixteen groups of four letters or digits.")
    number = 0
    for sign in letters:
        number = number << 5 | ALPHABET.index(sign)
    whole = number.to_bytes(LETTERS * 5 // 8, "big")
    payload, check = whole[:-CHECK_BYTES], whole[-CHECK_BYTES:]
    version, threshold = payload[0] >> 4, payload[0] & 15
    if check != _check(payload) or version != VERSION or threshold < 2 or payload[1] == 0:
        raise ShareMistyped("The share has a slip in it: compare every group with the paper.")
    return Share(payload[1], threshold, payload[2 : 2 + SET_BYTES], payload[2 + SET_BYTES :])


def split(
    secret: bytes,
    ceremony: bytes,
    *,
    threshold: int = THRESHOLD,
    count: int = COUNT,
    randomness: Callable[[int], bytes] = os.urandom,
) -> list[Share]:
    """Cut 32 bytes into ``count`` shares, any ``threshold`` of which give them back.

    Raises:
        ValueError: a length or number out of range.
    """
    if len(secret) != VALUE_BYTES or len(ceremony) != SET_BYTES:
        raise ValueError(f"accepted are a secret of {VALUE_BYTES} bytes and a ceremony of {SET_BYTES}")
    if not 2 <= threshold <= count <= 15:
        raise ValueError("accepted are 2 to 15 shares, and a threshold of 2 up to their number")
    coefficients = [secret, *(randomness(VALUE_BYTES) for _ in range(threshold - 1))]
    return [
        Share(number, threshold, ceremony, bytes(_at(number, [one[place] for one in coefficients]) for place in range(VALUE_BYTES)))
        for number in range(1, count + 1)
    ]  # fmt: skip


def combine(shares: Sequence[Share]) -> bytes:
    """What the shares give together. Whether it is the secret, only who knows something about the secret can tell.

    Raises:
        TooFewShares: fewer different ones than their threshold. OtherShares: they come from different ceremonies.
    """
    if len({(share.ceremony, share.threshold) for share in shares}) > 1:
        raise OtherShares("These shares come from different ceremonies.")
    by_number = {share.number: share for share in shares}
    if not shares or len(by_number) < shares[0].threshold:
        raise TooFewShares("It takes more different shares.")
    used = list(by_number.values())[: shares[0].threshold]
    weights = [_weight(share.number, [other.number for other in used]) for share in used]
    return bytes(
        _sum(_times(weight, share.value[place]) for weight, share in zip(weights, used, strict=True))
        for place in range(VALUE_BYTES)
    )


def _check(payload: bytes) -> bytes:
    return sha256(b"dodomu/v1/share|" + payload).digest()[:CHECK_BYTES]


def _at(number: int, coefficients: Sequence[int]) -> int:
    """The polynomial at ``number`` (Horner), the constant term first in ``coefficients``."""
    found = 0
    for coefficient in reversed(coefficients):
        found = _times(found, number) ^ coefficient
    return found


def _weight(number: int, numbers: Sequence[int]) -> int:
    """What Lagrange's formula multiplies the share ``number`` with, to read the polynomials at zero."""
    found = 1
    for other in numbers:
        if other != number:
            found = _times(found, _times(other, _inverse(other ^ number)))
    return found


def _times(left: int, right: int) -> int:
    """The product in GF(256), with neither a branch nor a table that depends on the factors."""
    product = 0
    for _ in range(8):
        product ^= -(right & 1) & left
        left = left << 1 ^ (-(left >> 7) & POLYNOMIAL)
        right >>= 1
    return product


def _inverse(value: int) -> int:
    """The 254th power: every element but zero to the 255th is one."""
    found = value
    for _ in range(6):
        found = _times(_times(found, found), value)
    return _times(found, found)


def _sum(parts: Iterable[int]) -> int:
    found = 0
    for part in parts:
        found ^= part
    return found
