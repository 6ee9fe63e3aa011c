"""Reading DER (ITU-T X.690), one level at a time, with limits and without recursion.

Strict about lengths, which decide where things begin and end; tolerant of a SET whose members are not sorted,
since real authorities send such tokens. Every element keeps its exact bytes: a signature is verified over what
was sent, never over what was understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dodomu.engine.ledger.timestamps.errors import NestedTooDeep, NotDer, TooLarge, UnexpectedShape

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL = 0x01, 0x02, 0x03, 0x04, 0x05
OBJECT_IDENTIFIER, UTF8_STRING, UTC_TIME, GENERALIZED_TIME = 0x06, 0x0C, 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31
CONSTRUCTED = 0x20

LARGEST = 1 << 20
MOST_ELEMENTS = 100_000
DEEPEST = 48


class Element(NamedTuple):
    """One element: its identifier byte, all its bytes as sent, and the bytes of its content."""

    tag: int
    raw: bytes
    content: bytes


def context(number: int, *, constructed: bool = True) -> int:
    """Identifier byte of the context-specific tag [number], 0 to 30.

    >>> hex(context(0)), hex(context(1, constructed=False))
    ('0xa0', '0x81')
    """
    return 0x80 | (CONSTRUCTED if constructed else 0) | number


def read(encoded: bytes) -> Element:
    """The one element these bytes consist of; everything inside it is checked for sound lengths first.

    Raises:
        TooLarge: above 1 MiB or 100,000 elements. NestedTooDeep: deeper than 48. NotDer: anything else unsound.

    >>> read(bytes.fromhex("3003020105")).content.hex()
    '020105'
    """
    if len(encoded) > LARGEST:
        raise TooLarge(f"more than {LARGEST} bytes")
    tag, start, end = _header(encoded, 0, len(encoded))
    if end != len(encoded):
        raise NotDer("bytes follow the end of the element")
    _check_inside(encoded)
    return Element(tag, encoded, encoded[start:end])


def children(element: Element) -> list[Element]:
    """The elements within a constructed one, in the order sent."""
    return list(_elements(element.content)) if element.tag & CONSTRUCTED else []


class Fields:
    """Takes the fields of a SEQUENCE one after the other, as a specification lists them.

    >>> fields = Fields(read(bytes.fromhex("3003020105")), "an example")
    >>> fields.take(INTEGER).content, fields.optional(NULL), fields.end()
    (b'\\x05', None, None)
    """

    def __init__(self, element: Element, what: str, tag: int = SEQUENCE) -> None:
        if element.tag != tag:
            raise UnexpectedShape(f"{what}: another kind of element was expected")
        self.what = what
        self._left = children(element)[::-1]

    def next_tag(self) -> int | None:
        """Identifier byte of the next field, None at the end."""
        return self._left[-1].tag if self._left else None

    def take(self, *tags: int) -> Element:
        """The next field, which must bear one of these tags.

        Raises:
            UnexpectedShape: it is missing or another one.
        """
        if self.next_tag() not in tags:
            raise UnexpectedShape(f"{self.what}: a field is missing or is of another kind")
        return self._left.pop()

    def optional(self, *tags: int) -> Element | None:
        """The next field if it bears one of these tags."""
        return self._left.pop() if self.next_tag() in tags else None

    def end(self) -> None:
        """Refuse fields nobody asked for.

        Raises:
            UnexpectedShape: there are some.
        """
        if self._left:
            raise UnexpectedShape(f"{self.what}: surplus fields")


def inner(element: Element, what: str) -> Element:
    """What an EXPLICIT tag wraps: exactly one element.

    Raises:
        UnexpectedShape: none or several.
    """
    wrapped = children(element)
    if len(wrapped) != 1:
        raise UnexpectedShape(f"{what}: exactly one element was expected")
    return wrapped[0]


def _check_inside(encoded: bytes) -> None:
    """Walk over all elements with a stack of our own; hostile depth must not become depth of the interpreter."""
    ends, position, count = [len(encoded)], 0, 0
    while ends:
        if position == ends[-1]:
            ends.pop()
            continue
        tag, start, end = _header(encoded, position, ends[-1])
        count += 1
        if count > MOST_ELEMENTS:
            raise TooLarge(f"more than {MOST_ELEMENTS} elements")
        if not tag & CONSTRUCTED:
            position = end
            continue
        if len(ends) > DEEPEST:
            raise NestedTooDeep(f"nested deeper than {DEEPEST}")
        ends.append(end)
        position = start


def _elements(content: bytes) -> Iterator[Element]:
    position = 0
    while position < len(content):
        tag, start, end = _header(content, position, len(content))
        yield Element(tag, content[position:end], content[start:end])
        position = end


def _header(encoded: bytes, position: int, limit: int) -> tuple[int, int, int]:
    """Tag of the element at `position`, where its content starts and where it ends."""
    if limit - position < 2:
        raise NotDer("the bytes end within an element")
    tag, length, start = encoded[position], encoded[position + 1], position + 2
    if tag == 0 or tag & 0x1F == 0x1F:
        raise NotDer("an identifier that no time stamp has")
    if length == 0x80:
        raise NotDer("an indefinite length")
    if length > 0x80:
        octets = length - 0x80
        if octets > 4 or limit - start < octets:
            raise NotDer("a length that is cut off or beyond all bounds")
        length = int.from_bytes(encoded[start : start + octets], "big")
        if length < 0x80 or length >> (8 * (octets - 1)) == 0:
            raise NotDer("a length that is not written in its shortest form")
        start += octets
    if length > limit - start:
        raise NotDer("the bytes end within an element")
    return tag, start, start + length
