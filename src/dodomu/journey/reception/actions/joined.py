"""When two records turn out to be one child, the team that receives it keeps seeing it under the id it has now."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base.access.actions import assign
from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.models import Arrival, ArrivalState
from dodomu.journey.registry.queries import linking


@transaction.atomic
def follow_join(by: Viewer, kept_id: UUID) -> None:
    """Let the receiving teams of a joined child see it.

    Parameters:
        by: who joined the records.
    """
    open_ones = Arrival.objects.filter(state__in=(ArrivalState.EXPECTED, ArrivalState.HERE))
    teams = open_ones.filter(case__person__in=linking.parts_of(kept_id)).values("team")
    for team in Team.objects.filter(id__in=teams):
        assign(by, kept_id, team)
