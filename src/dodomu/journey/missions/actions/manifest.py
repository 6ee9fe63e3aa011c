"""The list of children, checked again at departure: who is there, how that was established, whether medicine is carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import found
from dodomu.journey.cases.actions.holding import sealed as sealed_in_case
from dodomu.journey.missions.actions.holding import held, leaf, said, write_event
from dodomu.journey.missions.actions.travellers import ChildInput, held_by_group, place_child
from dodomu.journey.missions.models import (
    PREPARED,
    ChildState,
    IdentityCheck,
    ManifestLine,
    MissionChild,
    MissionEvent,
    PlanState,
    ReturnPlan,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One child at the meeting point. ``identity`` and ``medicine`` count only for a child who is there."""

    child_id: UUID
    present: bool
    identity: str = IdentityCheck.NOT_CHECKED
    medicine: str = ManifestLine.Medicine.NOT_ASKED
    note: str = field(default="", repr=False)


@transaction.atomic
def check_manifest(by: Viewer, mission_id: UUID, lines: Sequence[Checked]) -> list[ManifestLine]:
    """Write down who is at the meeting point. Lines of children whose answers are as before are not written again.

    Raises:
        NotAllowed, OutOfReach: not this mission, or not one of these children, for this viewer.
        MissionNotNow: it has departed.
        ValueError: a child who is not on the list, or an answer that is not accepted.
    """
    mission = held(by, mission_id, states=PREPARED)
    listed = MissionChild.objects.select_related("case").filter(mission=mission, state=ChildState.LISTED)
    children = {child.id: child for child in listed}
    written = []
    for line in lines:
        child = children.get(line.child_id)
        if child is None:
            raise ValueError("child: accepted are children on the list of this mission")
        policy.require(by, Act.MISSION_WORK, subject=child.case.person_id)
        if (row := _written(by, child, line)) is not None:
            written.append(row)
    if written:
        write_event(by, mission, MissionEvent.What.MANIFEST)
        present = sum(row.present for row in written)
        leaf(by, mission, "mission.manifest_checked", children=len(written), present=present)
    return written


@transaction.atomic
def join_at_meeting(by: Viewer, case_id: UUID, given: ChildInput, reason: str) -> MissionChild:
    """A child who was not planned for stands at the meeting point with brothers or sisters and is to come along.

    It needs a case that is open. The approval is lost, and every rule is asked again; what breaks is shown, and whoever
    coordinates asks for approval again with a reason (``ask_approval``), or does not take the child along.

    Raises:
        NotAllowed, OutOfReach: not this mission, or not this child, for this viewer.
        MissionNotNow: it has departed. CaseClosed: the case is closed.
        Elsewhere, NameTaken, NameTells, ValueError: as ``add_child``; the reason is empty.
    """
    mission = held_by_group(by, given.group_id)
    words = said("reason", reason)
    policy.require(by, Act.MISSION_WORK)
    case = found(case_id)
    policy.require(by, Act.MISSION_WORK, subject=case.person_id)
    if case.closed_at:
        raise ValueError("case: accepted are open cases")
    plan = ReturnPlan.objects.filter(case=case).exclude(state=PlanState.ENDED).first()
    return place_child(by, mission, case.id, plan, given, unplanned=True, reason=words)


def _written(by: Viewer, child: MissionChild, line: Checked) -> ManifestLine | None:
    identity = line.identity if line.present else IdentityCheck.NOT_CHECKED
    medicine = line.medicine if line.present else ManifestLine.Medicine.NOT_ASKED
    if identity not in IdentityCheck.values:
        raise ValueError(f"identity: accepted are {', '.join(IdentityCheck.values)}")
    if medicine not in ManifestLine.Medicine.values:
        raise ValueError(f"medicine: accepted are {', '.join(ManifestLine.Medicine.values)}")
    row = new_id()
    words = sealed_in_case(child.case, "missions_manifestline", row, note=line.note) if line.note.strip() else {}
    return ManifestLine.objects.create(
        id=row,
        child=child,
        present=line.present,
        identity=identity,
        medicine=medicine,
        by_id=by.staff_id,
        at=timezone.now(),
        **words,
    )
