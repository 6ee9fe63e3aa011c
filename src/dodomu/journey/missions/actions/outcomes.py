"""What became of each child and each adult of a mission; the mission ends when all of it is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions.holding import sealed as sealed_in_case
from dodomu.journey.cases.actions.road import RoadStep, road_step
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.reach import value_now
from dodomu.journey.missions import child_outcomes
from dodomu.journey.missions.actions import beside
from dodomu.journey.missions.actions.approving import changed
from dodomu.journey.missions.actions.holding import check_on_the_way, held, leaf, said, sealed, write_event
from dodomu.journey.missions.models import (
    ChildChange,
    ChildState,
    Mission,
    MissionChild,
    MissionEscort,
    MissionEvent,
    MissionState,
    Place,
)
from dodomu.journey.missions.queries.missions_open import still_open
from dodomu.journey.registry.queries import linking

WAY = ("on_the_way", "handed_over", "crossed", "received")
"""The steps of a journey on the axis ``return``, in their order."""
TRAVELLED = (MissionState.UNDER_WAY, MissionState.ENDED)


class StillOpen(ValueError):
    """Of some children or adults nobody has said what became of them; ``who`` holds their code names."""

    def __init__(self, who: tuple[str, ...]) -> None:
        super().__init__("outcome: accepted is a mission in which every child and adult has one")
        self.who = who


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a child: a code of ``data/child_outcomes.csv``, when, where, why."""

    state: str
    happened_at: datetime
    reason: str = field(repr=False)
    place_id: UUID | None = None


@transaction.atomic
def record_outcome(by: Viewer, child_id: UUID, given: Outcome) -> ChildChange:
    """What became of one child who departed, or who did not come. A child whose contact was lost can be found later,
    also after the mission has ended: the later outcome counts, the earlier stays.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
        MissionNotNow: the mission has not departed.
        ValueError: no outcome that can follow, a time before departure or to come, a place of another corridor, no reason.
    """
    child = child_held(by, child_id)
    mission = held(by, child.mission_id, states=TRAVELLED)
    words = said("reason", given.reason)
    _check(mission, child, given)
    change = write_change(by, child, ChildState(given.state), given.happened_at, words, given.place_id)
    step = child_outcomes.outcomes()[given.state].axis
    if step:
        on_axis(by, child, step, given.happened_at, words)
    return change


@transaction.atomic
def end_escort(
    by: Viewer, escort_id: UUID, outcome: str, reason: str = "", at: datetime | None = None
) -> MissionEscort:
    """What became of one adult of a mission that has departed. Everything but coming back needs a reason.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        ValueError: no outcome that is accepted here, or no reason.
    """
    policy.require(by, Act.MISSION_WORK)
    row = MissionEscort.objects.filter(id=escort_id).first()
    if row is None:
        raise policy.OutOfReach
    mission = held(by, row.mission_id, states=(MissionState.UNDER_WAY,))
    accepted = set(MissionEscort.Outcome.values) - {MissionEscort.Outcome.REPLACED, MissionEscort.Outcome.RELEASED}
    if outcome not in accepted:
        raise ValueError(f"outcome: accepted are {', '.join(sorted(accepted))}")
    if outcome != MissionEscort.Outcome.DONE:
        said("reason", reason)
    close_escort(by, mission, row, MissionEscort.Outcome(outcome), reason, at)
    if outcome != MissionEscort.Outcome.DONE:
        changed(by, mission, reason=reason, escort=row)
    leaf(by, mission, "mission.escort_outcome", reason, outcome=outcome)
    return row


@transaction.atomic
def end_mission(by: Viewer, mission_id: UUID) -> Mission:
    """The mission is over: every child and every adult has an outcome.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        StillOpen: of somebody nobody has said what became of them.
    """
    mission = held(by, mission_id, states=(MissionState.UNDER_WAY,))
    if who := still_open(mission):
        raise StillOpen(tuple(who))
    mission.state, mission.ended_at = MissionState.ENDED, timezone.now()
    mission.save(update_fields=("state", "ended_at"))
    for group in mission.groups.all():
        beside.drop_words(group, due_too=True)
    write_event(by, mission, MissionEvent.What.ENDED)
    leaf(by, mission, "mission.ended")
    events.publish("mission_ended", mission_id=mission.id)
    return mission


