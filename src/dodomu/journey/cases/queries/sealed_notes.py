"""Sealed notes of a case: that they exist, by whom, who can open them. Never what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dodomu.base import keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case, SealedNote
from dodomu.journey.cases.queries.consents import seen_case
from dodomu.kit.alphabet import ukrainian_key

TABLE, COLUMN = "cases_sealednote", "words"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody by name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One sealed note as the list shows it. ``for_me``: the viewer is among those who can open it and still may."""

    id: UUID
    by: str
    at: datetime
    readers: tuple[Colleague, ...]
    for_me: bool


@dataclass(frozen=True, slots=True)
class SealedNotes:
    """The sealed notes of one case, the newest first.

    Attributes:
        in_force: the recovery shares are, so that something can be sealed.
        has_key: the viewer has a sealed key.
        may_open: the viewer may open what is sealed to them, for this child.
    """

    case_id: UUID
    number: int
    rows: tuple[NoteRow, ...]
    may_write: bool
    may_open: bool
    in_force: bool
    has_key: bool


def sealed_notes(viewer: Viewer, case_id: UUID) -> SealedNotes:
    """What this viewer sees of the sealed notes of a case.

    Raises:
        OutOfReach: there is no such case within reach.
    """
    case = seen_case(viewer, case_id)
    notes = list(SealedNote.objects.filter(case=case).select_related("by"))
    readers = keys.sealed_readers(TABLE, COLUMN, [note.id for note in notes])
    names = dict(
        User.objects.filter(pk__in={one for each in readers.values() for one in each}).values_list("pk", "display_name")
    )
    opens = may_open(viewer, case)
    return SealedNotes(
        case_id=case.id,
        number=case.number,
        rows=tuple(
            NoteRow(
                id=note.id,
                by=note.by.display_name,
                at=note.at,
                readers=tuple(Colleague(one, names[one]) for one in readers[note.id]),
                for_me=opens and viewer.user_id in readers[note.id],
            )
            for note in notes
        ),
        may_write=policy.may(viewer, Act.SEALED_WRITE, subject=case.person_id) and case.closed_at is None,
        may_open=opens,
        in_force=keys.recovery_in_force() is not None,
        has_key=viewer.user_id is not None and keys.sealed_key_of(viewer.user_id) is not None,
    )


def sealed_note(viewer: Viewer, case_id: UUID, note_id: UUID) -> tuple[SealedNotes, NoteRow]:
    """One note of this case.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = sealed_notes(viewer, case_id)
    for row in found.rows:
        if row.id == note_id:
            return found, row
    raise policy.OutOfReach


def may_open(viewer: Viewer, case: Case) -> bool:
    """Whether the sealed compartment is open to the viewer for this child, whose case they may read."""
    return policy.may(viewer, Act.CASE_READ, subject=case.person_id) and policy.sees_compartment(
        viewer, Compartment.SEALED, case.person_id
    )


def possible_readers(viewer: Viewer, case_id: UUID) -> list[Colleague]:
    """Who can be named: colleagues with a sealed key, the sealed compartment, and a right to read this case.

    Raises:
        OutOfReach: there is no such case within reach.
    """
    case = seen_case(viewer, case_id)
    holders = User.objects.filter(pk__in=keys.SealedKey.objects.filter(ended_at=None).values("person"), is_active=True)
    found = [Colleague(user.pk, user.display_name) for user in holders if may_open(Viewer.of(user), case)]
    return sorted(found, key=lambda one: ukrainian_key(one.name))
