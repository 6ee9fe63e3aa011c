"""What one act leaves in the journal: pseudonyms, codes and commitments, and nothing a stranger could read.

The journal is for ever, so the check is strict: a code is a short word of our own, never what someone typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from dodomu.base.journal.actor import Actor
from dodomu.engine.ledger import CaseHead, next_fields

VERSION, CASE_VERSION = 1, 2
"""A leaf of a case carries its place in the chain of the case besides; all other leaves stay as they always were."""
LARGEST = 2**53 - 1
_KIND = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,64}")
_COMMITMENT = re.compile(r"[0-9a-f]{64}")

Codes = Mapping[str, str | int]


class EntryRefused(ValueError):
    """Something in the entry is not a code: it might be personal, and the journal is for ever."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to be journaled.

    Attributes:
        kind: what was done, a code such as ``report_recorded``.
        by: who did it; only the pseudonym is kept.
        subject: random pid of the person, case or thing it was done to.
        commitments: salted commitments (see ``commit``) to what was written, hexadecimal.
        codes: further codes and numbers: letters, digits and ``_.:+/-``, at most 64 of them; no free text.
        case: the case the act belongs to, by the random pid its stage knows it by. The leaf names it otherwise
            (see ``chains``). Reading belongs to no chain, unless an original was opened.
    """

    kind: str
    by: Actor
    subject: UUID | None = None
    commitments: Sequence[str] = ()
    codes: Codes = field(default_factory=dict)
    case: UUID | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The place of a leaf in the chain of its case: the journal's own name for the case, and the leaf before."""

    case_pid: UUID
    before: CaseHead | None

    @property
    def seq(self) -> int:
        return self.before.seq + 1 if self.before else 0


def leaf_body(entry: Entry, index: int, at: str, link: Link | None = None) -> bytes:
    """The canonical JSON that is hashed; ``at`` as ``moment`` writes it, ``link`` for a leaf of a case.

    It is put together by hand, in the order in which RFC 8785 sorts the keys, for imports write very many.
    That is safe because everything in it was matched against patterns without a quote or a backslash.

    Raises:
        EntryRefused: names the field and what it may hold.
    """
    _require_codes(entry)
    codes = ",".join([f'"{name}":{_written(entry.codes[name])}' for name in sorted(entry.codes)])
    commitments = ",".join([f'"{one}"' for one in entry.commitments])
    subject = f'"{entry.subject}"' if entry.subject else "null"
    case, before, version = _chained(link) if link else ("", "", VERSION)
    return (
        f'{{"actor":"{_pseudonym(entry.by.pid)}","at":"{at}",{case}"codes":{{{codes}}},'
        f'"commitments":[{commitments}],"index":{index},"kind":"{entry.kind}",'
        f'{before}"subject":{subject},"v":{version}}}'
    ).encode()


def moment(at: datetime) -> str:
    """UTC to the microsecond, always of the same length: ``2026-03-01T09:30:00.000000Z``."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _chained(link: Link) -> tuple[str, str, int]:
    """The fields of the chain, as the engine wants them, in the two places where they sort."""
    fields = next_fields(link.case_pid, link.before)
    previous = fields["prev_case_leaf"]
    before = f'"{previous}"' if previous else "null"
    return (
        f'"case_pid":"{fields["case_pid"]}","case_seq":{fields["case_seq"]},',
        f'"prev_case_leaf":{before},',
        CASE_VERSION,
    )


@lru_cache(maxsize=1024)
def _pseudonym(pid: UUID) -> str:
    return str(pid)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and -LARGEST <= value <= LARGEST


def _written(value: str | int) -> str:
    if isinstance(value, str):
        # An enumeration member may format as its name; its own text is meant.
        return f'"{str.__str__(value)}"'
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else int.__repr__(value)


def _require_codes(entry: Entry) -> None:
    if not _KIND.fullmatch(entry.kind):
        raise EntryRefused("kind: up to 64 small letters, digits, dots and underscores, beginning with a letter")
    for name, value in entry.codes.items():
        if not _CODE.fullmatch(name):
            raise EntryRefused("codes: a name has at most 64 letters, digits or _.:+/-")
        if not _is_number(value) and not (isinstance(value, str) and _CODE.fullmatch(value)):
            raise EntryRefused(
                f"codes.{name}: a whole number within ±(2^53 - 1), or at most 64 letters, digits or _.:+/-"
            )
    for commitment in entry.commitments:
        if not _COMMITMENT.fullmatch(commitment):
            raise EntryRefused("commitments: 64 hexadecimal digits each")
