"""One person's whole file for the person who asks: compiled by one, read and released by another, kept in the vault."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dodomu.base import contributions, vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.cases.actions.requests import RequestNotNow, What, hold, log, note
from dodomu.journey.cases.actions.second import SamePerson
from dodomu.journey.cases.data_rules import withheld_parts
from dodomu.journey.cases.models import Case, DataRequest, RequestKind, RequestState
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import kyiv_day

FORMAT = "dodomu/subject-file/1"
KIND = "subject_file"
JSON_NAME, PAGE_NAME = "file.json", "file.html"


def draft(by: Viewer, request_id: UUID) -> list[FileSection]:
    """What the file would hold, for the one who compiles it; nothing is written.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. RequestNotNow: it is no open request for the whole file.
    """
    with transaction.atomic():
        row = hold(by, request_id, Act.DATA_REQUEST_WORK)
        _must_be_open(row)
        return _sections(by, row)


@transaction.atomic
def compile_file(by: Viewer, request_id: UUID, withhold: Collection[str] = ()) -> DataRequest:
    """Compile everything every stage keeps about the person into one file, and keep it for the second person.

    What does not go to this kind of requester is left out by rule (``data/subject_file.csv``), and what a person found
    to speak of somebody else by ``withhold``; the file says how many things were left out and why.

    Parameters:
        withhold: the ``ref`` of entries that speak of other people.

    Raises:
        As ``draft``.
    """
    row = hold(by, request_id, Act.DATA_REQUEST_WORK)
    _must_be_open(row)
    # A destruction holds the case: either this file is there when it looks for such files, or it finds nothing to copy.
    list(Case.objects.select_for_update().filter(person__in=linking.parts_of(row.person_id)).order_by("id"))
    content = _content(row, _sections(by, row), frozenset(withhold))
    stream = io.BytesIO(_zipped(content, row.language))
    row.file_id = vault.keep(stream, by=by, kind=KIND, filename=f"request-{row.number}.zip").id
    row.compiled_by_id, row.compiled_at, row.state = by.staff_id, timezone.now(), RequestState.COMPILED
    row.save(update_fields=("file", "compiled_by", "compiled_at", "state"))
    note(by, row, What.COMPILED)
    entries = sum(len(section["entries"]) for section in content["sections"])
    left_out = sum(one["number"] for section in content["sections"] for one in section["withheld"])
    log("request.compiled", by, row, original=str(row.file_id), entries=entries, withheld=left_out)
    return row


def read_file(by: Viewer, request_id: UUID) -> dict[str, Any]:
    """The compiled file, for whoever works on or releases it; opening it is journaled.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. RequestNotNow: there is none.
        KeyDestroyed, VaultDamaged: it is gone.
    """
    with open_file(by, request_id) as stream, zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
        content: dict[str, Any] = json.loads(archive.read(JSON_NAME))
    return content


def open_file(by: Viewer, request_id: UUID) -> BinaryIO:
    """The compiled file as it was kept, a ZIP. Raises as ``read_file``."""
    act = Act.DATA_REQUEST_WORK if policy.may(by, Act.DATA_REQUEST_WORK) else Act.DATA_REQUEST_CONFIRM
    with transaction.atomic():
        row = hold(by, request_id, act)
        if row.file_id is None:
            raise RequestNotNow("file: it is not compiled yet")
        note(by, row, What.OPENED)
        log("request.file_opened", by, row)
    return vault.open_original(row.file_id, by, subject=row.person_id, act=act)


@transaction.atomic
def release_file(by: Viewer, request_id: UUID, reason: str = "") -> DataRequest:
    """Release a compiled file to the requester, as the second person.

    Raises:
        SamePerson: the viewer compiled it. RequestNotNow: it does not wait. NotAllowed, OutOfReach.
    """
    row = _waiting(by, request_id)
    if row.compiled_by_id == by.user_id and not by.alone:
        raise SamePerson
    row.state, row.answered_by_id, row.answered_at = RequestState.RELEASED, by.staff_id, timezone.now()
    row.not_confirmed = row.compiled_by_id == by.user_id
    row.save(update_fields=("state", "answered_by", "answered_at", "not_confirmed"))
    note(by, row, What.RELEASED, reason)
    log("request.released", by, row, original=str(row.file_id), confirmed=int(not row.not_confirmed))
    return row


@transaction.atomic
def send_back(by: Viewer, request_id: UUID, reason: str) -> DataRequest:
    """Send a compiled file back to be compiled anew; what was compiled stays in the vault and in the history, until the care
    data that it copies are destroyed.

    Raises:
        ValueError: no reason. RequestNotNow, NotAllowed, OutOfReach.
    """
    row = _waiting(by, request_id)
    if not reason.strip():
        raise ValueError("reason: say what is wrong with it")
    note(by, row, What.SENT_BACK, reason)
    row.state, row.file_id, row.compiled_by_id, row.compiled_at = RequestState.OPEN, None, None, None
    row.save(update_fields=("state", "file", "compiled_by", "compiled_at"))
    log("request.sent_back", by, row)
    return row


def _waiting(by: Viewer, request_id: UUID) -> DataRequest:
    row = hold(by, request_id, Act.DATA_REQUEST_CONFIRM)
    if row.state != RequestState.COMPILED:
        raise RequestNotNow("request: no compiled file waits")
    return row


def _must_be_open(row: DataRequest) -> None:
    if row.kind != RequestKind.ACCESS or row.state != RequestState.OPEN:
        raise RequestNotNow("request: accepted is an open request for the whole file")


def _sections(by: Viewer, row: DataRequest) -> list[FileSection]:
    with translation.override(row.language):
        return [
            FileSection(one.code, str(one.title), tuple(map(_plain, one.entries)), _said(one.withheld))
            for one in contributions.subject_file(by, linking.current_person(row.person_id))
        ]


def _plain(entry: FileEntry) -> FileEntry:
    """With lazy words put into the language of the file."""
    words = (str(entry.title), str(entry.value), entry.at, str(entry.source))
    return FileEntry(entry.ref, *words, entry.compartment, entry.free)


def _said(withheld: tuple[tuple[Any, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((str(why), number) for why, number in withheld)


def _content(row: DataRequest, sections: list[FileSection], withhold: frozenset[str]) -> dict[str, Any]:
    with translation.override(row.language):
        return {
            "format": FORMAT,
            "number": row.number,
            "language": row.language,
            "compiled": timezone.now().isoformat(),
            "sections": [_section(one, withheld_parts(row.requester), withhold) for one in sections],
        }


def _section(section: FileSection, closed: dict[str, str], withhold: frozenset[str]) -> dict[str, Any]:
    left_out: dict[str, int] = {str(why): number for why, number in section.withheld}
    entries = []
    for entry in section.entries:
        if entry.compartment in closed:
            label = Compartment(entry.compartment).label
            why = _("%(what)s: not given to this requester (%(source)s)")
            why = why % {"what": label, "source": closed[entry.compartment]}
            left_out[why] = left_out.get(why, 0) + 1
        elif entry.ref in withhold:
            why = _("speaks of another person")
            left_out[why] = left_out.get(why, 0) + 1
        else:
            day = kyiv_day(entry.at) if entry.at else ""
            at = entry.at.isoformat() if entry.at else ""
            words = {"title": str(entry.title), "value": str(entry.value), "source": str(entry.source)}
            entries.append({"ref": entry.ref, "day": day, "at": at} | words)
    withheld = [{"why": why, "number": number} for why, number in left_out.items()]
    return {"code": section.code, "title": section.title, "entries": entries, "withheld": withheld}


def _zipped(content: dict[str, Any], language: str) -> bytes:
    with translation.override(language):
        page = render_to_string("cases/subject_file_page.html", {"file": content})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON_NAME, json.dumps(content, ensure_ascii=False, indent=1))
        archive.writestr(PAGE_NAME, page)
    return packed.getvalue()
