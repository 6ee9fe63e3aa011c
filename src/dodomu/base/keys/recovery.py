"""The recovery key as people copy it: groups of four letters and digits, with a checksum at the end.

Crockford's base 32 has no I, L, O, U. A reader's slips are forgiven: small letters, other dashes, O for 0,
I or L for 1, and Cyrillic letters that look like Latin ones (a Ukrainian keyboard writes them unseen).
"""

from __future__ import annotations

import os
from hashlib import sha256

from dodomu.base.keys.errors import RecoveryKeyMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 20
SECRET_LETTERS = 32
CHECK_LETTERS = 4
GROUP = 4
LOOK_ALIKES = str.maketrans("OILАВСЕНКМРТХУІО", "011ABCEHKMPTXY10")


def new_recovery_key() -> str:
    """160 random bits as nine groups of four, such as ``7Q2M-…``; the last group is the checksum."""
    return _write(os.urandom(SECRET_BYTES))


def recovery_secret(text: str) -> bytes:
    """The 20 secret bytes behind a recovery key as someone typed it.

    Raises:
        RecoveryKeyMistyped: wrong length, a letter that does not occur, or a checksum that does not fit.
    """
    letters = "".join(sign for sign in text.upper().translate(LOOK_ALIKES) if sign.isalnum())
    if len(letters) != SECRET_LETTERS + CHECK_LETTERS or any(sign not in ALPHABET for sign in letters):
        raise RecoveryKeyMistyped("A recovery key has nine groups of four letters or digits.")
    number = 0
    for sign in letters[:SECRET_LETTERS]:
        number = number << 5 | ALPHABET.index(sign)
    secret = number.to_bytes(SECRET_BYTES, "big")
    if _check(secret) != letters[SECRET_LETTERS:]:
        raise RecoveryKeyMistyped("The recovery key has a slip in it: compare every group with the paper.")
    return secret


def _write(secret: bytes) -> str:
    letters = _letters(int.from_bytes(secret, "big"), SECRET_LETTERS) + _check(secret)
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def _check(secret: bytes) -> str:
    return _letters(int.from_bytes(sha256(b"dodomu recovery key" + secret).digest()[:3], "big") >> 4, CHECK_LETTERS)


def _letters(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
