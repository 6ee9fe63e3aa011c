"""Which encoding a list's bytes are in: byte-order mark, then zero bytes, then UTF-8, then Cyrillic code pages."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field

SAMPLE_BYTES = 262_144
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CODE_PAGES = ("cp1251", "koi8-u", "cp866", "mac_cyrillic")
# Letters per thousand of running Ukrainian and Russian text, rounded; a wrong code page yields the rare ones.
FREQUENCY = {
    **dict.fromkeys("оаинеі", 80), **dict.fromkeys("тврсклу", 45), **dict.fromkeys("дмпязьи", 28),
    **dict.fromkeys("бгчйхжєїшюы", 12), **dict.fromkeys("цщфґёэъ", 3),
}  # fmt: skip


@dataclass
class EncodingGuess:
    """Fed with the whole file piece by piece, so that a Cyrillic name after a megabyte of ASCII still counts."""

    head: bytes = b""
    telling: bytearray = field(default_factory=bytearray)
    size: int = 0
    utf8_faults: int = 0
    utf8_letters: int = 0
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")(errors="replace")
    )

    def feed(self, piece: bytes) -> None:
        self.size += len(piece)
        if len(self.head) < SAMPLE_BYTES:
            self.head += piece[: SAMPLE_BYTES - len(self.head)]
        text = self._decoder.decode(piece)
        if text.isascii():
            return
        self.utf8_faults += text.count("\ufffd")
        # A Cyrillic letter is two bytes and one character; a broken byte stays one of each.
        self.utf8_letters += len(piece) - len(text)
        if len(self.telling) < SAMPLE_BYTES:
            self.telling += piece[:SAMPLE_BYTES]

    @property
    def encoding(self) -> str:
        for mark, name in MARKS:
            if self.head.startswith(mark):
                return name
        wide = _wide_without_mark(self.head)
        if wide:
            return wide
        # A handful of broken bytes in a long UTF-8 list must not turn the whole of it into nonsense.
        if self.utf8_faults == 0 or self.utf8_faults * 50 < self.utf8_letters:
            return "utf-8"
        return max(CODE_PAGES, key=lambda page: _plausibility(bytes(self.telling), page))


def guess_encoding(pieces: Iterable[bytes]) -> EncodingGuess:
    """Read all of ``pieces`` and say what encoding they are in.

    >>> guess_encoding(["Прізвище;Ім'я".encode("cp1251")]).encoding
    'cp1251'
    """
    guess = EncodingGuess()
    for piece in pieces:
        guess.feed(piece)
    return guess


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 shows itself by its high bytes: 0x00 for Latin and digits, 0x04 for Cyrillic."""
    if len(head) < 4:
        return ""
    pairs = len(head) // 2
    even = sum(byte in (0, 4) for byte in head[0 : pairs * 2 : 2])
    odd = sum(byte in (0, 4) for byte in head[1 : pairs * 2 : 2])
    if odd > 0.7 * pairs and even < 0.3 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.3 * pairs:
        return "utf-16-be"
    return ""


def _plausibility(sample: bytes, page: str) -> float:
    text = sample.decode(page, errors="replace")
    letters = [character for character in text.casefold() if ord(character) > 127]
    if not letters:
        return 0.0
    # CP1251 is what lists in this field use; another page must be clearly better to be believed.
    return sum(FREQUENCY.get(letter, -20) for letter in letters) / len(letters) * (1.1 if page == "cp1251" else 1.0)
