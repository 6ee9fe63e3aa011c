"""What waits for a viewer about missions: an approval, something to mend before departure, outcomes and hand-overs missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.mission_whole import blocking
from dodomu.journey.missions.models import (
    PREPARED,
    RUNNING,
    ChildChange,
    ChildState,
    HandOver,
    Mission,
    MissionApproval,
    MissionChild,
    MissionState,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules
from dodomu.journey.missions.queries.missions_fingerprint import fingerprint
from dodomu.journey.missions.queries.missions_open import still_open
from dodomu.journey.missions.queries.missions_reach import visible

SOON = timedelta(hours=48)
"""How long before departure something that is broken becomes work for today."""


@dataclass(frozen=True, slots=True)
class ForApproval:
    """An approval that waits for this viewer as the second person."""

    id: UUID
    mission_id: UUID
    code_name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ToMend:
    """A mission that departs soon: how many rules are broken, and whether it is approved as it stands."""

    mission_id: UUID
    code_name: str
    departs_at: datetime
    broken: int
    approved: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A mission of whose travellers something is not written down: how many, since when."""

    mission_id: UUID
    code_name: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class MissionWork:
    """Everything about missions that waits for one viewer."""

    second: tuple[ForApproval, ...] = ()
    to_mend: tuple[ToMend, ...] = ()
    outcomes: tuple[Missing, ...] = ()
    hand_overs: tuple[Missing, ...] = ()


def mission_work(viewer: Viewer, now: datetime | None = None) -> MissionWork:
    """What waits for this viewer; nothing for those who have nothing to do with missions."""
    if not {Act.MISSION_WORK, Act.MISSION_CONFIRM} & viewer.acts:
        return MissionWork()
    at = now or timezone.now()
    return MissionWork(
        second=tuple(_second(viewer)),
        to_mend=tuple(_to_mend(viewer, at)),
        outcomes=tuple(_outcomes(viewer, at)),
        hand_overs=tuple(_hand_overs(viewer)),
    )


def _second(viewer: Viewer) -> list[ForApproval]:
    waiting = MissionApproval.objects.filter(
        state=SecondState.WAITING,
        void_at=None,
        mission__in=visible(viewer, Act.MISSION_CONFIRM),
        mission__state__in=RUNNING,
    )
    rows = waiting.exclude(by=viewer.user_id).select_related("mission")
    return [
        ForApproval(row.id, row.mission_id, row.mission.code_name, row.at)
        for row in rows
        if bytes(row.fingerprint) == fingerprint(row.mission)
    ]


def _to_mend(viewer: Viewer, now: datetime) -> list[ToMend]:
    soon = visible(viewer, Act.MISSION_WORK).filter(state__in=PREPARED, departs_at__lte=now + SOON)
    found = []
    for mission in soon.select_related("corridor"):
        broken, approved = len(blocking(broken_rules(mission))), mission.state == MissionState.APPROVED
        if broken or not approved:
            found.append(ToMend(mission.id, mission.code_name, mission.departs_at, broken, approved))
    return found


def _outcomes(viewer: Viewer, now: datetime) -> list[Missing]:
    arrived = visible(viewer, Act.MISSION_WORK).filter(state=MissionState.UNDER_WAY, arrives_at__lte=now)
    return [
        Missing(mission.id, mission.code_name, count, mission.arrives_at or now)
        for mission in arrived
        if (count := len(still_open(mission)))
    ]


def _hand_overs(viewer: Viewer) -> list[Missing]:
    """Children who returned, and nobody has written down to whom they were handed over."""
    handed = HandOver.objects.filter(child=OuterRef("pk"))
    missions = visible(viewer, Act.MISSION_WORK).filter(state=MissionState.UNDER_WAY)
    rows = MissionChild.objects.filter(~Exists(handed), mission__in=missions, state=ChildState.RETURNED)
    by_mission: dict[UUID, list[UUID]] = defaultdict(list)
    for child_id, mission_id in rows.values_list("id", "mission_id"):
        by_mission[mission_id].append(child_id)
    names = dict(Mission.objects.filter(id__in=by_mission).values_list("id", "code_name"))
    return [
        Missing(mission_id, names[mission_id], len(children), _returned_at(children))
        for mission_id, children in by_mission.items()
    ]


def _returned_at(children: list[UUID]) -> datetime:
    changes = ChildChange.objects.filter(child__in=children, state=ChildState.RETURNED).order_by("happened_at")
    return changes.values_list("happened_at", flat=True)[0]
