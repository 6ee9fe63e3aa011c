"""Birth dates of the children of cases, as far as the viewer may read them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.models import Case
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons


def births_of(viewer: Viewer, cases: Iterable[Case]) -> dict[UUID, PartialDate | None]:
    """The preferred birth date by case; None where no source tells one. A child out of reach is left out."""
    listed = list(cases)
    current = current_persons([case.person_id for case in listed])
    cards = linking.cards_of(viewer, list(current.values()))
    found = {}
    for case in listed:
        card = cards.get(current.get(case.person_id, case.person_id))
        if card is not None:
            found[case.id] = card.birth
    return found
