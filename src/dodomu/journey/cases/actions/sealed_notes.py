"""Sealed notes: written for named colleagues, opened with the own passphrase and a reason, passed on by who can read.

No leaf commits to the words: whoever has the keys of the server could test guesses against it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base import journal, keys
from dodomu.base.access.actions import open_own_key
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.refusals import Refused
from dodomu.base.access.sealed_words import in_words
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions.holding import held, key_of, said
from dodomu.journey.cases.models import Case, SealedNote, WhyOpened
from dodomu.journey.cases.queries.sealed_notes import COLUMN, TABLE, may_open, possible_readers


@transaction.atomic
def write_sealed_note(by: Viewer, case_id: UUID, words: str, readers: Collection[UUID]) -> SealedNote:
    """Seal a note on a case to these colleagues. Its author needs no key and cannot open it unless named.

    Raises:
        NotAllowed, OutOfReach: the viewer writes no sealed notes, or not for this child. CaseClosed: it is closed.
        ValueError: no words. Refused: nobody named, one who cannot be named, or the shares are not in force.
    """
    case = held(by, case_id, Act.SEALED_WRITE)
    text = said("words", words)
    if set(readers) - {one.id for one in possible_readers(by, case_id)}:
        raise _not_possible()
    note = SealedNote.objects.create(case=case, by_id=by.staff_id, at=timezone.now())
    with in_words():
        keys.seal_for(readers, TABLE, note.id, COLUMN, text, under=_key(case), by=by.staff_id)
    journal.append("sealed_note.written", by=by, subject=case.pid, case=case.pid, codes={"count": len(set(readers))})
    return note


def open_sealed_note(by: Viewer, note_id: UUID, passphrase: str, why: str) -> str:
    """The words of a note, for one of those it is sealed to.

    Raises:
        OutOfReach: there is none within reach, or the sealed compartment is shut. ValueError: no such reason.
        Refused: the passphrase is wrong (journaled), or the note is sealed to others.
    """
    reason = WhyOpened(why)
    _reached(by, note_id)
    opened = open_own_key(by, passphrase)
    with transaction.atomic():
        note, case = _reached(by, note_id)
        with in_words():
            words = keys.open_sealed(opened, TABLE, note.id, COLUMN, under=_key(case))
        journal.append("sealed_note.opened", by=by, subject=case.pid, case=case.pid, codes={"why": reason.value})
    return str(words)


def add_note_reader(by: Viewer, note_id: UUID, reader: UUID, passphrase: str) -> None:
    """Let one more colleague open a note that the viewer can open.

    Raises:
        As ``open_sealed_note``; Refused: this colleague cannot be named.
    """
    _reached(by, note_id)
    opened = open_own_key(by, passphrase)
    with transaction.atomic():
        note, case = _reached(by, note_id)
        if reader not in {one.id for one in possible_readers(by, case.id)}:
            raise _not_possible()
        with in_words():
            keys.add_sealed_reader(opened, TABLE, note.id, COLUMN, reader)
        _note(by, "sealed_note.reader_added", case, reader)


def remove_note_reader(by: Viewer, note_id: UUID, reader: UUID, passphrase: str) -> None:
    """Take a colleague away from a note; it is sealed anew for the others.

    Raises:
        As ``open_sealed_note``; Refused: nobody would be left.
    """
    _reached(by, note_id)
    opened = open_own_key(by, passphrase)
    with transaction.atomic():
        note, case = _reached(by, note_id)
        with in_words():
            keys.remove_sealed_reader(opened, TABLE, note.id, COLUMN, reader, under=_key(case))
        _note(by, "sealed_note.reader_removed", case, reader)


def _reached(by: Viewer, note_id: UUID) -> tuple[SealedNote, Case]:
    note = SealedNote.objects.select_related("case").filter(id=note_id).first()
    if note is None or not may_open(by, note.case):
        raise OutOfReach
    return note, note.case


def _key(case: Case) -> keys.OpenKey:
    """The case's own key. Where it was lawfully destroyed, what was sealed is destroyed with it."""
    try:
        return key_of(case)
    except keys.KeyDestroyed:
        raise keys.NotSealedHere("The key of the case was destroyed.") from None


def _note(by: Viewer, kind: str, case: Case, reader: UUID) -> None:
    pid = User.objects.values_list("pid", flat=True).get(pk=reader)
    journal.append(kind, by=by, subject=case.pid, case=case.pid, codes={"colleague": str(pid)})


def _not_possible() -> Refused:
    sentence = _(
        "Only a colleague with a sealed key, the sealed compartment and a right to read this case can be named."
    )
    return Refused("not_possible", sentence)
