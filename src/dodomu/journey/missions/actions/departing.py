"""A mission departs: the children who are there are on the way, the team that waits sees them, words are waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.actions import assign
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.actions import beside
from dodomu.journey.missions.actions.approving import GIVEN, RulesBroken, approval_of, fingerprint
from dodomu.journey.missions.actions.holding import PREPARED, held, leaf, write_event
from dodomu.journey.missions.actions.manifest import latest_lines
from dodomu.journey.missions.actions.outcomes import on_axis, write_change
from dodomu.journey.missions.group_demands import DECIDE
from dodomu.journey.missions.mission_rules import Broken, blocking
from dodomu.journey.missions.models import (
    ChildState,
    IdentityCheck,
    ManifestLine,
    Mission,
    MissionApproval,
    MissionChild,
    MissionEvent,
    MissionState,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules

FRESH = timedelta(hours=12)
"""How old the check of a child at the meeting point may be when the mission departs."""


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


@dataclass(frozen=True, slots=True)
class Ready:
    """What the check at the meeting point comes to: who is there and who is not, what is open, how it is approved."""

    present: tuple[MissionChild, ...]
    absent: tuple[MissionChild, ...]
    unchecked: tuple[MissionChild, ...]
    medicine_missing: tuple[MissionChild, ...]
    broken: tuple[Broken, ...]
    approval: str


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
    for child in ready.absent:
        write_change(by, child, ChildState.NO_SHOW, now)
    for child in ready.present:
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


def ready_to_depart(mission: Mission) -> Ready:
    """What stands between a mission and its departure; no scope, the caller has checked."""
    rows = MissionChild.objects.select_related("case").filter(mission=mission, state=ChildState.LISTED)
    listed = list(rows.order_by("code_name"))
    lines = latest_lines(listed)
    since = timezone.now() - FRESH
    fresh = {key: line for key, line in lines.items() if line.at >= since}
    present = [child for child in listed if child.id in fresh and fresh[child.id].present]
    absent = [child for child in listed if child.id in fresh and not fresh[child.id].present]
    nameless = {child.id for child in present if fresh[child.id].identity == IdentityCheck.NOT_CHECKED}
    open_medicine = (ManifestLine.Medicine.MISSING, ManifestLine.Medicine.NOT_ASKED)
    return Ready(
        present=tuple(present),
        absent=tuple(absent),
        unchecked=tuple(child for child in listed if child.id not in fresh or child.id in nameless),
        medicine_missing=tuple(child for child in present if fresh[child.id].medicine in open_medicine),
        broken=tuple(broken_rules(mission, without=[child.id for child in absent])),
        approval=approved_how(mission),
    )


def approved_how(mission: Mission) -> str:
    """``confirmed``, ``alone``, ``waiting`` (only children who joined at the meeting point wait for a second person), or empty."""
    if given := approval_of(mission):
        return str(given.state)
    now, before = fingerprint(mission), fingerprint(mission, without_unplanned=True)
    asked = MissionApproval.objects.filter(mission=mission)
    waiting = any(
        one.state == SecondState.WAITING and one.void_at is None and bytes(one.fingerprint) == now for one in asked
    )
    approved_before = any(one.state in GIVEN and bytes(one.fingerprint) == before for one in asked)
    return "waiting" if waiting and approved_before else ""


def _refuse(by: Viewer, ready: Ready, reason: str) -> None:
    if ready.unchecked:
        raise ManifestOpen([child.code_name for child in ready.unchecked])
    far = [
        child.code_name
        for child in (*ready.present, *ready.absent)
        if not policy.may(by, Act.MISSION_WORK, subject=child.case.person_id)
    ]
    if far:
        raise NotReached(far)
    if broken := blocking(ready.broken):
        raise RulesBroken(broken)
    if not ready.approval:
        raise NotApproved
    decide = [one for one in ready.broken if one.severity == DECIDE]
    if (decide or ready.medicine_missing) and not reason.strip():
        raise ReasonNeeded(decide)
