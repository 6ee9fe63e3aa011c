"""The name of a child in the list of arrivals: shown when somebody asks, and every asking is in the journal."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.names import NameForm
from dodomu.journey.reception import queries
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.actions.showing import Part
from dodomu.journey.registry.queries import linking


def show_name(by: Viewer, arrival_id: UUID) -> NameForm | None:
    """The preferred name of the child of an arrival, journaled as shown; None where no source tells one.

    Raises:
        NotAllowed, OutOfReach: the arrival or the child is not for this viewer.
    """
    row = queries.arrival(by, arrival_id).row
    registry.show_part(by, row.person_id, Part.NAME)
    card = linking.cards_of(by, [row.person_id]).get(row.person_id)
    return card.name if card else None
