"""How the journal was begun anew: what the leaves say that began a new log, and whether the rest agrees with them.

After an older backup was restored the journal is no longer what was signed and seen outside. No log may sign two histories;
so the old name and keys sign no more, and a leaf in the same tree says openly what is lost and under which name it goes on.
Whatever the old log signed of the part that is still there remains good and is still checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dodomu.base.journal.marks import about_itself
from dodomu.base.journal.models import LogKey, LostCheckpoint
from dodomu.base.journal.problems import Fault, Problem
from dodomu.base.journal.reading import JournalEntry

RENEWED = "journal.renewed"
MOST = 10_000
"""More often no journal is begun anew."""


class Reason(StrEnum):
    """Why a new log was begun, as whoever did it states."""

    BACKUP = "backup"
    MACHINE = "machine"
    KEY = "key"
    UNKNOWN = "unknown"


REASONS = {
    Reason.BACKUP: _("an older backup was restored"),
    Reason.MACHINE: _("the machine or its disk was put back to an earlier state"),
    Reason.KEY: _("the key that signed had to be given up"),
    Reason.UNKNOWN: _("nobody knows why the journal is not what was signed"),
}


class KnownBy(StrEnum):
    """How the last checkpoint of the old log is known."""

    JOURNAL = "journal"
    FILE = "file"
    WITNESS = "witness"


KNOWN_BY = {
    KnownBy.JOURNAL: _("it was kept here"),
    KnownBy.FILE: _("somebody outside had kept it, with its signature"),
    KnownBy.WITNESS: _("a witness says so"),
}


@dataclass(frozen=True, slots=True)
class Renewal:
    """A leaf that began a new log.

    Attributes:
        index: of the leaf. at, by: when, and whose pseudonym. before, begun: the old name and the new one.
        reason: a ``Reason``. entries: how many there were here, with ``root`` (hexadecimal) over them.
        known_size, known_root: of the last checkpoint known of the old log; 0 and empty for none, and no root where a
            witness only named a size. known_by: a ``KnownBy``, empty for none. cosigned_by: key ids of the witnesses
            whose cosignature stood under it.
        shared: up to so many entries both are known to agree, None where that is not known. missing: how many of the old
            log are therefore missing at the least, None where that is not known.
        lost: how many checkpoints the old log had signed that do not fit. fixed: the hash over them, hexadecimal.
    """

    index: int
    at: datetime
    by: UUID
    before: str
    begun: str
    reason: str
    entries: int
    root: str
    known_size: int
    known_root: str
    known_by: str
    cosigned_by: tuple[str, ...]
    shared: int | None
    missing: int | None
    lost: int
    fixed: str


def renewals() -> list[Renewal]:
    """Every new log that was begun, the newest first."""
    return [_read(entry) for entry in about_itself(RENEWED, MOST)]


def is_announced(log: LogKey) -> bool:
    """Whether the journal says that this log signs now: that of its beginning, or the one that its last such leaf names."""
    last = next((_read(entry) for entry in about_itself(RENEWED, 1)), None)
    return last.begun == log.origin if last else not LogKey.objects.exclude(pk=log.pk).exists()


def lost_of(renewal: Renewal) -> list[LostCheckpoint]:
    """The checkpoints that were found lost when this log was begun, the longest first."""
    return list(
        LostCheckpoint.objects.filter(leaf_index=renewal.index).select_related("log_key").order_by("-size", "root")
    )


def fixed_hash(lost: Iterable[tuple[str, int, bytes]]) -> str:
    """The hash by which a leaf fixes which checkpoints were lost: name, size and root of each."""
    lines = sorted(f"{origin} {size} {root.hex()}\n" for origin, size, root in lost)
    return sha256("".join(lines).encode()).hexdigest() if lines else ""


def renewal_problems() -> Iterator[Problem]:
    """Keys that the journal does not speak of, a name that it speaks of and nobody has, and a list of lost ones that was changed."""
    found = renewals()
    announced = {one.begun for one in found}
    origins = list(LogKey.objects.order_by("made_at", "id").values_list("origin", flat=True))
    if set(origins[1:]) != announced:
        yield Problem(Fault.LOG_UNANNOUNCED)
    known = {one.index for one in found}
    if LostCheckpoint.objects.exclude(leaf_index__in=known).exists():
        yield Problem(Fault.LOG_UNANNOUNCED)
    for one in reversed(found):
        if fixed_hash((row.log_key.origin, row.size, bytes(row.root)) for row in lost_of(one)) != one.fixed:
            yield Problem(Fault.LOST_DIFFER, one.index)


def _read(entry: JournalEntry) -> Renewal:
    codes = entry.codes

    def text(name: str) -> str:
        return str(codes.get(name, ""))

    def number(name: str) -> int | None:
        value = codes.get(name)
        return value if isinstance(value, int) else None

    return Renewal(
        index=entry.index,
        at=entry.at,
        by=entry.actor,
        before=text("log_before"),
        begun=text("log_begun"),
        reason=text("log_reason"),
        entries=number("entries") or 0,
        root=text("tree_root"),
        known_size=number("known_size") or 0,
        known_root=text("known_root"),
        known_by=text("known_by"),
        cosigned_by=tuple(one for one in text("cosigned_by").split("+") if one),
        shared=number("shared"),
        missing=number("entries_missing"),
        lost=number("lost") or 0,
        fixed=entry.commitments[0] if entry.commitments else "",
    )
