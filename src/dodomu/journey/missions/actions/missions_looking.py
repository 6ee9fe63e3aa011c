"""Opening a mission leaves a trace: its page shows who travels, and by which way."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions import queries
from dodomu.journey.missions.models import Mission


@transaction.atomic
def look_at_mission(by: Viewer, mission_id: UUID) -> queries.MissionPage:
    """The page of one mission, and a journal leaf that says who opened it.

    Raises:
        MissionNotFound: there is none within the viewer's reach.
    """
    found = queries.mission(by, mission_id)
    pid = Mission.objects.values_list("pid", flat=True).get(id=mission_id)
    journal.append("mission.page_opened", by=by, subject=pid)
    return found
