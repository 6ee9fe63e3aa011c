"""BagIt 1.0 (RFC 8493) as pure functions: from paths, hashes and sizes to the bytes of a bag's own files, and back.

Same entries, same bytes: everything is sorted by the bytes of its path. Only SHA-256. Every tag file except the tag
manifest itself is listed in it, so that none can be changed or added unseen. A bag shows that files are those the
packer packed, never who packed them: whoever alters a file can write new manifests as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dodomu.engine.ledger.bag_paths import require_safe_paths
from dodomu.engine.ledger.errors import LedgerError

PAYLOAD = "data/"
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
_ENTRY = re.compile(r"([0-9a-f]{64})[ \t]+(.+)")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ESCAPE = re.compile("%(..)?", re.DOTALL)
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PLAIN = {"25": "%", "0D": "\r", "0A": "\n"}
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")


class BagRefused(LedgerError):
    """An entry, an information field or a set of files that no bag may have."""

    code = "bag_refused"


class ManifestRefused(LedgerError):
    """Bytes that are no manifest as this module writes it; the message names the line."""

    code = "manifest_refused"


class BagEntry(NamedTuple):
    """One file: path inside the bag with `/`, SHA-256 in 64 hexadecimal digits, size in bytes."""

    path: str
    sha256: str
    size: int


def encode_path(path: str) -> str:
    """Path as a manifest writes it: `%`, CR and LF as percent escapes, nothing else (RFC 8493, section 2.1.3).

    >>> encode_path("data/100%\\nx.txt")
    'data/100%25%0Ax.txt'
    """
    return "".join(_ESCAPED.get(letter, letter) for letter in path)


def decode_path(text: str) -> str:
    """The inverse of `encode_path`; hexadecimal digits may be small.

    Raises:
        ManifestRefused: a `%` that begins none of the three escapes, or a bare CR or LF.

    >>> decode_path("data/100%25%0ax.txt")
    'data/100%\\nx.txt'
    """

    def plain(escape: re.Match[str]) -> str:
        letter = _PLAIN.get((escape[1] or "").upper())
        if letter is None:
            raise ManifestRefused("a % in a path begins none of %25, %0D, %0A")
        return letter

    if "\r" in text or "\n" in text:
        raise ManifestRefused("a path holds a bare line break")
    return _ESCAPE.sub(plain, text)


def manifest(entries: Iterable[BagEntry]) -> bytes:
    """Payload manifest: one line `sha256  path` for each file below `data/`, sorted.

    Raises:
        BagRefused: a path outside `data/`, a malformed hash, a negative size. PathRefused and what derives from it.

    >>> manifest([BagEntry("data/a.txt", "ab" * 32, 3)]).decode().rstrip()[62:]
    'ab  data/a.txt'
    """
    known = _checked(entries)
    if any(not entry.path.startswith(PAYLOAD) for entry in known):
        raise BagRefused("the payload lies below data/")
    return _lines(known)


def tag_manifest(entries: Iterable[BagEntry]) -> bytes:
    """Tag manifest: every file of the bag outside `data/`, except itself.

    Raises:
        BagRefused: one of the three files every bag has is missing, a payload file, the tag manifest itself, another
            algorithm's manifest. PathRefused and what derives from it.
    """
    known = _checked(entries)
    paths = {entry.path for entry in known}
    if not {DECLARATION, INFO, MANIFEST} <= paths:
        raise BagRefused("the tag manifest lists bagit.txt, bag-info.txt and manifest-sha256.txt")
    for path in paths:
        if path.startswith(PAYLOAD) or path == PAYLOAD[:-1]:
            raise BagRefused("a tag file lies outside data/")
        if path != MANIFEST and re.fullmatch(r"(tag)?manifest-[^/]*\.txt", path, re.IGNORECASE):
            raise BagRefused("one manifest and one tag manifest, both SHA-256; the latter cannot list itself")
    return _lines(known)


def declaration() -> bytes:
    """The bytes of `bagit.txt`."""
    return b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def information(payload: Sequence[BagEntry], fields: Sequence[tuple[str, str]] = ()) -> bytes:
    """The bytes of `bag-info.txt`: the given fields in their order, then `Payload-Oxum`, which is computed.

    Raises:
        BagRefused: a label of other characters than letters, digits and `-`; a value that is empty, has a line break,
            another control character, or a space at an end; a `Payload-Oxum` from outside.

    >>> information([BagEntry("data/a", "ab" * 32, 7), BagEntry("data/b", "cd" * 32, 5)])
    b'Payload-Oxum: 12.2\\n'
    """
    lines = []
    for label, value in fields:
        if not _LABEL.fullmatch(label) or label.lower() == "payload-oxum":
            raise BagRefused("a label has letters, digits and -; Payload-Oxum is computed")
        if not value or value != value.strip() or not value.isprintable():
            raise BagRefused("a value is one line of printable text without spaces at its ends")
        lines.append(f"{label}: {value}\n")
    lines.append(f"Payload-Oxum: {sum(entry.size for entry in payload)}.{len(payload)}\n")
    return "".join(lines).encode()


def parse_manifest(body: bytes) -> dict[str, str]:
    """Path -> SHA-256 of a manifest, as strictly as this module writes it.

    Raises:
        ManifestRefused: not UTF-8, a byte order mark, CR, no final line break, a malformed or repeated line, lines
            out of order. PathRefused and what derives from it: a path no bundle may have.

    >>> parse_manifest(b"ab" * 32 + b"  data/a.txt\\n")["data/a.txt"][:4]
    'abab'
    """
    if not body:
        return {}
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise ManifestRefused("a manifest is UTF-8") from None
    if not text.endswith("\n"):
        raise ManifestRefused("the last line has no end")
    found: dict[str, str] = {}
    for number, line in enumerate(text[:-1].split("\n"), 1):
        entry = _ENTRY.fullmatch(line)
        if not entry:
            raise ManifestRefused(f"line {number} is no hash and path")
        path = decode_path(entry[2])
        if path in found:
            raise ManifestRefused(f"line {number} repeats a path")
        found[path] = entry[1]
    require_safe_paths(found)
    if _lines([BagEntry(path, digest, 0) for path, digest in found.items()]) != body:
        raise ManifestRefused("lines out of order, or written in another way")
    return found


def _checked(entries: Iterable[BagEntry]) -> list[BagEntry]:
    known = list(entries)
    for entry in known:
        if not _DIGEST.fullmatch(entry.sha256):
            raise BagRefused("a hash is 64 small hexadecimal digits")
        if entry.size < 0:
            raise BagRefused("a size is 0 or more")
    require_safe_paths([entry.path for entry in known])
    return known


def _lines(entries: Iterable[BagEntry]) -> bytes:
    ordered = sorted(entries, key=lambda entry: entry.path.encode())
    return "".join(f"{entry.sha256}  {encode_path(entry.path)}\n" for entry in ordered).encode()
