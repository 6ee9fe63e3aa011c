"""Who looked at a person's record, from the journal; for those who may read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.queries import names_behind
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_keys, unseal
from dodomu.journey.registry.models import Person, PrintOut
from dodomu.journey.registry.queries.linking import parts_of

LOOKS = (
    "person.opened",
    "person.found",
    "person.name_shown",
    "person.family_shown",
    "person.identity_shown",
    "person.printed",
    "photo.shown",
    "report.opened",
    "original_opened",
    "case.page_opened",
    "case.consent_opened",
    "case.interviews_opened",
    "candidate.opened",
    "glass.broken",
)
"""Kinds of journal entries that say that somebody saw something of a person."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. ``who`` is empty where the viewer may not know who is behind the pseudonym ``actor``."""

    at: datetime
    kind: str
    who: str
    actor: str
    emergency: bool
    purpose: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LookPage:
    """Some looks, the latest first, and how many there are."""

    looks: tuple[Look, ...]
    total: int


def looks_at(viewer: Viewer, person_id: UUID, *, offset: int = 0, limit: int = 50) -> LookPage:
    """Who looked at the person under any of the records joined to it.

    Raises:
        NotAllowed, OutOfReach: the viewer may not read the journal, or not open this person.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    policy.require(viewer, Act.JOURNAL_READ)
    parts = parts_of(person_id)
    pids = list(Person.objects.filter(pk__in=parts).values_list("pid", flat=True))
    # Originals are journaled under the id of the person, everything else under the pseudonym.
    entries, total = journal.entries_of_kinds([*pids, *parts], LOOKS, offset=offset, limit=limit)
    names = names_behind(viewer, {entry.actor for entry in entries})
    notes = _notes(person_id) if any(entry.kind == "person.printed" for entry in entries) else {}
    return LookPage(
        tuple(
            Look(
                entry.at,
                entry.kind,
                names.get(entry.actor, ""),
                str(entry.actor)[:8],
                bool(entry.codes.get("emergency")) or entry.kind == "glass.broken",
                str(entry.codes.get("purpose", "")) if entry.kind == "person.printed" else "",
                notes.get(str(entry.codes.get("printout", "")), ""),
            )
            for entry in entries
        ),
        total,
    )


def _notes(person_id: UUID) -> dict[str, str]:
    """What people wrote beside the purpose of a print-out, by its id."""
    found = PrintOut.objects.filter(person__in=parts_of(person_id), note_sealed__isnull=False)
    rows = list(found.values_list("id", "data_key_id", "note_sealed"))
    keys = open_keys(row[1] for row in rows if row[1])
    return {
        str(row_id): str(unseal(keys[key_id], "registry_printout", row_id, "note_sealed", sealed))
        for row_id, key_id, sealed in rows
        if key_id in keys and sealed is not None
    }
