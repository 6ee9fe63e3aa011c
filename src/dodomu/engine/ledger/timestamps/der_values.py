"""The values inside DER elements: numbers, identifiers, times, text."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dodomu.engine.ledger.timestamps.der import (
    BIT_STRING,
    BOOLEAN,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    UTC_TIME,
    Element,
)
from dodomu.engine.ledger.timestamps.errors import NotDer, UnexpectedShape

LONGEST_INTEGER = 128
LONGEST_IDENTIFIER = 64
_SHORT = re.compile(rb"([0-9]{2})" + rb"([0-9]{2})" * 5 + rb"Z")
_LONG = re.compile(rb"([0-9]{4})" + rb"([0-9]{2})" * 5 + rb"(?:\.([0-9]{1,18}))?Z")


def integer(element: Element) -> int:
    """An INTEGER of at most 128 bytes.

    Raises:
        NotDer: empty, too long or not minimal. UnexpectedShape: another kind of element.

    >>> from dodomu.engine.ledger.timestamps.der import read
    >>> integer(read(bytes.fromhex("0201ff")))
    -1
    """
    return integer_content(_content(element, INTEGER))


def integer_content(content: bytes) -> int:
    """The same for content whose tag is implicit.

    Raises:
        NotDer: empty, too long or not minimal.
    """
    if not 1 <= len(content) <= LONGEST_INTEGER:
        raise NotDer("a whole number that is empty or too long")
    if len(content) > 1 and ((content[0] == 0 and content[1] < 0x80) or (content[0] == 0xFF and content[1] >= 0x80)):
        raise NotDer("a whole number that is not written in its shortest form")
    return int.from_bytes(content, "big", signed=True)


def boolean(element: Element) -> bool:
    """A BOOLEAN; DER knows 00 and ff only.

    Raises:
        NotDer, UnexpectedShape.
    """
    content = _content(element, BOOLEAN)
    if content not in {b"\x00", b"\xff"}:
        raise NotDer("a boolean other than 00 or ff")
    return content == b"\xff"


def identifier(element: Element) -> str:
    """An OBJECT IDENTIFIER as dotted numbers.

    Raises:
        NotDer, UnexpectedShape.

    >>> from dodomu.engine.ledger.timestamps.der import read
    >>> identifier(read(bytes.fromhex("06032a0304")))
    '1.2.3.4'
    """
    content = _content(element, OBJECT_IDENTIFIER)
    if not content or len(content) > LONGEST_IDENTIFIER or content[-1] & 0x80:
        raise NotDer("an object identifier that is empty, too long or cut off")
    arcs, value, fresh = list[int](), 0, True
    for octet in content:
        if fresh and octet == 0x80:
            raise NotDer("an object identifier that is not written in its shortest form")
        value, fresh = value << 7 | octet & 0x7F, not octet & 0x80
        if fresh:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:]))


def whole_bits(element: Element) -> bytes:
    """A BIT STRING of whole bytes, as a signature is.

    Raises:
        NotDer: empty or with unused bits. UnexpectedShape.
    """
    content = _content(element, BIT_STRING)
    if not content or content[0]:
        raise NotDer("a string of bits that is empty or does not fill its bytes")
    return content[1:]


def named_bits(element: Element) -> frozenset[int]:
    """Numbers of the bits that are set in a BIT STRING; bit 0 is the highest of the first byte.

    Raises:
        NotDer, UnexpectedShape.

    >>> from dodomu.engine.ledger.timestamps.der import read
    >>> sorted(named_bits(read(bytes.fromhex("030206c0"))))
    [0, 1]
    """
    content = _content(element, BIT_STRING)
    if not content or content[0] > 7 or len(content) > 9:
        raise NotDer("a string of named bits that is empty or too long")
    return frozenset(
        8 * place + bit for place, octet in enumerate(content[1:]) for bit in range(8) if octet & 0x80 >> bit
    )


def moment(element: Element) -> datetime:
    """A UTCTime (years 1950 to 2049) or GeneralizedTime, always UTC; digits beyond microseconds are cut off.

    Raises:
        NotDer: another form, or no such day. UnexpectedShape.

    >>> from dodomu.engine.ledger.timestamps.der import read
    >>> str(moment(read(b"\\x18\\x1220260305070809.25Z")))
    '2026-03-05 07:08:09.250000+00:00'
    """
    if element.tag == UTC_TIME:
        found = _SHORT.fullmatch(element.content)
        century = b"19" if element.content >= b"5" else b"20"
    else:
        found = _LONG.fullmatch(_content(element, GENERALIZED_TIME))
        century = b""
    if not found:
        raise NotDer("a time that is not written as UTC down to the second")
    year, month, day, hour, minute, second = (int(part) for part in (century + found[1], *found.groups()[1:6]))
    fraction = found[7] if found.re is _LONG else None
    try:
        return datetime(year, month, day, hour, minute, second, int((fraction or b"")[:6].ljust(6, b"0")), UTC)
    except ValueError:
        raise NotDer("a day or hour that does not exist") from None


def _content(element: Element, tag: int) -> bytes:
    if element.tag != tag:
        raise UnexpectedShape("a value of another kind was expected")
    return element.content
