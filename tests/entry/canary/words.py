"""What is planted: invented words that occur nowhere else, one for each way in, and every shape they may leak in.

All words of a script share a stem, so that one search finds them all; the ending says which way in it was.
"""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

CYRILLIC, LATIN = "Дзюмбр", "Vexqorn"
PHONE, DOCUMENT = "935550177", "826419730"
TRANSLITERATED = ("Dziumbr", "Dzyumbr", "Dzjumbr", "Вексорн", "Вексгорн", "Вехкорн")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-u")
ENDINGS = {
    "csv": "ба ba", "xlsx": "ва va", "refused_row": "га ga", "heading": "да da",
    "statement": "жа zha", "mother": "ка ka", "place": "ла la", "words": "ма ma", "reporter": "на na",
    "note": "па pa", "correction": "ра ra", "fact_withdrawn": "са sa", "pinned": "та ta",
    "report_withdrawn": "фа fa", "list_withdrawn": "ха kha", "decision": "ца tsa", "confirmation": "ча cha",
    "undone": "ша sha", "case": "бе be", "step": "ве ve", "step_withdrawn": "ге ge", "risk": "де de",
    "hand_over": "же zhe", "glass": "ке ke", "kept": "ле le", "broken": "ме me", "user_name": "не ne",
    "not_found": "пе pe", "wrong_form": "ре re", "broken_stream": "се se", "suspicious": "те te", "failed_task": "фе fe",
    "too_large": "хе khe",
}  # fmt: skip
"""How the words of each way in end, in both scripts."""


def cyrillic(way: str) -> str:
    """The word planted by this way, in Cyrillic letters."""
    return CYRILLIC + ENDINGS[way].split()[0]


def latin(way: str) -> str:
    """The word planted by this way, in Latin letters."""
    return LATIN + ENDINGS[way].split()[1]


def sentence(way: str) -> str:
    """Free text with both words, such as a reason."""
    return f"{cyrillic(way)} and {latin(way)} said so."


def cases(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, word.lower(), word.upper())))


@cache
def needles() -> tuple[bytes, ...]:
    """Every sequence of bytes that would give a planted word away."""
    stems = (CYRILLIC, LATIN, PHONE, DOCUMENT, *TRANSLITERATED)
    return tuple(sorted({shape for stem in stems for word in cases(stem) for shape in _shapes(word)}))


def _shapes(word: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        raw = word.encode(encoding)
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield from _in_base64(raw)
    if not word.isascii():
        yield "".join(f"\\u{ord(letter):04x}" for letter in word).encode()
        yield "".join(f"\\u{ord(letter):04X}" for letter in word).encode()
        yield "".join(f"&#{ord(letter)};" for letter in word).encode()
        yield "".join(f"&#x{ord(letter):x};" for letter in word).encode()
        yield quote(word).encode()
        yield quote(word).lower().encode()
        yield quopri.encodestring(word.encode())


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What stays the same of a word inside longer text, at each of three positions; both alphabets."""
    for before in range(3):
        spoilt = -(-before * 4 // 3)
        sure = (before + len(raw)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(b"\0" * before + raw)[spoilt:sure]
