"""What stands between a mission and its departure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.group_demands import BLOCKING, DECIDE
from dodomu.journey.missions.mission_whole import Broken
from dodomu.journey.missions.models import (
    ChildState,
    IdentityCheck,
    ManifestLine,
    Mission,
    MissionApproval,
    MissionChild,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules
from dodomu.journey.missions.queries.missions_fingerprint import fingerprint
from dodomu.journey.missions.queries.missions_reach import visible

FRESH = timedelta(hours=12)
"""How old the check of a child at the meeting point may be when the mission departs."""
GIVEN = (SecondState.CONFIRMED, SecondState.ALONE)
"""States of an approval that counts."""
OPEN_MEDICINE = (ManifestLine.Medicine.MISSING, ManifestLine.Medicine.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class OnList:
    """A child on the list: row and code name."""

    id: UUID
    code_name: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What the check at the meeting point comes to.

    Attributes:
        present, absent: children who were checked in the last twelve hours.
        unchecked: children who were not, or whose identity was not established.
        medicine: children who are there and whose medicine is missing, or nobody asked.
        broken: the rules that are broken without those who did not come.
        approval: ``confirmed``, ``alone``, ``waiting`` (a child joined at the meeting point, the rest was approved before), or
            empty: not approved as it stands.
    """

    present: tuple[OnList, ...]
    absent: tuple[OnList, ...]
    unchecked: tuple[OnList, ...]
    medicine: tuple[OnList, ...]
    broken: tuple[Broken, ...]
    approval: str

    @property
    def blocking(self) -> tuple[Broken, ...]:
        return tuple(one for one in self.broken if one.severity == BLOCKING)

    @property
    def to_decide(self) -> tuple[Broken, ...]:
        return tuple(one for one in self.broken if one.severity == DECIDE)

    @property
    def may_go(self) -> bool:
        """Whether it may depart now, with a reason where something is open that people decide."""
        return bool(self.present and not self.unchecked and not self.blocking and self.approval)

    @property
    def needs_reason(self) -> bool:
        return bool(self.to_decide or self.medicine)


def departure(viewer: Viewer, mission_id: UUID) -> Ready | None:
    """What stands between a mission and its departure; None where the viewer does not run it."""
    mission = visible(viewer, Act.MISSION_WORK).filter(id=mission_id).first()
    return ready_to_depart(mission) if mission else None


def ready_to_depart(mission: Mission) -> Ready:
    """The same; no scope, the caller has checked."""
    rows = MissionChild.objects.filter(mission=mission, state=ChildState.LISTED).order_by("code_name")
    listed = [OnList(*row) for row in rows.values_list("id", "code_name")]
    since = timezone.now() - FRESH
    lines = {key: line for key, line in latest_lines([one.id for one in listed]).items() if line.at >= since}
    present = [one for one in listed if one.id in lines and lines[one.id].present]
    absent = [one for one in listed if one.id in lines and not lines[one.id].present]
    nameless = {one.id for one in present if lines[one.id].identity == IdentityCheck.NOT_CHECKED}
    return Ready(
        present=tuple(present),
        absent=tuple(absent),
        unchecked=tuple(one for one in listed if one.id not in lines or one.id in nameless),
        medicine=tuple(one for one in present if lines[one.id].medicine in OPEN_MEDICINE),
        broken=tuple(broken_rules(mission, without=[one.id for one in absent])),
        approval=approved_how(mission),
    )


def latest_lines(children: Sequence[UUID]) -> dict[UUID, ManifestLine]:
    """The line that counts of each of these children, by the id of its row on the mission."""
    rows = ManifestLine.objects.filter(child__in=children).order_by("at", "id")
    return {row.child_id: row for row in rows}


def approval_of(mission: Mission) -> MissionApproval | None:
    """The approval that counts: given by two (or by one where nobody else works) for the mission as it stands."""
    now = fingerprint(mission)
    found = MissionApproval.objects.filter(mission=mission, void_at=None, state__in=GIVEN)
    return next((one for one in found if bytes(one.fingerprint) == now), None)


def approved_how(mission: Mission) -> str:
    """How the mission as it stands is approved: see ``Ready.approval``."""
    if given := approval_of(mission):
        return str(given.state)
    now, before = fingerprint(mission), fingerprint(mission, without_unplanned=True)
    asked = list(MissionApproval.objects.filter(mission=mission))
    waits = any(
        one.state == SecondState.WAITING and one.void_at is None and bytes(one.fingerprint) == now for one in asked
    )
    approved_before = any(one.state in GIVEN and bytes(one.fingerprint) == before for one in asked)
    return "waiting" if waits and approved_before else ""
