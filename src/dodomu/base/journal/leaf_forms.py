"""Whether leaves are written as this program writes them, and say what their columns say.

``links_if_all_fit`` looks at a whole stretch at once and knows only the usual forms: it never takes for right what ``said``
refuses, but may not recognise what is right. ``said`` reads one leaf, strictly, by the reader that every expert's program has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from operator import lt
from typing import Any

from dodomu.base.journal.entries import CASE_VERSION, VERSION
from dodomu.base.journal.leaf_rows import LINE, NOTHING, LeafRow, Stretch, whole_time
from dodomu.engine import ledger

_HEX, _DIGITS = b"0123456789abcdef", b"0123456789"
_PID_LENGTH, _DASHES = 36, (8, 13, 18, 23)
_HASH_LENGTH = 67  # with its quotes and the comma after it
# What is compared with a column, or looked at below, is only cut out here: checking it letter by letter takes longer.
# The third group tells a leaf of a case, which has two more fields in two places.
_LEAF = re.compile(
    rb'^{"actor":"(.{36})","at":"(.{27})",(?:"case_pid":"(.{36})","case_seq":([0-9]{1,15}),)?'
    rb'"codes":{([^}]*+)},"commitments":\[([^\]]*+)\],"index":([0-9]++),"kind":"([^"]*+)",'
    rb'(?(3)"prev_case_leaf":(null|"[0-9a-f]{64}"),)"subject":(?:null|"(.{36})"),'
    rb'"v":(?(3)%d|%d)}$' % (CASE_VERSION, VERSION),
    re.MULTILINE,
)
_NAME = rb'"[A-Za-z0-9_.:+/-]{0,64}"'
_CODE = _NAME + rb":(?:" + _NAME + rb"|0|-?[1-9][0-9]{0,14}|true|false)"
_CODES = re.compile(rb"^(?:" + _CODE + rb"(?:," + _CODE + rb")*+)?$", re.MULTILINE)
_NEIGHBOURS = re.compile(rb'"([^"]*+)":(?:"[^"]*+"|[^",\n]*+),(?="([^"]*+)":)')
# Most codes differ in nothing but their numbers: with every digit from 1 to 9 written as 1 there are few to look at. The
# forms take these digits for one another; only the order of names is another one where a name has a digit.
_FOR_DIGITS = bytes.maketrans(b"23456789", b"11111111")
_NAME_WITH_DIGIT = re.compile(rb'"[^"\n]*[0-9][^"\n]*":')
_KIND = re.compile(rb"[a-z][a-z0-9_.]{0,63}")


@dataclass(frozen=True, slots=True)
class Links:
    """What neighbouring leaves say of the chains of their cases; all is empty for a leaf of no case.

    ``before``: the hash of the leaf before as it is written, in quotes; ``null`` for the first of a case.
    """

    cases: Sequence[bytes]
    numbers: Sequence[bytes]
    before: Sequence[bytes]


def links_if_all_fit(part: Stretch, start: int) -> Links | None:
    """What these leaves, numbered from ``start`` on, say of chains; None unless all are of the usual forms and say what
    their columns say."""
    found = _LEAF.findall(part.bodies)
    if not found or len(found) != part.count or part.bodies.count(LINE) != part.count - 1:
        return None
    actors, times, cases, seqs, codes, commitments, indexes, kinds, before, subjects = zip(*found, strict=True)
    numbers = "\n".join(map(str, range(start, start + part.count))).encode()
    fit = (
        LINE.join(indexes) == numbers
        and _pids_fit(actors, part.actor)
        and _pids_fit(subjects, part.subject)
        and _pids_fit(cases, part.case_pid)
        and LINE.join([seq or NOTHING for seq in seqs]) == part.case_seq
        and LINE.join(kinds) == part.kind
        and all(map(_KIND.fullmatch, set(kinds)))
        and _times_fit(times, part.at)
        and _codes_fit(codes)
        and _commitments_fit(commitments)
    )
    return Links(cases, seqs, before) if fit else None


def links_of(bodies: Iterable[bytes]) -> Links:
    """The same of leaves that are read one by one; one that cannot be read says nothing of a chain."""
    found = list(map(_link, bodies))
    return Links(*(tuple(one[part] for one in found) for part in range(3)))


def said(body: bytes) -> tuple[Any, ...] | None:
    """What the leaf says of the things that columns repeat; None when it is no leaf of a known version."""
    try:
        leaf = ledger.parse_canonical(body)
        of_case = leaf["v"] == CASE_VERSION
        if leaf["v"] not in (VERSION, CASE_VERSION) or ("case_pid" in leaf) != of_case:
            return None
        if not isinstance(leaf["codes"], dict) or not isinstance(leaf["commitments"], list):
            return None
        link = ledger.read_link(body) if of_case else None
        place = (str(link.case_pid), link.seq) if link else (None, None)
        return *(leaf[name] for name in ("index", "at", "kind", "actor", "subject")), *place
    except (ValueError, KeyError, TypeError):
        return None


def said_by_columns(row: LeafRow) -> tuple[Any, ...]:
    """The same, as the columns say it; what no column may hold is an ellipsis, which no leaf says."""
    seq = (
        ...
        if not re.fullmatch(rb"[0-9]+|null", row.case_seq)
        else None
        if row.case_seq == NOTHING
        else int(row.case_seq)
    )
    return (
        row.index,
        _time(whole_time(row.at)),
        _text(row.kind),
        *map(_pid, (row.actor, row.subject, row.case_pid)),
        seq,
    )


def _link(body: bytes) -> tuple[bytes, bytes, bytes]:
    if said(body) is None or (leaf := ledger.parse_canonical(body))["v"] != CASE_VERSION:
        return b"", b"", b""
    link = ledger.read_link(body)
    before = NOTHING if leaf["prev_case_leaf"] is None else f'"{leaf["prev_case_leaf"]}"'.encode()
    return str(link.case_pid).encode(), b"%d" % link.seq, before


def _pids_fit(written: Sequence[bytes], column: bytes) -> bool:
    """Pseudonyms of 36 letters, empty where there is none, and the column, which has them without dashes."""
    there = b"".join(written)
    count = len(there) // _PID_LENGTH
    return (
        all(there[at::_PID_LENGTH] == b"-" * count for at in _DASHES)
        and there.translate(None, _HEX) == b"-" * (len(_DASHES) * count)
        and LINE.join([one or NOTHING for one in written]).replace(b"-", b"") == column
    )


def _times_fit(written: Sequence[bytes], column: bytes) -> bool:
    """Times of 27 letters, and the column, which has a space for the T and no Z."""
    text = LINE.join(written)
    if text.translate(None, _DIGITS) != LINE.join([b"--T::.Z"] * len(written)):
        return False
    if text.replace(b"T", b" ").replace(b"Z", b"") != column:
        return False
    return all(_is_time(one) for one in set(written))


def _is_time(written: bytes) -> bool:
    try:
        return bool(datetime.fromisoformat(written.decode("ascii")))
    except ValueError:
        return False


def _codes_fit(written: Sequence[bytes]) -> bool:
    """Codes as the journal takes them, in the order of their names, none twice."""
    shapes = set(LINE.join(written).translate(_FOR_DIGITS).split(LINE))
    if any(map(_NAME_WITH_DIGIT.search, shapes)):
        shapes = set(written)
    lines = LINE.join(shapes)
    return len(_CODES.findall(lines)) == len(shapes) and all(starmap(lt, _NEIGHBOURS.findall(lines)))


def _commitments_fit(written: Sequence[bytes]) -> bool:
    """Lists of hashes in quotes, with commas between: put in a row, all of one length, quotes and commas in their places.

    The commas added here come to stand in such a place too, so that each list by itself is one of whole hashes.
    """
    there = b",".join(filter(None, written))
    count = (len(there) + 1) // _HASH_LENGTH
    quotes = b'"' * count
    return not there or (
        len(there) + 1 == count * _HASH_LENGTH
        and there[::_HASH_LENGTH] == there[_HASH_LENGTH - 2 :: _HASH_LENGTH] == quotes
        and there[_HASH_LENGTH - 1 :: _HASH_LENGTH] == b"," * (count - 1)
        and there.translate(None, _HEX) == (b'"",' * count)[:-1]
    )


def _time(at: bytes) -> Any:
    written = at.replace(b" ", b"T") + b"Z"
    return written.decode() if len(written) == 27 and written.isascii() and _is_time(written) else ...


def _text(value: bytes) -> Any:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return ...


def _pid(value: bytes) -> Any:
    if value == NOTHING:
        return None
    text = value.decode("ascii", "replace")
    if not re.fullmatch("[0-9a-f]{32}", text):
        return ...
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
