"""What the cases keep about a person, for the file that the person may ask for, without other people's data."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.cases.axes import AXIS_LABELS, axis_values
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import (
    AxisEntry,
    Case,
    CaseEvent,
    ChildView,
    Consent,
    DataRequest,
    Interview,
    NeverDisclose,
    SealedNote,
    Sending,
    Task,
)
from dodomu.journey.cases.queries.packages import Package
from dodomu.journey.cases.sending_rules import PROFILE_LABELS
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import kyiv_day, reading


def subject_file(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """The case with its history, consents, the child's own view, interviews, and to whom data went.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    parts = linking.parts_of(person_id)
    cases = list(Case.objects.filter(person__in=parts).select_related("team").order_by("number"))
    opened = Opened({case.data_key_id for case in cases})
    yield FileSection("cases", _("Your case"), tuple(_case_entries(cases, opened)))
    yield FileSection("consents", _("Consent"), tuple(_consents(cases, opened)), _givers(cases))
    yield FileSection("views", _("What you said yourself"), tuple(_views(cases, opened)))
    yield FileSection("interviews", _("Interviews"), tuple(_interviews(cases)))
    yield FileSection("sealed", _("Sealed notes"), tuple(_sealed_notes(cases)))
    yield FileSection("sendings", _("To whom data about you went"), tuple(_sendings(cases)))
    yield FileSection("requests", _("Requests about your data"), tuple(_requests(parts)))


def _text(row: Model, column: str, case: Case, opened: Opened) -> str:
    return opened.text(case.data_key_id, row._meta.db_table, row.pk, column, getattr(row, column))


def _case_entries(cases: list[Case], opened: Opened) -> Iterator[FileEntry]:
    for case in cases:
        number = _("Case №%(number)s") % {"number": case.number}
        yield FileEntry(
            f"case:{case.id}", number, _text(case, "reason_sealed", case, opened), case.opened_at, free=True
        )
        for event in CaseEvent.objects.filter(case=case).select_related("team").order_by("at"):
            reason = _text(event, "reason_sealed", case, opened)
            words = f"{event.get_what_display()}: {event.team.name}; {reason}".rstrip("; ")
            yield FileEntry(f"event:{event.id}", number, words, event.at, free=bool(reason))
        for step in AxisEntry.objects.filter(case=case).order_by("at"):
            note, value = _text(step, "note_sealed", case, opened), axis_values()[step.axis, step.value]
            words = f"{value.label}, {reading(step.since)}; {note}".rstrip("; ")
            yield FileEntry(f"step:{step.id}", AXIS_LABELS[step.axis], words, step.at, free=bool(note))
        for task in Task.objects.filter(case=case).order_by("at"):
            words = _text(task, "title_sealed", case, opened)
            yield FileEntry(f"task:{task.id}", _("Task"), f"{words} ({task.get_state_display()})", task.at, free=True)
    if warned := NeverDisclose.objects.filter(case__in=cases).count():
        words = _("%(number)s entries on who must never learn of you") % {"number": warned}
        yield FileEntry("warned", _("Protection"), words)


def _consents(cases: list[Case], opened: Opened) -> Iterator[FileEntry]:
    for case in cases:
        for row in Consent.objects.filter(case=case).order_by("at"):
            until = f" – {row.valid_until}" if row.valid_until else ""
            period = f", {row.valid_from}{until}" if row.valid_from else ""
            words = f"{row.get_state_display()} ({row.get_giver_display()}){period}"
            note = _text(row, "note_sealed", case, opened)
            value = f"{words}; {note}" if note else words
            yield FileEntry(f"consent:{row.id}", row.get_use_display(), value, row.at, free=bool(note))


def _givers(cases: list[Case]) -> tuple[tuple[str, int], ...]:
    named = Consent.objects.filter(case__in=cases, giver_name_sealed__isnull=False).count()
    return ((_("names of those who gave consent: data of another person"), named),) if named else ()


def _views(cases: list[Case], opened: Opened) -> Iterator[FileEntry]:
    for case in cases:
        for row in ChildView.objects.filter(case=case).order_by("at"):
            words = _text(row, "words_sealed", case, opened)
            title = f"{reading(row.on_edtf)}, {row.get_how_display()}"
            yield FileEntry(f"view:{row.id}", title, words, row.at, free=True)


def _interviews(cases: list[Case]) -> Iterator[FileEntry]:
    for row in Interview.objects.filter(case__in=cases).order_by("on"):
        words = f"{row.on}, {row.get_state_display()}"
        yield FileEntry(f"interview:{row.id}", row.get_kind_display(), words, row.at)


def _sealed_notes(cases: list[Case]) -> Iterator[FileEntry]:
    """That there are some, so that the file does not seem whole without them. Their words the server cannot open, and no

    requester is given them: they speak of others and of proceedings (``data/subject_file.csv``), so they are counted there.
    """
    for row in SealedNote.objects.filter(case__in=cases).order_by("at"):
        yield FileEntry(f"sealed:{row.id}", _("Sealed note"), "", row.at, compartment=Compartment.SEALED.value)


def _sendings(cases: list[Case]) -> Iterator[FileEntry]:
    """Receivers by name: the person has the right to know them (Court of Justice of the EU, C-154/21)."""
    found = Sending.objects.filter(case__in=cases, sent_at__isnull=False).select_related("to_team", "to_body")
    rows = list(found.order_by("sent_at"))
    opened = Opened({row.data_key_id for row in rows})
    for row in rows:
        receiver = row.to_team.name if row.to_team else row.to_body.name if row.to_body else ""
        stored = opened.value(row.data_key_id, "cases_sending", row.id, "package_sealed", row.package_sealed)
        fields = sorted({line.label for line in Package.from_json(stored).lines}) if stored else []
        state = f"{row.get_state_display()}; {row.get_basis_display()}"
        words = _("to %(receiver)s (%(state)s): %(fields)s")
        words = words % {"receiver": receiver, "state": state, "fields": ", ".join(fields)}
        title = f"{row.get_kind_display()}: {PROFILE_LABELS[row.profile]}"
        yield FileEntry(f"sending:{row.id}", title, words, row.sent_at)


def _requests(parts: set[UUID]) -> Iterator[FileEntry]:
    for row in DataRequest.objects.filter(person__in=parts).order_by("number"):
        words = f"{row.get_state_display()}, {kyiv_day(row.at)}"
        yield FileEntry(f"request:{row.id}", f"№{row.number}: {row.get_kind_display()}", words, row.at)
