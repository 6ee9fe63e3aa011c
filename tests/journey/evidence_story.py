"""Invented exhibits of Olena's case, and the colleagues who keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions.consents import Paper
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import CopyInput, DisclosureInput, Handed, HoldInput, ItemInput, Party, Taken
from dodomu.journey.evidence.models import CustodyEvent, Derivative, Exhibit, LegalHold
from tests.journey.cases_people import Office

CONTENT = b"\xff\xd8\xff an invented photograph of a birth certificate"
EXPERT = Party("Ковальчук Петро", "Інститут експертиз")
AUNT = Party("Мороз Ганна")


def taken(content: bytes = CONTENT, **more: Any) -> Taken:
    """A photograph that an aunt handed over yesterday."""
    given: dict[str, Any] = {
        "intake": uuid4(),
        "file": BytesIO(content),
        "filename": "Свідоцтво Олени.JPG",
        "kind": "photo",
        "way": "handed",
        "language": "uk",
        "what": "Photograph of a birth certificate",
        "source": "giver",
        "place": "Office of Willow",
        "giver": AUNT,
        "came": PartialDate.of_day(timezone.localdate() - timedelta(days=1)),
    }
    return Taken(**{**given, **more})


def signed() -> Paper:
    return Paper(BytesIO(b"%PDF-1.4 an invented receipt"), "receipt.pdf", "pdf")


def handed(**more: Any) -> Handed:
    return Handed(**{"purpose": "storage", "place": "The safe of Willow", "happened_at": timezone.now(), **more})


def copied(**more: Any) -> CopyInput:
    """A copy without names, made in an image editor."""
    given: dict[str, Any] = {
        "intake": uuid4(),
        "file": BytesIO(b"\x89PNG an invented copy"),
        "filename": "без імен.png",
        "kind": "redacted",
        "tool": "GIMP",
        "version": "2.10.34",
        "removed": ("names", "numbers"),
        "words": "For the defence.",
    }
    return CopyInput(**{**given, **more})


class Safe(Office):
    """Olena's case with an evidence officer, a second one, and an exhibit that her case worker took in."""

    def __init__(self, viewer_with: Callable[..., Any]) -> None:
        super().__init__(viewer_with)
        self.officer: Viewer = viewer_with("evidence_officer")
        self.other_officer: Viewer = viewer_with("evidence_officer")
        self.exhibit: Exhibit = self.take()

    def take(self, by: Viewer | None = None, **more: Any) -> Exhibit:
        return actions.take_in(by or self.willow, self.case.id, taken(**more))

    def give(self, to: Viewer | None = None, by: Viewer | None = None, **more: Any) -> CustodyEvent:
        """Hand it over, to the officer where nobody is named."""
        receiver = None if "outside" in more else (to or self.officer).user_id
        return actions.hand_over(by or self.willow, self.exhibit.id, handed(receiver_id=receiver, **more))

    def copy(self, **more: Any) -> Derivative:
        return actions.add_copy(self.officer, self.exhibit.id, copied(**more))

    def hold(self, by: Viewer | None = None) -> LegalHold:
        return actions.place_hold(by or self.officer, self.case.id, HoldInput("court", "The prosecutor asks."))

    def disclose(self, *items: ItemInput, **more: Any) -> Any:
        given = {"recipient": "Head of the court of Willow", "basis": "order", "reason": "Order of the court."}
        rows = items or (ItemInput(self.exhibit.id, "original"),)
        return actions.ask_disclosure(self.officer, self.case.id, DisclosureInput(**{**given, **more}, items=rows))


def withheld(exhibit_id: UUID, why: str = "safety") -> ItemInput:
    return ItemInput(exhibit_id, "withheld", why=why)
