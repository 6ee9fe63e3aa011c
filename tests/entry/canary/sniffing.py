"""The search itself: in bytes, in what is packed inside them, in folders, in databases."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.entry.canary.words import needles

PACKED = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
AROUND = 24


def leaks(content: bytes, *, unfold: bool = False) -> list[str]:
    """Every planted word in these bytes, with what stands around it; ``unfold`` looks inside base64 and zlib too."""
    looked_at = [content, *(_unfolded(content) if unfold else ())]
    return [_shown(one, at) for one in looked_at for at in _places(one)]


def leaks_in_files(folder: Path) -> dict[str, list[str]]:
    """The files below the folder in whose content or name a planted word stands."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        # A socket holds nothing; a file may go while one looks.
        content = path.read_bytes() if path.is_file() else b""
        if here := leaks(name.encode()) + leaks(content):
            found[name] = here
    return found


def leaks_in_rows(rows: Iterable[tuple[str, bytes]]) -> dict[str, list[str]]:
    """The columns of a database in which a planted word stands."""
    found: dict[str, list[str]] = {}
    for column, content in rows:
        if here := leaks(content, unfold=True):
            found.setdefault(column, []).extend(here)
    return found


def _places(content: bytes) -> Iterator[int]:
    for needle in needles():
        at = content.find(needle)
        if at >= 0:
            yield at


def _shown(content: bytes, at: int) -> str:
    return repr(content[max(0, at - AROUND) : at + 2 * AROUND])


def _unfolded(content: bytes) -> Iterator[bytes]:
    """What sessions, cookies and messages pack: base64, and zlib below it."""
    for packed in PACKED.findall(content):
        text = packed.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(2):  # Django marks compressed text with a dot or a letter in front
            try:
                raw = base64.b64decode(text[start:] + b"=" * (-len(text[start:]) % 4))
            except binascii.Error:
                continue
            yield raw
            try:
                yield zlib.decompress(raw)
            except zlib.error:
                continue
