"""A mission is approved by two. Whatever is changed afterwards takes the approval away, and every rule is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions import second
from dodomu.journey.cases.actions.second import NotWaiting, state_for
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.actions.holding import held, leaf, said, sealed, write_event
from dodomu.journey.missions.mission_whole import Broken, blocking
from dodomu.journey.missions.models import (
    RUNNING,
    Group,
    Mission,
    MissionApproval,
    MissionChild,
    MissionEscort,
    MissionEvent,
    MissionState,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules
from dodomu.journey.missions.queries.missions_departure import GIVEN
from dodomu.journey.missions.queries.missions_fingerprint import fingerprint


class RulesBroken(ValueError):
    """Something must be mended first; ``broken`` says what."""

    def __init__(self, broken: Sequence[Broken]) -> None:
        super().__init__(f"mission: mend first: {', '.join(sorted({one.code for one in broken}))}")
        self.broken = tuple(broken)


@transaction.atomic
def ask_approval(by: Viewer, mission_id: UUID, reason: str) -> MissionApproval:
    """Say that the mission may depart as it stands; another person confirms (in a one-person installation nobody can).

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: not for this viewer, or it has ended.
        ValueError: the reason is empty, or somebody has asked for the same already.
        RulesBroken: something must be mended first.
    """
    mission = held(by, mission_id, states=RUNNING)
    words = said("reason", reason)
    _refuse_broken(mission)
    if _standing(mission) is not None:
        raise ValueError("approval: it is asked for or given already")
    row = new_id()
    approval = MissionApproval.objects.create(
        id=row,
        mission=mission,
        fingerprint=fingerprint(mission),
        by_id=by.staff_id,
        at=timezone.now(),
        state=state_for(by),
        **sealed(mission, "missions_missionapproval", row, reason=words),
    )
    write_event(by, mission, MissionEvent.What.ASKED, words)
    leaf(by, mission, "mission.approval_asked", words, state=str(approval.state))
    if approval.state == SecondState.ALONE:
        _approved(by, mission, "")
    return approval


@transaction.atomic
def answer_approval(by: Viewer, approval_id: UUID, reason: str, *, agrees: bool) -> MissionApproval:
    """The second person approves the mission as it stands, or says no.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
        SamePerson: who asked answers. NotWaiting: somebody has answered, or the mission was changed meanwhile.
        RulesBroken: something broke meanwhile. ValueError: the reason is empty.
    """
    policy.require(by, Act.MISSION_CONFIRM)
    approval = MissionApproval.objects.filter(id=approval_id).first()
    if approval is None:
        raise policy.OutOfReach
    mission = held(by, approval.mission_id, Act.MISSION_CONFIRM, states=RUNNING)
    approval = MissionApproval.objects.select_for_update().get(id=approval_id)
    void = approval.void_at is not None or not _is_of(approval, mission)
    words = second.answer(by, mission, approval, reason, agrees=agrees)
    if void:
        raise NotWaiting
    if agrees:
        _refuse_broken(mission)
        _approved(by, mission, words)
    else:
        write_event(by, mission, MissionEvent.What.DECLINED, words)
    leaf(by, mission, "mission.approval_answered", words, agrees=int(agrees))
    return approval


def changed(
    by: Viewer,
    mission: Mission,
    what: MissionEvent.What = MissionEvent.What.CHANGED,
    reason: str = "",
    *,
    group: Group | None = None,
    child: MissionChild | None = None,
    escort: MissionEscort | None = None,
) -> None:
    """Something about the mission is another than it was: write it down, and take the approval away. Which rules are broken is
    not kept anywhere, but asked whenever somebody looks, approves or departs: so it is asked anew from here on.
    """
    write_event(by, mission, what, reason, group=group, child=child, escort=escort)
    now = fingerprint(mission)
    lost = [one for one in _not_void(mission) if bytes(one.fingerprint) != now]
    if lost:
        MissionApproval.objects.filter(id__in=[one.id for one in lost]).update(void_at=timezone.now())
    if mission.state == MissionState.APPROVED and not any(one.state in GIVEN for one in _not_void(mission)):
        mission.state = MissionState.PLANNED
        mission.save(update_fields=("state",))
    if any(one.state in GIVEN for one in lost):
        write_event(by, mission, MissionEvent.What.APPROVAL_LOST)
        leaf(by, mission, "mission.approval_lost")


def _approved(by: Viewer, mission: Mission, words: str) -> None:
    if mission.state == MissionState.PLANNED:
        mission.state = MissionState.APPROVED
        mission.save(update_fields=("state",))
    write_event(by, mission, MissionEvent.What.APPROVED, words)
    events.publish("mission_approved", mission_id=mission.id)


def _refuse_broken(mission: Mission) -> None:
    if broken := blocking(broken_rules(mission)):
        raise RulesBroken(broken)


def _not_void(mission: Mission) -> QuerySet[MissionApproval]:
    return MissionApproval.objects.filter(mission=mission, void_at=None)


def _is_of(approval: MissionApproval, mission: Mission) -> bool:
    return bytes(approval.fingerprint) == fingerprint(mission)


def _standing(mission: Mission) -> MissionApproval | None:
    """An approval of the mission as it stands that waits or is given."""
    found = _not_void(mission).exclude(state=SecondState.DECLINED)
    return next((one for one in found if _is_of(one, mission)), None)
