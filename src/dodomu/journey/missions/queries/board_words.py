"""The words of one group, and what the form to write one down offers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import ChildState, Group, Place
from dodomu.journey.missions.queries import board_reach
from dodomu.journey.missions.queries.board import MissionNotFound, groups_of, word_row, words_of
from dodomu.journey.missions.queries.board_opened import Opened
from dodomu.journey.missions.queries.board_rows import GroupRow, PlaceRow, WordRow

SET_OUT = tuple(set(ChildState) - {ChildState.LISTED, ChildState.NO_SHOW, ChildState.DROPPED})


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group with its mission; ``words``: all of them; ``places``: those of the corridor, where the viewer sees ways."""

    group: GroupRow
    mission_id: UUID
    mission: str
    state: str
    may_work: bool
    words: tuple[WordRow, ...]
    places: tuple[tuple[UUID, PlaceRow], ...]


@dataclass(frozen=True, slots=True)
class GroupWord:
    """A word of the group a child travelled with; ``row`` None: this viewer may not see ways. ``mission_id`` leads to the
    board where the viewer reaches the mission.
    """

    row: WordRow | None
    id: UUID
    said_at: datetime
    mission_id: UUID | None
    group: str


def group(viewer: Viewer, group_id: UUID) -> GroupPage:
    """One group within reach with every word it sent.

    Raises:
        NotAllowed: the viewer sees no missions. MissionNotFound: there is none within reach.
    """
    policy.require(viewer, Act.MISSION_READ)
    found = Group.objects.filter(board_reach.in_reach(viewer, Act.MISSION_READ, "mission__"), id=group_id)
    row = found.select_related("mission__corridor").first()
    if row is None:
        raise MissionNotFound
    mission = row.mission
    opened = Opened([mission], ways=board_reach.sees_ways(viewer))
    shown = next(one for one in groups_of(viewer, [mission], timezone.now())[mission.id] if one.id == group_id)
    words = [word_row(word, opened, mission) for word in words_of(Q(group=row)).order_by("-said_at", "-id")]
    places = (
        Place.objects.filter(corridor=mission.corridor_id, retired_at=None) if board_reach.sees_ways(viewer) else []
    )
    return GroupPage(
        group=shown,
        mission_id=mission.id,
        mission=mission.code_name,
        state=mission.state,
        may_work=board_reach.missions(viewer, Act.MISSION_WORK).filter(id=mission.id).exists(),
        words=tuple(words),
        places=tuple((place.id, opened.place(place)) for place in places),
    )


def words_about(viewer: Viewer, person_ids: Collection[UUID]) -> list[GroupWord]:
    """What the groups said with which these children set out; the caller has found the children within reach.

    Without the compartment of ways a word comes without its place, its kind and its mission.
    """
    travelled = Q(group__children__case__person__in=person_ids, group__children__state__in=SET_OUT)
    rows = words_of(travelled & Q(corrected_by=None)).select_related("group__mission__corridor").distinct()
    if not any(policy.sees_compartment(viewer, Compartment.ROUTE, one) for one in person_ids):
        return [GroupWord(None, word.id, word.said_at, None, "") for word in rows]
    opened = Opened([word.group.mission for word in rows], ways=True)
    reached = set(board_reach.missions(viewer).values_list("id", flat=True)) if Act.MISSION_READ in viewer.acts else ()
    return [
        GroupWord(
            row=word_row(word, opened, word.group.mission),
            id=word.id,
            said_at=word.said_at,
            mission_id=word.group.mission_id if word.group.mission_id in reached else None,
            group=word.group.code_name,
        )
        for word in rows
    ]
