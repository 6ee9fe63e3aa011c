"""Add a photo to a person, look at it clearly, withdraw it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from dodomu.base import vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import OpenKey, open_key, seal
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry.actions.facts import AlreadyCorrected, SaidBy, log, need_reason
from dodomu.journey.registry.actions.recording import record_report
from dodomu.journey.registry.actions.sources import source_of_kind
from dodomu.journey.registry.actions.statements import MentionInput, ReportInput
from dodomu.journey.registry.models import Mention, Photo, PhotoWithdrawal, Report
from dodomu.journey.registry.pictures import Copies, copies_of
from dodomu.journey.registry.queries.photos import PHOTO, WITHDRAWAL, copy_of, photo_person
from dodomu.journey.registry.vocabulary import Channel, MentionRole


@dataclass(frozen=True, slots=True)
class PhotoInput:
    """A photo as it is handed in: the file, who gave it, its name, when it was taken, what was said with it."""

    file: BinaryIO
    said_by: SaidBy
    filename: str = ""
    taken_on: PartialDate | None = None
    words: str = ""


class _SentTwice(Exception):
    """The form came a second time: what it brought is let go again."""


def add_photo(by: Viewer, person_id: UUID, given: PhotoInput, *, form_id: str = "") -> UUID:
    """Keep a photo of a known person, as a report of its own with its source; return the photo's id.

    The file goes untouched into the vault before anything looks at it; pages only ever show the two copies that are made
    of it here.

    Raises:
        PhotoNotReadable: the file is no photo we take. NotAllowed, OutOfReach: not for this viewer.
    """
    policy.require(by, Act.FACT_ADD, subject=person_id)
    policy.require(by, Act.REPORT_RECORD)
    with vault.taken_in(given.file) as taken:
        given.file.seek(0)
        copies = copies_of(given.file)
        try:
            with transaction.atomic():
                original = taken.keep(by=by, kind="photo", filename=given.filename)
                received = _received(by, person_id, given, copies)
                report = record_report(by, replace(received, statement=form_id or uuid4().hex, original_id=original.id))
                _need_first(report, original.id)
                photo = _photo(by, report.mentions.select_related("data_key__organisation_key").get(), given, copies)
                log("photo.added", by, person_id, photo=str(photo.id), report=str(report.id))
                return photo.id
        except _SentTwice:
            return Photo.objects.get(mention__report=report).id


def look_at_photo(by: Viewer, photo_id: UUID) -> bytes:
    """The clear copy of a photo as JPEG; who looked is journaled.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    person_id = photo_person(by, photo_id)
    clear = copy_of(photo_id, "clear_sealed")
    with transaction.atomic():
        log("photo.shown", by, person_id, photo=str(photo_id), emergency=int(person_id in by.broken_glass))
    return clear


def withdraw_photo(by: Viewer, photo_id: UUID, reason: str) -> None:
    """Show a photo no longer; it stays kept, with the reason.

    Raises:
        ValueError: no reason. AlreadyCorrected: it was withdrawn before.
        NotAllowed, OutOfReach: not for this viewer.
    """
    person_id = photo_person(by, photo_id, Act.FACT_WITHDRAW)
    need_reason(reason)
    with transaction.atomic():
        held = Photo.objects.select_related("mention__data_key__organisation_key").select_for_update(of=("self",))
        photo = held.get(pk=photo_id)
        if PhotoWithdrawal.objects.filter(photo=photo).exists():
            raise AlreadyCorrected("This photo was withdrawn before.")
        row = PhotoWithdrawal(photo=photo, by_id=by.staff_id, at=timezone.now())
        row.reason_sealed = seal(open_key(photo.mention.data_key), WITHDRAWAL, row.id, "reason_sealed", reason)
        row.save(force_insert=True)
        log("photo.withdrawn", by, person_id, photo=str(photo_id))


def _received(by: Viewer, person_id: UUID, given: PhotoInput, copies: Copies) -> ReportInput:
    roles = Mention.objects.filter(memberships__person=person_id, memberships__until=None).order_by("id")
    role = MentionRole(roles.values_list("role", flat=True).first() or MentionRole.CHILD)
    return ReportInput(
        channel=Channel.STAFF_NOTE,
        source_id=source_of_kind(by, given.said_by.kind).id,
        payload={
            "photo": f"{copies.width} × {copies.height}",
            "taken_on": given.taken_on.edtf if given.taken_on else "",
            "words": given.words,
        },
        mentions=(MentionInput(role, (), person=person_id),),
        received_at=timezone.now(),
        grade=given.said_by.grade,
        reporter=given.said_by.reporter,
    )


def _need_first(report: Report, original_id: UUID) -> None:
    if report.original_id != original_id:
        raise _SentTwice


def _photo(by: Viewer, mention: Mention, given: PhotoInput, copies: Copies) -> Photo:
    key = open_key(mention.data_key)
    photo = Photo(
        mention=mention,
        original=mention.report.original,
        width=copies.width,
        height=copies.height,
        recorded_at=timezone.now(),
        recorded_by_id=by.staff_id,
    )
    if given.taken_on:
        photo.taken_sealed = seal(key, PHOTO, photo.id, "taken_sealed", given.taken_on.to_json())
    photo.blurred_sealed = _sealed(key, photo.id, "blurred_sealed", copies.blurred)
    photo.clear_sealed = _sealed(key, photo.id, "clear_sealed", copies.clear)
    photo.save(force_insert=True)
    return photo


def _sealed(key: OpenKey, photo_id: UUID, column: str, content: bytes) -> bytes:
    return seal(key, PHOTO, photo_id, column, base64.b64encode(content).decode())