def child_held(by: Viewer, child_id: UUID, act: Act = Act.MISSION_WORK) -> MissionChild:
    """A child of a mission, locked, when the viewer may do the act to this child.

    Raises:
        NotAllowed, OutOfReach.
    """
    policy.require(by, act)
    child = MissionChild.objects.select_for_update(of=("self",)).select_related("case").filter(id=child_id).first()
    if child is None:
        raise policy.OutOfReach
    policy.require(by, act, subject=child.case.person_id)
    return child


def write_change(  # noqa: PLR0917
    by: Viewer, child: MissionChild, state: ChildState, at: datetime, reason: str = "", place_id: UUID | None = None
) -> ChildChange:
    """A child of a mission is in another state: the row, its history, the journal, the event."""
    row = new_id()
    words = {"reason_sealed": None}
    if reason.strip():
        words |= sealed_in_case(child.case, "missions_childchange", row, reason=reason)  # type: ignore[arg-type]
    change = ChildChange.objects.create(
        id=row,
        child=child,
        state=state,
        happened_at=at,
        place_id=place_id,
        by_id=by.staff_id,
        at=timezone.now(),
        **words,
    )
    child.state = state
    child.save(update_fields=("state",))
    leaf(by, child.mission, "mission.child_state", reason, child=child, state=str(state))
    events.publish("child_state_changed", mission_child_id=child.id)
    return change


def take_off(by: Viewer, child: MissionChild, state: ChildState, reason: str, at: datetime) -> None:
    """A child does not travel with this mission: its plan is free for another."""
    write_change(by, child, state, at, reason)


def on_axis(by: Viewer, child: MissionChild, value: str, at: datetime, note: str = "") -> None:
    """A step on the axis ``return`` of the child's case, as the result of an act of a mission; never back on the way: who
    has crossed and is handed over once more stays crossed.
    """
    if not _comes_after(child, value):
        return
    step = RoadStep("return", value, PartialDate.of_day(at.astimezone(KYIV).date()), note)
    road_step(by, Act.MISSION_WORK, child.case.person_id, step)


def _comes_after(child: MissionChild, value: str) -> bool:
    """Whether a step lies ahead of where the child is on the axis. What ends a journey can always be said, and a journey
    that ended can begin again.
    """
    if value not in WAY:
        return True
    parts = linking.parts_of(child.case.person_id)
    cases = Case.objects.filter(person__in=parts, closed_at=None).annotate(now=value_now("return"))
    now = {case.now for case in cases} & set(WAY)
    return not now or max(WAY.index(one) for one in now) < WAY.index(value)


def close_escort(  # noqa: PLR0917
    by: Viewer,
    mission: Mission,
    row: MissionEscort,
    outcome: MissionEscort.Outcome,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """Write into the row how an adult's part in the mission ended; the caller checks and journals.

    Raises:
        ValueError: it has ended already, or the time is still to come.
    """
    now = timezone.now()
    if row.ended_at:
        raise ValueError("escort: their part in the mission has ended already")
    if at and at > now:
        raise ValueError("at: accepted is a time that has come")
    row.outcome, row.ended_at, row.ended_by_id = outcome, at or now, by.staff_id
    words = sealed(mission, "missions_missionescort", row.id, reason=reason)
    row.reason_sealed = words.get("reason_sealed")
    row.save(update_fields=("outcome", "ended_at", "ended_by", "reason_sealed"))
    beside.end_phones(by, row)


def _check(mission: Mission, child: MissionChild, given: Outcome) -> None:
    allowed = child_outcomes.after(child.state)
    if given.state not in allowed:
        raise ValueError(f"state: after {child.state} accepted are {', '.join(allowed) or 'none'}")
    check_on_the_way(mission, given.happened_at)
    if given.place_id and not Place.objects.filter(id=given.place_id, corridor=mission.corridor_id).exists():
        raise ValueError("place: accepted are places of the mission's corridor")
