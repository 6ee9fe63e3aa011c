"""A hand-over sheet leaves as a file: for a purpose, journaled, with the digest of exactly what left."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.restricted import stopped_uses
from dodomu.base.access.uses import uses_of_print
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.actions.holding import held, write_down
from dodomu.journey.reception.models import SheetOut
from dodomu.journey.reception.queries.reach import sees_health

LANGUAGES = ("uk", "en", "uk,en")


class UseStopped(ValueError):
    """Consent to this use was withdrawn, refused or has run out."""

    def __init__(self) -> None:
        super().__init__("purpose: accepted is a use to which consent holds")


@dataclass(frozen=True, slots=True)
class SheetWanted:
    """What for (a code of the print purposes), in which languages (``uk``, ``en`` or ``uk,en``), with the name or not."""

    purpose: str
    languages: str = "uk,en"
    named: bool = False


def check_sheet(by: Viewer, person_id: UUID, wanted: SheetWanted) -> None:
    """Refuse before anything is made.

    Raises:
        UseStopped: this purpose is a use to which consent does not hold. ValueError: a language is not known.
    """
    if wanted.languages not in LANGUAGES:
        raise ValueError(f"languages: accepted are {'; '.join(LANGUAGES)}")
    if uses_of_print(wanted.purpose) & stopped_uses(person_id):
        raise UseStopped


@transaction.atomic
def note_sheet(by: Viewer, arrival_id: UUID, wanted: SheetWanted, content: bytes) -> SheetOut:
    """Record that a sheet leaves, before it does.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. UseStopped, ValueError: as ``check_sheet``.
    """
    arrival = held(by, arrival_id, Act.ARRIVAL_READ)
    check_sheet(by, arrival.case.person_id, wanted)
    digest = hashlib.sha256(content)
    health = sees_health(by, arrival.case.person_id)
    row = SheetOut.objects.create(
        arrival=arrival,
        purpose=wanted.purpose,
        languages=wanted.languages,
        named=wanted.named,
        clinical=health,
        digest=digest.digest(),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    codes: dict[str, str | int] = {"purpose": wanted.purpose, "named": int(wanted.named), "file": digest.hexdigest()}
    write_down(by, arrival, "reception.sheet_out", **codes)
    return row
