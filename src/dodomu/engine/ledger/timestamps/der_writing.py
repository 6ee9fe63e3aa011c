"""Writing DER (ITU-T X.690)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dodomu.engine.ledger.timestamps.der import (
    BOOLEAN,
    INTEGER,
    NULL,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    context,
)
from dodomu.engine.ledger.timestamps.errors import UnexpectedShape

_DOTTED = re.compile(r"[012](?:\.(?:0|[1-9][0-9]{0,38})){1,31}", re.ASCII)


def element(tag: int, *contents: bytes) -> bytes:
    """One element with this identifier byte around the joined contents.

    >>> element(0x04, b"ab", b"c").hex()
    '0403616263'
    """
    content = b"".join(contents)
    return bytes([tag]) + length_bytes(len(content)) + content


def length_bytes(length: int) -> bytes:
    """A length in its shortest form."""
    if length < 0x80:
        return bytes([length])
    octets = (length.bit_length() + 7) // 8
    return bytes([0x80 | octets]) + length.to_bytes(octets, "big")


def sequence(*members: bytes) -> bytes:
    """A SEQUENCE of encoded members."""
    return element(SEQUENCE, *members)


def set_of(members: Iterable[bytes]) -> bytes:
    """A SET OF, its members sorted by their encodings as DER demands."""
    return element(SET, *sorted(members))


def integer(value: int) -> bytes:
    """An INTEGER.

    >>> integer(128).hex(), integer(-128).hex(), integer(0).hex()
    ('02020080', '020180', '020100')
    """
    magnitude = value if value >= 0 else ~value
    return element(INTEGER, value.to_bytes(magnitude.bit_length() // 8 + 1, "big", signed=True))


def boolean(value: bool) -> bytes:
    """A BOOLEAN."""
    return element(BOOLEAN, b"\xff" if value else b"\x00")


def octets(content: bytes) -> bytes:
    """An OCTET STRING."""
    return element(OCTET_STRING, content)


def null() -> bytes:
    """The NULL that stands for "no parameters"."""
    return element(NULL)


def explicit(number: int, *members: bytes) -> bytes:
    """Members wrapped in the constructed context-specific tag [number]."""
    return element(context(number), *members)


def identifier(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER from dotted numbers.

    Raises:
        UnexpectedShape: no such identifier.

    >>> identifier("1.2.840.113549").hex()
    '06062a864886f70d'
    """
    if not _DOTTED.fullmatch(dotted):
        raise UnexpectedShape("an object identifier is two or more numbers with dots between")
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    if first < 2 and second >= 40:
        raise UnexpectedShape("the second number of such an object identifier is below 40")
    return element(OBJECT_IDENTIFIER, *(_base_128(arc) for arc in (40 * first + second, *rest)))


def _base_128(value: int) -> bytes:
    septets = [value & 0x7F]
    while value := value >> 7:
        septets.append(value & 0x7F | 0x80)
    return bytes(septets[::-1])
