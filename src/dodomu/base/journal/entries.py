"""What one act leaves in the journal: pseudonyms, codes and commitments, and nothing a stranger could read.

The journal is for ever, so the check is strict: a code is a short word of our own, never what someone typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from dodomu.base.journal.actor import Actor
from dodomu.engine.ledger import canonical_json

VERSION = 1
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
    """

    kind: str
    by: Actor
    subject: UUID | None = None
    commitments: Sequence[str] = ()
    codes: Codes = field(default_factory=dict)


def leaf_body(entry: Entry, index: int, at: datetime) -> bytes:
    """The canonical JSON that is hashed.

    Raises:
        EntryRefused: names the field and what it may hold.
    """
    _require_codes(entry)
    return canonical_json(
        {
            "v": VERSION,
            "index": index,
            "at": moment(at),
            "kind": entry.kind,
            "actor": str(entry.by.pid),
            "subject": str(entry.subject) if entry.subject else None,
            "commitments": list(entry.commitments),
            "codes": {name: _plain(value) for name, value in entry.codes.items()},
        }
    )


def moment(at: datetime) -> str:
    """UTC to the microsecond, always of the same length: ``2026-03-01T09:30:00.000000Z``."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: str | int) -> Any:
    # Enumeration members are text or numbers too; their plain form is what JSON shall hold.
    return str(value) if isinstance(value, str) else value


def _require_codes(entry: Entry) -> None:
    if not _KIND.fullmatch(entry.kind):
        raise EntryRefused("kind: up to 64 small letters, digits, dots and underscores, beginning with a letter")
    for name, value in entry.codes.items():
        if not _CODE.fullmatch(name):
            raise EntryRefused("codes: a name has at most 64 letters, digits or _.:+/-")
        if not isinstance(value, int) and not (isinstance(value, str) and _CODE.fullmatch(value)):
            raise EntryRefused(f"codes.{name}: a whole number, or at most 64 letters, digits or _.:+/-")
    for commitment in entry.commitments:
        if not _COMMITMENT.fullmatch(commitment):
            raise EntryRefused("commitments: 64 hexadecimal digits each")
