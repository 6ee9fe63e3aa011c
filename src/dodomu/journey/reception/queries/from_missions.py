"""What the list of arrivals takes from a mission. No scope: only what follows a mission's own events asks here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import (
    ChildChange,
    ChildState,
    Leg,
    LegState,
    Mission,
    MissionChild,
    MissionEvent,
    MissionState,
)

COMING = frozenset({ChildState.LISTED, ChildState.BOARDED})
"""A child of a mission that has left and is in this state is expected at its end."""
ARRIVED = frozenset({ChildState.RETURNED})
"""The mission says that the child is home; whether it is at the centre, the centre says."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One child of a mission: where it stands, who waits for it, when it is expected."""

    child_id: UUID
    case_id: UUID
    mission_id: UUID
    team_id: UUID
    state: str
    under_way: bool
    expected_at: datetime | None

    @property
    def expected(self) -> bool:
        return self.under_way and self.state in COMING

    @property
    def gone(self) -> bool:
        """The mission says that the child does not come."""
        return self.state not in COMING | ARRIVED


def coming_with(mission_id: UUID) -> list[Coming]:
    """Every child of a mission."""
    return _coming(list(MissionChild.objects.filter(mission=mission_id).select_related("mission")))


def coming(child_id: UUID) -> Coming | None:
    """One child of a mission."""
    return next(iter(_coming(list(MissionChild.objects.filter(id=child_id).select_related("mission")))), None)


def _coming(children: list[MissionChild]) -> list[Coming]:
    """The group's own last leg says when it is expected, else the mission."""
    legs = Leg.objects.filter(group__in={one.group_id for one in children}).exclude(state=LegState.REPLACED)
    last = dict(legs.order_by().values_list("group").annotate(last=Max("arrives_at")))
    return [
        Coming(
            child_id=one.id,
            case_id=one.case_id,
            mission_id=one.mission_id,
            team_id=one.mission.reception_team_id or one.mission.team_id,
            state=one.state,
            under_way=one.mission.state in {MissionState.UNDER_WAY, MissionState.ENDED},
            expected_at=last.get(one.group_id) or one.mission.arrives_at,
        )
        for one in children
    ]


def author_of(mission_id: UUID, *whats: str) -> Viewer:
    """Who last did one of these to the mission; the installation itself where nobody is named."""
    found = MissionEvent.objects.filter(mission=mission_id, what__in=whats, by__isnull=False).order_by("-at", "-id")
    return _viewer(found.values_list("by_id", flat=True).first() or _coordinator(mission_id))


def author_of_change(child_id: UUID) -> Viewer:
    """Who last said where the child stands."""
    found = ChildChange.objects.filter(child=child_id).order_by("-at", "-id")
    mission = MissionChild.objects.filter(id=child_id).values_list("mission_id", flat=True).first()
    by = found.values_list("by_id", flat=True).first()
    return _viewer(by or (_coordinator(mission) if mission else None))


def _coordinator(mission_id: UUID) -> UUID | None:
    return Mission.objects.filter(id=mission_id).values_list("coordinator_id", flat=True).first()


def _viewer(user_id: UUID | None) -> Viewer:
    user = User.objects.filter(pk=user_id).first() if user_id else None
    return Viewer.of(user) if user else Viewer.system("reception")
