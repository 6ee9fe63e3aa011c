"""What families bring besides words: a picture of one child, handed in by her mother."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate, SourceKind
from dodomu.entry.scenario.portrait import portrait
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.actions import PhotoInput, SaidBy
from dodomu.journey.registry.queries import linking

WORDS = "На подвір'ї бабусі, незадовго до від'їзду."


def bring_photo(by: Viewer, person_id: UUID, taken: date) -> None:
    """Keep the drawn picture as the mother's photo, taken in the summer of that year."""
    summer = PartialDate.from_edtf(f"{taken.year}-22")
    given = PhotoInput(portrait(), SaidBy(SourceKind.PARENT), "olenka.jpg", summer, WORDS)
    registry.add_photo(by, linking.current_person(person_id), given)
