"""Copies of an exhibit that were made elsewhere, and opening an exhibit or a copy with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base import vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.vault.chunks import Readable
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.holding import held, log
from dodomu.journey.evidence.models import CopyKind, Derivative, Exhibit, OpenedFor, Opening, Removed
from dodomu.journey.evidence.statements import derivative_statement, words_statement

OUTSIDE = "outside"
"""Made elsewhere: with what is said by whoever brings it, and a journal takes no words."""
PURPOSES = {CopyKind.REDACTED: vault.Purpose.REDACTION}
TABLE, OPENING = "evidence_derivative", "evidence_opening"


@dataclass(frozen=True, slots=True)
class CopyInput:
    """A copy as it is brought: with which tool and version it was made, what was removed, and why."""

    intake: UUID
    file: Readable = field(repr=False)
    filename: str = field(repr=False)
    kind: str
    tool: str = field(repr=False)
    version: str = field(repr=False)
    removed: tuple[str, ...] = ()
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """An original on its way out: the stream, and a name that says nothing of the child."""

    stream: BinaryIO = field(repr=False)
    filename: str


@transaction.atomic
def add_copy(by: Viewer, exhibit_id: UUID, given: CopyInput) -> Derivative:
    """Keep a copy of an exhibit as an object of its own; the exhibit is not touched. The same form sent twice is one copy.

    Raises:
        As ``held``; ValueError: names the field.
    """
    exhibit = held(by, exhibit_id, Act.EVIDENCE_WORK)
    before = Derivative.objects.filter(intake=given.intake).first()
    if before is not None:
        if before.exhibit_id != exhibit.id or before.by_id != by.user_id:
            raise policy.OutOfReach
        return before
    _check(given)
    key, row = key_of(exhibit), new_id()
    tool = {"name": said("tool", given.tool), "version": said("version", given.version)}
    original = vault.derive(
        exhibit.original_id,
        given.file,
        by=by,
        purpose=PURPOSES.get(CopyKind(given.kind), vault.Purpose.TEXT),
        tool=OUTSIDE,
        tool_version="1",
        parameters=tool,
        filename=given.filename,
        case=exhibit.case.pid,
    ).object
    words = given.words.strip()
    made = Derivative.objects.create(
        id=row,
        intake=given.intake,
        exhibit=exhibit,
        number=(exhibit.derivatives.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=given.kind,
        original=original,
        tool_sealed=bridge.seal_value(key, TABLE, row, "tool_sealed", tool),
        removed=",".join(code for code in Removed.values if code in given.removed),
        words_sealed=bridge.seal_value(key, TABLE, row, "words_sealed", words) if words else None,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    statement = derivative_statement(made, bridge.Opened({exhibit.data_key_id}))
    to_bytes, _salt = bridge.original_commitment(original)
    log("evidence.copied", by, exhibit, statement, to_bytes, row=row, copy_kind=given.kind, number=made.number)
    return made


def open_exhibit(by: Viewer, exhibit_id: UUID, purpose: str, reason: str, copy_id: UUID | None = None) -> Opened:
    """Open an exhibit as it was taken in, or a copy of it. Who, when and why is recorded before the first byte leaves.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. ValueError: names the field.
        KeyDestroyed, VaultDamaged: it is gone.
    """
    with transaction.atomic():
        exhibit = held(by, exhibit_id, Act.EVIDENCE_OPEN, set_aside_too=True)
        if purpose not in OpenedFor.values:
            raise ValueError(f"purpose: accepted are {', '.join(OpenedFor.values)}")
        words, copy = said("reason", reason), _copy(exhibit, copy_id)
        row, key = new_id(), key_of(exhibit)
        opening = Opening.objects.create(
            id=row,
            exhibit=exhibit,
            derivative=copy,
            purpose=purpose,
            reason_sealed=bridge.seal_value(key, OPENING, row, "reason_sealed", words),
            by_id=by.staff_id,
            at=timezone.now(),
        )
        statement = words_statement("opening", exhibit.pid, opening.at, purpose=purpose, reason=words)
        more = {"copy": copy.number} if copy else {}
        log("evidence.opened", by, exhibit, statement, row=row, opened_for=purpose, **more)
        original = copy.original if copy else exhibit.original
        person, case = exhibit.case.person_id, exhibit.case.pid
        stream = vault.open_original(original.id, by, subject=person, act=Act.EVIDENCE_OPEN, case=case)
    number = f"{exhibit.number}-{copy.number}" if copy else str(exhibit.number)
    return Opened(stream, f"exhibit-{number}{ending_of(original.filename)}")


def _check(given: CopyInput) -> None:
    if given.kind not in CopyKind.values:
        raise ValueError(f"kind: accepted are {', '.join(CopyKind.values)}")
    if not set(given.removed) <= set(Removed.values):
        raise ValueError(f"removed: accepted are {', '.join(Removed.values)}")
    if (given.kind == CopyKind.REDACTED) != bool(given.removed):
        raise ValueError("removed: said for a redacted copy, and for no other")


def _copy(exhibit: Exhibit, copy_id: UUID | None) -> Derivative | None:
    if copy_id is None:
        return None
    found = exhibit.derivatives.select_related("original__data_key__organisation_key").filter(id=copy_id).first()
    if found is None:
        raise policy.OutOfReach
    return found


def ending_of(filename: str) -> str:
    """The ending of the name a file came with, where it is a plain one; the rest of that name may tell of the child.

    >>> ending_of("Фото Олени.JPG"), ending_of("a.tar/../x"), ending_of("noending")
    ('.jpg', '', '')
    """
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= 5 else ""
