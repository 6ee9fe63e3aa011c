"""Photos of a person: what is known of each, and the copies to look at."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import OpenKey, open_key, open_keys, unseal
from dodomu.base.reading import answered
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry.models import Photo
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries.current import mentions_of, persons_of
from dodomu.kit.dates import day_in_kyiv

PHOTO, WITHDRAWAL = "registry_photo", "registry_photowithdrawal"


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo with its source; ``withdrawn_at`` is filled when it, or its whole report, no longer counts."""

    id: UUID
    report_id: UUID
    source_title: str
    grade: str
    received_at: datetime
    recorded_at: datetime
    recorded_by: str
    width: int
    height: int
    taken_on: PartialDate | None = field(repr=False)
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str = field(repr=False)

    @property
    def counts(self) -> bool:
        return self.withdrawn_at is None


def photos(viewer: Viewer, person_id: UUID) -> list[PhotoRow]:
    """The photos of the person under the current id: the latest taken first, then withdrawn ones.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    return list(answered(("registry.photos", person_id), lambda: _photos(person_id)))


def _photos(person_id: UUID) -> list[PhotoRow]:
    found = Photo.objects.filter(mention__in=mentions_of(person_id)).defer("blurred_sealed", "clear_sealed")
    related = ("mention__report__source", "mention__report__withdrawal", "withdrawal__by", "recorded_by")
    rows = list(found.select_related(*related))
    keys = open_keys(row.mention.data_key_id for row in rows)
    shown = [_row(row, keys) for row in rows if row.mention.data_key_id in keys]
    return sorted(shown, key=lambda row: (row.counts, _taken(row), row.recorded_at), reverse=True)


def photo_person(viewer: Viewer, photo_id: UUID, act: Act = Act.PERSON_READ) -> UUID:
    """The person a photo shows now, if the viewer may do the act to that person.

    Raises:
        OutOfReach: there is none, or not for this viewer. NotAllowed: no right to the act.
    """
    if not viewer.broken_glass:
        policy.require(viewer, act)
    mention_id = Photo.objects.filter(pk=photo_id).values_list("mention_id", flat=True).first()
    person_id = persons_of([mention_id]).get(mention_id) if mention_id else None
    if person_id is None:
        raise policy.OutOfReach
    policy.require(viewer, act, subject=person_id)
    return person_id


def photo(viewer: Viewer, photo_id: UUID, act: Act = Act.PERSON_READ) -> tuple[PhotoRow, UUID]:
    """One photo that counts, and the person it shows.

    Raises:
        OutOfReach, NotAllowed: as ``photo_person``; a withdrawn photo is out of reach.
    """
    person_id = photo_person(viewer, photo_id, act)
    found = next((row for row in photos(viewer, person_id) if row.id == photo_id and row.counts), None)
    if found is None:
        raise policy.OutOfReach
    return found, person_id


def blurred_photo(viewer: Viewer, photo_id: UUID) -> bytes:
    """The copy in which nobody can be recognised, as JPEG.

    Raises:
        OutOfReach, NotAllowed: as ``photo_person``.
    """
    photo_person(viewer, photo_id)
    return copy_of(photo_id, "blurred_sealed")


def copy_of(photo_id: UUID, column: str) -> bytes:
    """One of the two copies. No scope here: callers check who asks first."""
    row = Photo.objects.select_related("mention__data_key__organisation_key").get(pk=photo_id)
    sealed = getattr(row, column)
    return base64.b64decode(unseal(open_key(row.mention.data_key), PHOTO, row.id, column, sealed))


def _row(row: Photo, keys: dict[UUID, OpenKey]) -> PhotoRow:
    key, report = keys[row.mention.data_key_id], row.mention.report
    taken = unseal(key, PHOTO, row.id, "taken_sealed", row.taken_sealed) if row.taken_sealed else None
    own, whole = getattr(row, "withdrawal", None), getattr(report, "withdrawal", None)
    withdrawn = own or whole
    return PhotoRow(
        id=row.id,
        report_id=report.id,
        source_title=source_title(report.source.name, report.source.kind),
        grade=report.grade,
        received_at=report.received_at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.display_name,
        width=row.width,
        height=row.height,
        taken_on=PartialDate.from_json(taken) if taken else None,
        withdrawn_at=withdrawn.at if withdrawn else None,
        withdrawn_by=withdrawn.by.display_name if withdrawn and withdrawn.by else "",
        withdrawn_reason=str(unseal(key, WITHDRAWAL, own.id, "reason_sealed", own.reason_sealed)) if own else "",
    )


def _taken(row: PhotoRow) -> int:
    return row.taken_on.latest.toordinal() if row.taken_on else day_in_kyiv(row.received_at).toordinal()
