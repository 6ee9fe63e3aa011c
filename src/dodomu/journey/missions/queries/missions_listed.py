"""The list of missions: upcoming, under way, past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import PREPARED, ChildState, Mission, MissionChild, MissionEscort, MissionState
from dodomu.journey.missions.queries.missions_reach import visible
from dodomu.journey.missions.queries.missions_rows import MissionRow

UPCOMING, UNDER_WAY, PAST, ALL = "upcoming", "under_way", "past", "all"
STATES: dict[str, tuple[str, ...]] = {
    UPCOMING: tuple(PREPARED),
    UNDER_WAY: (MissionState.UNDER_WAY,),
    PAST: (MissionState.ENDED, MissionState.CANCELLED),
    ALL: tuple(MissionState.values),
}
SORTS = {"code_name": "code_name", "departs": "departs_at", "arrives": "arrives_at", "team": "team__name"}


@dataclass(frozen=True, slots=True)
class MissionsFound:
    """One page of missions and how many there are in all."""

    rows: list[MissionRow]
    total: int


def missions(
    viewer: Viewer, filters: Mapping[str, str], *, sort: str = "departs", offset: int = 0, limit: int | None = 50
) -> MissionsFound:
    """Missions within reach; without ``when`` those that have not ended.

    Parameters:
        filters: ``when`` (upcoming, under_way, past, all), ``team`` (id). Unknown codes find nothing.
        sort: ``code_name``, ``departs``, ``arrives`` or ``team``; a minus turns it round.

    Raises:
        NotAllowed: the viewer sees no missions.
    """
    policy.require(viewer, Act.MISSION_READ)
    found = _filtered(visible(viewer), filters)
    column = SORTS.get(sort.removeprefix("-"), "departs_at")
    order = f"-{column}" if sort.startswith("-") else column
    end = None if limit is None else offset + limit
    rows = found.select_related("team", "reception_team", "coordinator").order_by(order, "id")[offset:end]
    return MissionsFound(rows_of(rows), found.count())


def counts(viewer: Viewer) -> dict[str, int]:
    """How many missions are upcoming and under way."""
    found = visible(viewer).aggregate(
        upcoming=Count("id", filter=Q(state__in=STATES[UPCOMING])),
        under_way=Count("id", filter=Q(state__in=STATES[UNDER_WAY])),
    )
    return dict(found)


def rows_of(found: Iterable[Mission]) -> list[MissionRow]:
    """The rows of these missions with their numbers, in two queries more."""
    listed = list(found)
    ids = [mission.id for mission in listed]
    children = _children(ids)
    escorts = MissionEscort.objects.filter(mission__in=ids, ended_at=None).values_list("mission_id")
    adults = dict(escorts.annotate(n=Count("id")).order_by())
    return [
        MissionRow(
            id=mission.id,
            code_name=mission.code_name,
            state=mission.state,
            state_label=str(mission.get_state_display()),
            team=mission.team.name,
            reception_team=mission.reception_team.name if mission.reception_team else "",
            coordinator=mission.coordinator.display_name,
            departs_at=mission.departs_at,
            arrives_at=mission.arrives_at,
            children=children.get(mission.id, (0, 0))[0],
            arrived=children.get(mission.id, (0, 0))[1],
            escorts=adults.get(mission.id, 0),
        )
        for mission in listed
    ]


def _children(ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many children each mission has, and how many of them returned."""
    counted = MissionChild.objects.filter(mission__in=ids).exclude(state=ChildState.DROPPED).order_by()
    rows = counted.values_list("mission_id").annotate(
        all=Count("id"), returned=Count("id", filter=Q(state=ChildState.RETURNED))
    )
    return {mission_id: (every, returned) for mission_id, every, returned in rows}


def _filtered(found: QuerySet[Mission], filters: Mapping[str, str]) -> QuerySet[Mission]:
    when = filters.get("when", "")
    states = STATES.get(when, ()) if when else (*STATES[UPCOMING], *STATES[UNDER_WAY])
    found = found.filter(state__in=states)
    if team := filters.get("team", ""):
        found = found.filter(team__in=[one for one in (_id(team),) if one])
    return found


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
