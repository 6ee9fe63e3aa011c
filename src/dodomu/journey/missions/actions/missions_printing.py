"""A mission sheet on paper: for a purpose, journaled, with names only when chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions.holding import held, leaf
from dodomu.journey.missions.models import Group
from dodomu.journey.missions.queries.missions_sheet import PURPOSES, Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What is printed: for which purpose (``missions_sheet.PURPOSES``), and whether it shows who the children are."""

    purpose: str
    named: bool = False


@transaction.atomic
def print_sheet(by: Viewer, mission_id: UUID, group_id: UUID, given: SheetInput) -> Sheet:
    """The sheet of one group of a mission, and a journal leaf that says who printed it, what for, and how much it shows.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. ValueError: a purpose or a group that is not accepted.
    """
    mission = held(by, mission_id, Act.MISSION_WORK, states=None)
    if given.purpose not in PURPOSES:
        raise ValueError(f"purpose: accepted are {', '.join(PURPOSES)}")
    if not Group.objects.filter(id=group_id, mission=mission).exists():
        raise ValueError("group: accepted are groups of this mission")
    sheet = sheet_of(by, mission_id, group_id, given.purpose, named=given.named)
    leaf(
        by,
        mission,
        "mission.sheet_printed",
        purpose=given.purpose,
        named=sum(child.name is not None for child in sheet.children),
        legs=len(sheet.legs),
    )
    return sheet
