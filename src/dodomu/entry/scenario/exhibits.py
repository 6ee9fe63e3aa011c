"""What is kept as evidence: a certificate that a mother photographed, a notice sent by telephone, an expert who has one of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils import timezone
from PIL import Image, ImageDraw

from dodomu.engine.values import PartialDate
from dodomu.journey.cases.actions.consents import Paper
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import ClaimInput, CopyInput, Handed, HoldInput, Party, Taken

if TYPE_CHECKING:
    from dodomu.entry.scenario.story import Scenario

MOTHER = Party("Коваленко Ірина")
EXPERT = Party("Петро Мірошник", "Інститут експертиз, відділ документів")
OFFICE = "Кабінет команди «Верба»"
RECEIPT = b"%PDF-1.4\n% an invented receipt of an invented institute\n%%EOF\n"


def load(scenario: Scenario) -> None:
    """Three exhibits of Olena's case: one kept, one with an expert, one on its way; and a hold that waits for a second person."""
    case_id = scenario.case_ids["olena"]
    certificate = _take(scenario, case_id, "photo", "Світлина свідоцтва про народження", MOTHER)
    _to_the_officer(scenario, certificate)
    _redact(scenario, certificate)
    notice = _take(scenario, case_id, "message", "Знімок повідомлення про переведення до іншого закладу", MOTHER)
    _to_the_expert(scenario, notice)
    note = _take(scenario, case_id, "document", "Записка, яку передала сусідка", Party("Сусідка, без імені"))
    worker, officer = scenario.as_of("case-worker"), scenario.as_of("evidence-officer")
    actions.hand_over(worker, note, _handed("storage", receiver_id=officer.staff_id))
    reason = "Прокуратура просить зберегти все, що стосується переведення дитини."
    actions.place_hold(officer, case_id, HoldInput("court", reason))


def _take(scenario: Scenario, case_id: UUID, kind: str, what: str, giver: Party) -> UUID:
    worker = scenario.as_of("case-worker")
    taken = Taken(
        intake=uuid4(),
        file=_sheet(kind),
        filename=f"{kind}.png",
        kind=kind,
        way="sent",
        language="uk",
        what=what,
        source="giver",
        place=OFFICE,
        giver=giver,
        came=PartialDate.of_day(scenario.day(9)),
    )
    return actions.take_in(worker, case_id, taken).id


def _to_the_officer(scenario: Scenario, exhibit_id: UUID) -> None:
    worker, officer = scenario.as_of("case-worker"), scenario.as_of("evidence-officer")
    event = actions.hand_over(worker, exhibit_id, _handed("storage", receiver_id=officer.staff_id))
    actions.receive(officer, event.id)
    made = ClaimInput("made_on", "", "file", day=PartialDate.from_edtf(f"{scenario.today.year - 3}-08"))
    actions.add_claim(officer, exhibit_id, made)


def _to_the_expert(scenario: Scenario, exhibit_id: UUID) -> None:
    paper = Paper(io.BytesIO(RECEIPT), "receipt.pdf", "pdf")
    words = "Конверт із пломбою 118, пломба ціла."
    given = _handed("examination", outside=EXPERT, paper=paper, words=words)
    actions.hand_over(scenario.as_of("case-worker"), exhibit_id, given)


def _redact(scenario: Scenario, exhibit_id: UUID) -> None:
    given = CopyInput(
        intake=uuid4(),
        file=_sheet("redacted"),
        filename="copy.png",
        kind="redacted",
        tool="GIMP",
        version="2.10.34",
        removed=("names", "numbers", "hidden"),
    )
    actions.add_copy(scenario.as_of("evidence-officer"), exhibit_id, given)


def _handed(purpose: str, **more: object) -> Handed:
    return Handed(purpose=purpose, place=OFFICE, happened_at=timezone.now(), **more)  # type: ignore[arg-type]


def _sheet(kind: str) -> io.BytesIO:
    """A drawn sheet with lines in place of words: there is nothing to read on it."""
    picture = Image.new("RGB", (420, 594), "#faf8f3")
    draw = ImageDraw.Draw(picture)
    for line in range(12 + len(kind)):
        draw.rectangle((48, 60 + line * 24, 360 - (line * 37) % 120, 68 + line * 24), fill="#857f73")
    target = io.BytesIO()
    picture.save(target, "PNG")
    target.seek(0)
    return target
