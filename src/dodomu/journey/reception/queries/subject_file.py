"""What reception keeps about a person, for the file that the person may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.cases.models import Case
from dodomu.journey.reception import labels
from dodomu.journey.reception.bridge import Judged, Look, Opened
from dodomu.journey.reception.models import Arrival, Need, Particular, SheetOut, Topic, Triage
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import moment_in_words

CLINICAL = Compartment.CLINICAL.value


def subject_file(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """Arrivals, what was seen of the health, needs, what was known, sheets that were handed on.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    cases = list(Case.objects.filter(person__in=linking.parts_of(person_id)))
    arrivals = list(Arrival.objects.filter(case__in=cases).select_related("case", "team").order_by("at"))
    opened = Opened({case.data_key_id for case in cases})
    yield FileSection("arrivals", _("Your arrival"), tuple(_arrivals(arrivals, opened)))
    yield FileSection("triage", _("What was seen of your health on arrival"), tuple(_triages(arrivals, opened)))
    yield FileSection("care", _("What was noted for your care"), (*_needs(arrivals, opened), *_known(cases, opened)))


def _arrivals(arrivals: list[Arrival], opened: Opened) -> Iterator[FileEntry]:
    for one in arrivals:
        words = f"{one.get_state_display()}, {one.team.name}"
        if one.arrived_at:
            words = f"{words}; {moment_in_words(one.arrived_at)}; {one.get_identity_display()}"
        yield FileEntry(f"arrival:{one.id}", _("Arrival"), words, one.arrived_at or one.expected_at)
        brought = opened.text(
            one.case.data_key_id, "reception_arrival", one.id, "brought_by_sealed", one.brought_by_sealed
        )
        if brought:
            yield FileEntry(f"brought:{one.id}", _("Who brought you"), brought, one.arrived_at, free=True)
    for sheet in SheetOut.objects.filter(arrival__in=arrivals).order_by("at"):
        yield FileEntry(f"sheet:{sheet.id}", _("A hand-over sheet was made"), sheet.purpose, sheet.at)


def _triages(arrivals: list[Arrival], opened: Opened) -> Iterator[FileEntry]:
    found = Triage.objects.filter(arrival__in=arrivals).select_related("arrival__case").order_by("seen_at")
    for one in found:
        key = one.arrival.case.data_key_id
        look = opened.value(key, "reception_triage", one.id, "seen_sealed", one.seen_sealed)
        result = opened.value(key, "reception_triage", one.id, "result_sealed", one.result_sealed)
        note = opened.text(key, "reception_triage", one.id, "note_sealed", one.note_sealed)
        words = _seen(look, result)
        value = f"{words}; {note}" if note else words
        yield FileEntry(f"triage:{one.id}", _("Triage"), value, one.seen_at, compartment=CLINICAL, free=bool(note))


def _seen(look: dict[str, object] | None, result: dict[str, object] | None) -> str:
    """Colour, numbers and signs in words."""
    if not look or not result:
        return _("erased: its key was lawfully destroyed")
    seen, judged = Look.from_json(look), Judged.from_json(result)
    numbers = [f"{labels.MEASURES[code]} {text}" for code, text in {**seen.vitals, **seen.extras}.items()]
    signs = [str(labels.SIGNS.get(code, code)) for code, found in seen.signs.items() if found == "yes"]
    return "; ".join([str(labels.COLOURS[judged.colour][0]), *numbers, *signs])


def _needs(arrivals: list[Arrival], opened: Opened) -> Iterator[FileEntry]:
    for one in Need.objects.filter(arrival__in=arrivals).select_related("arrival__case").order_by("at"):
        note = opened.text(one.arrival.case.data_key_id, "reception_need", one.id, "note_sealed", one.note_sealed)
        words = f"{labels.NEEDS.get(one.kind, one.kind)} ({one.get_state_display()})"
        yield FileEntry(f"need:{one.id}", _("Need"), f"{words}: {note}" if note else words, one.at, free=bool(note))


def _known(cases: list[Case], opened: Opened) -> Iterator[FileEntry]:
    for one in Particular.objects.filter(case__in=cases).select_related("case").order_by("at"):
        words = opened.text(one.case.data_key_id, "reception_particular", one.id, "words_sealed", one.words_sealed)
        value = f"{one.get_answer_display()} {words}".strip()
        yield FileEntry(f"particular:{one.id}", one.get_kind_display(), value, one.at, free=bool(words))
    for row in Topic.objects.filter(case__in=cases).select_related("case").order_by("at"):
        code = opened.text(row.case.data_key_id, "reception_topic", row.id, "topic_sealed", row.topic_sealed)
        yield FileEntry(f"topic:{row.id}", _("Not to be asked about"), labels.TOPICS.get(code, code), row.at)
