"""A mission departs: the children who are there are on the way, the team that waits sees them, words are waited for."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.actions import assign
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions import beside
from dodomu.journey.missions.actions.approving import RulesBroken
from dodomu.journey.missions.actions.holding import held, leaf, write_event
from dodomu.journey.missions.actions.outcomes import on_axis, write_change
from dodomu.journey.missions.mission_whole import Broken
from dodomu.journey.missions.models import (
    PREPARED,
    ChildState,
    Mission,
    MissionChild,
    MissionEvent,
    MissionState,
)
from dodomu.journey.missions.queries.missions_departure import Ready, ready_to_depart


class NotApproved(ValueError):
    """Nobody has approved the mission as it stands."""

    def __init__(self) -> None:
        super().__init__("approval: accepted is a mission that two have approved as it stands")


class ManifestOpen(ValueError):
    """Of some children nobody has said whether they are there, or how their identity was checked; ``who`` names them."""

    def __init__(self, who: Sequence[str]) -> None:
        super().__init__("manifest: accepted is a list on which every child was checked")
        self.who = tuple(who)


class ReasonNeeded(ValueError):
    """Something is open that people decide: say why the mission departs nevertheless; ``broken`` says what."""

    def __init__(self, broken: Sequence[Broken]) -> None:
        super().__init__("reason: say why the mission departs with this")
        self.broken = tuple(broken)


class NotReached(ValueError):
    """A child on the list is not within the reach of whoever lets the mission depart; ``who`` holds code names."""

    def __init__(self, who: Sequence[str]) -> None:
        super().__init__("children: accepted are children within your reach")
        self.who = tuple(who)


@transaction.atomic
def depart(by: Viewer, mission_id: UUID, reason: str = "") -> Mission:
    """The mission departs now with the children who are there. Who did not come stays recorded as such.

    Parameters:
        reason: why, where something is open that people decide (a rule, medicine that is missing).

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        ManifestOpen: a child was not checked in the last twelve hours. NotReached: one is out of the viewer's reach.
        NotApproved: not as it stands; only a child who joined at the meeting point can wait for the second person.
        RulesBroken: something must be mended first. ReasonNeeded: something is open that people decide.
    """
    mission = held(by, mission_id, states=PREPARED)
    ready = ready_to_depart(mission)
    _refuse(by, ready, reason)
    now = timezone.now()
    children = _rows(ready)
    for one in ready.absent:
        write_change(by, children[one.id], ChildState.NO_SHOW, now)
    for one in ready.present:
        child = children[one.id]
        write_change(by, child, ChildState.BOARDED, now)
        on_axis(by, child, "on_the_way", now)
        if mission.reception_team:
            assign(by, child.case.person_id, mission.reception_team)
    mission.state, mission.departed_at = MissionState.UNDER_WAY, now
    mission.save(update_fields=("state", "departed_at"))
    write_event(by, mission, MissionEvent.What.DEPARTED, reason)
    came, stayed = len(ready.present), len(ready.absent)
    leaf(by, mission, "mission.departed", reason, children=came, no_show=stayed, approval=ready.approval)
    beside.lay_out_words(by, mission.groups.all())
    events.publish("mission_departed", mission_id=mission.id)
    return mission


def _rows(ready: Ready) -> dict[UUID, MissionChild]:
    ids = [one.id for one in (*ready.present, *ready.absent)]
    return {row.id: row for row in MissionChild.objects.filter(id__in=ids).select_related("case", "mission")}


def _refuse(by: Viewer, ready: Ready, reason: str) -> None:
    if ready.unchecked:
        raise ManifestOpen([one.code_name for one in ready.unchecked])
    if not ready.present:
        raise ManifestOpen(())
    rows = _rows(ready).values()
    far = [row.code_name for row in rows if not policy.may(by, Act.MISSION_WORK, subject=row.case.person_id)]
    if far:
        raise NotReached(sorted(far))
    if ready.blocking:
        raise RulesBroken(ready.blocking)
    if not ready.approval:
        raise NotApproved
    if ready.needs_reason and not reason.strip():
        raise ReasonNeeded(ready.to_decide)
