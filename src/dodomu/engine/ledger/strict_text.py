"""Reading the small pieces of the C2SP text formats, in exactly one spelling each.

Two spellings of one value would let two readers disagree about what was signed: base64 with loose bits at its
end, numbers with leading zeros, digits of other scripts, lines ended by anything but U+000A.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

from dodomu.engine.ledger.errors import LedgerError
from dodomu.engine.ledger.hashing import HASH_SIZE

LARGEST_NUMBER = 2**63 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_CONTROL_OR_NEWLINE = re.compile(r"[\x00-\x1f]")
_BYTE_ORDER_MARK = "\ufeff"


def read_text(data: str | bytes, most: int, malformed: type[LedgerError], too_large: type[LedgerError]) -> str:
    """Decode UTF-8 of at most `most` bytes without control characters or byte order mark, ended by a newline.

    Raises:
        malformed, too_large: the classes handed in.

    >>> read_text(b"one\\n", 10, LedgerError, LedgerError)
    'one\\n'
    """
    if len(data) > most:
        raise too_large(f"more than {most} bytes")
    try:
        raw = data.encode() if isinstance(data, str) else bytes(data)
        text = raw.decode()
    except UnicodeError:
        raise malformed("not UTF-8") from None
    if len(raw) > most:
        raise too_large(f"more than {most} bytes")
    if text.startswith(_BYTE_ORDER_MARK):
        raise malformed("begins with a byte order mark")
    if _CONTROL.search(text):
        raise malformed("holds a control character, perhaps a carriage return")
    if not text.endswith("\n"):
        raise malformed("does not end with a newline")
    return text


def is_line(text: str) -> bool:
    """Whether the text can stand on a line of its own: not empty, no control characters, no lone surrogates.

    >>> is_line("log.example"), is_line("two\\nlines")
    (True, False)
    """
    try:
        return bool(text.encode()) and not _CONTROL_OR_NEWLINE.search(text)
    except UnicodeEncodeError:
        return False


def read_decimal(text: str, what: str, malformed: type[LedgerError]) -> int:
    """A number from 0 to 2^63 - 1 in ASCII digits without leading zeros.

    >>> read_decimal("20852163", "size", LedgerError)
    20852163
    """
    if not _DECIMAL.fullmatch(text) or int(text) > LARGEST_NUMBER:
        raise malformed(f"{what} must be a decimal from 0 to 2^63 - 1 without leading zeros")
    return int(text)


def read_base64(text: str, what: str, malformed: type[LedgerError]) -> bytes:
    """Bytes from their only base64 spelling (RFC 4648, section 4, padded).

    `b64decode` alone accepts "QR==" for "QQ==": the same bytes under two texts.

    >>> read_base64("QQ==", "signature", LedgerError)
    b'A'
    """
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        found = b""
    if write_base64(found) != text:
        raise malformed(f"{what} is not base64 in its canonical form")
    return found


def read_hash(text: str, what: str, malformed: type[LedgerError]) -> bytes:
    """A hash of 32 bytes in base64."""
    found = read_base64(text, what, malformed)
    if len(found) != HASH_SIZE:
        raise malformed(f"{what} must be exactly {HASH_SIZE} bytes")
    return found


def write_base64(value: bytes) -> str:
    """Base64 with padding, on one line."""
    return b64encode(value).decode("ascii")
