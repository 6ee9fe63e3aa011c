"""The journal in words. Names stand there only for those who may know who is behind a pseudonym."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dodomu.base import journal
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.queries import names_behind
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import JournalEntry
from dodomu.journey.office.queries.journal_words import code_in_words, kind_in_words, system_in_words

PAGE = 100


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry. ``who`` is a name or empty; ``actor`` and ``subject`` are the first letters of pseudonyms."""

    index: int
    at: datetime
    what: str
    who: str
    actor: str
    about: str
    subject: str
    details: tuple[str, ...]
    sealed: int


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Some entries, newest first; ``older`` is where the next page begins, if there is one."""

    lines: tuple[JournalLine, ...]
    older: int | None
    size: int


def journal_page(viewer: Viewer, *, before: int | None = None) -> JournalPage:
    """The last entries before an index.

    Raises:
        NotAllowed: the viewer may not read the journal.
    """
    require(viewer, Act.JOURNAL_READ)
    entries = journal.recent(PAGE, before=before)
    pids = {entry.actor for entry in entries} | {entry.subject for entry in entries if entry.subject}
    names = system_in_words() | names_behind(viewer, pids)
    newest = journal.recent(1)
    return JournalPage(
        lines=tuple(_line(entry, names) for entry in entries),
        older=entries[-1].index if entries and entries[-1].index > 0 else None,
        size=newest[0].index + 1 if newest else 0,
    )


def _line(entry: JournalEntry, names: dict[UUID, str]) -> JournalLine:
    return JournalLine(
        index=entry.index,
        at=entry.at,
        what=kind_in_words(entry.kind),
        who=names.get(entry.actor, ""),
        actor=_short(entry.actor),
        about=names.get(entry.subject, "") if entry.subject else "",
        subject=_short(entry.subject) if entry.subject else "",
        details=tuple(code_in_words(entry.kind, name, value) for name, value in entry.codes.items() if value != ""),
        sealed=len(entry.commitments),
    )


def _short(pid: UUID) -> str:
    return str(pid)[:8]
