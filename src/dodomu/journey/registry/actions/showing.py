"""Parts of a child's page that are shown only when asked for, and pages that are printed: each asking is journaled."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.restricted import stopped_uses
from dodomu.base.access.uses import uses_of_print
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import new_data_key, seal
from dodomu.journey.registry.actions.facts import log
from dodomu.journey.registry.models import PrintOut
from dodomu.journey.registry.vocabulary import PrintedPart

TABLE = "registry_printout"


class Part(StrEnum):
    """What a child's page keeps back until somebody asks."""

    NAME = "name"
    FAMILY = "family"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed and what for. ``purpose`` is a code of the form; ``note`` says more in words."""

    what: PrintedPart
    purpose: str
    named: bool = False
    pictured: bool = False
    note: str = field(default="", repr=False)


class UseStopped(ValueError):
    """Consent to this use was withdrawn, refused or has run out."""

    def __init__(self) -> None:
        super().__init__("purpose: accepted is a use to which consent holds")


def show_part(by: Viewer, person_id: UUID, part: Part) -> None:
    """Journal that somebody asked for a part that the page keeps back; called before it is shown.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
    """
    policy.require(by, Act.PERSON_READ, subject=person_id)
    with transaction.atomic():
        log(f"person.{part}_shown", by, person_id, emergency=int(person_id in by.broken_glass))


def note_printout(by: Viewer, person_id: UUID, printed: Printed) -> None:
    """Record that a page is printed, by whom and what for; called before it is shown.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. PermissionDenied: the installation itself prints nothing.
        UseStopped: this purpose is a use to which consent does not hold.
    """
    policy.require(by, Act.PERSON_READ, subject=person_id)
    if uses_of_print(printed.purpose) & stopped_uses(person_id):
        raise UseStopped
    with transaction.atomic():
        row = PrintOut(
            person_id=person_id,
            what=printed.what,
            purpose=printed.purpose,
            named=printed.named,
            pictured=printed.pictured,
            by_id=by.staff_id,
            at=timezone.now(),
        )
        if printed.note.strip():
            key = new_data_key()
            row.data_key_id = key.id
            row.note_sealed = seal(key, TABLE, row.id, "note_sealed", printed.note.strip())
        row.save(force_insert=True)
        log(
            "person.printed",
            by,
            person_id,
            printout=str(row.id),
            what=printed.what.value,
            purpose=printed.purpose,
            named=int(printed.named),
            pictured=int(printed.pictured),
        )
