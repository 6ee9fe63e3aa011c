"""Visits: what was seen. And notes that nobody but their author reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, keys
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import RoadStep, road_step
from dodomu.journey.cases.actions.holding import said, sealed
from dodomu.journey.recovery import schedule
from dodomu.journey.recovery.actions.holding import held, log
from dodomu.journey.recovery.actions.plans import lay
from dodomu.journey.recovery.models import (
    Alone,
    CarePlan,
    FollowUpDue,
    How,
    PlanState,
    PrivateNote,
    Safety,
    Seen,
    Visit,
    WhyNot,
)
from dodomu.kit.dates import KYIV, today


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit or an attempt. ``why_not``: why the child was not seen, or not alone. ``summary``: for the team."""

    held_on: date
    how: str
    seen: str
    safety: str
    summary: str = field(repr=False)
    alone: str = ""
    why_not: str = ""


@transaction.atomic
def record_visit(by: Viewer, plan_id: UUID, visited: Visited, due_id: UUID | None = None) -> Visit:
    """Record a visit. A due one is met only where the child was seen; else it stays due with its day.

    After closing, the last visit can still be recorded.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on this child's recovery.
        PlanClosed: the plan is closed and this is not its last visit.
        ValueError: names the field.
    """
    plan = held(by, plan_id, closed_too=due_id is not None)
    due = _due(plan, due_id)
    _check(plan, visited)
    row = new_id()
    visit = Visit.objects.create(
        id=row,
        plan=plan,
        due=due,
        held_on=visited.held_on,
        how=visited.how,
        seen=visited.seen,
        alone=visited.alone if visited.seen == Seen.YES else "",
        why_not=visited.why_not if visited.seen != Seen.YES or visited.alone == Alone.NO else "",
        safety=visited.safety,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(plan.case, "recovery_visit", row, summary=said("summary", visited.summary)),
    )
    if due and visited.seen == Seen.YES:
        _met(plan, due)
    log("recovery.visit", by, plan, visited.summary, visited.seen, visited.safety)
    if visited.seen == Seen.YES and plan.state == PlanState.ACTIVE:
        # Not before the plan itself, whose step counts otherwise as the later one.
        since = max(visited.held_on, plan.at.astimezone(KYIV).date())
        step = RoadStep("recovery", "monitored", PartialDate.of_day(since))
        road_step(by, Act.RECOVERY_WORK, plan.case.person_id, step)
    events.publish("follow_up_held", visit_id=visit.id)
    return visit


@transaction.atomic
def note_privately(by: Viewer, plan_id: UUID, text: str) -> PrivateNote:
    """Keep a note that only its author reads. What the team must know goes into a visit.

    Raises:
        As ``held``; ValueError: it is empty.
    """
    plan = held(by, plan_id, closed_too=True)
    words, key, row = said("text", text), keys.new_data_key(keys.Purpose.CARE), new_id()
    note = PrivateNote.objects.create(
        id=row,
        plan=plan,
        data_key_id=key.id,
        text_sealed=bridge.seal_text(key, "recovery_privatenote", row, "text_sealed", words),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    log("recovery.note_kept", by, plan)
    return note


def _due(plan: CarePlan, due_id: UUID | None) -> FollowUpDue | None:
    if due_id is None:
        return None
    due = FollowUpDue.objects.select_for_update().filter(id=due_id, plan=plan, dropped_at=None, met_at=None).first()
    if due is None:
        raise ValueError("due: accepted is a visit of this plan that is still due")
    return due


def _met(plan: CarePlan, due: FollowUpDue) -> None:
    """The visit is met; after the last of the row the next one comes a year later."""
    due.met_at = timezone.now()
    due.save(update_fields=("met_at",))
    if due.code == schedule.CLOSING or plan.state != PlanState.ACTIVE:
        return
    if not plan.dues.filter(due_on__gt=due.due_on, dropped_at=None).exclude(code=schedule.CLOSING).exists():
        lay(plan, [schedule.next_yearly(due.due_on)])


def _check(plan: CarePlan, visited: Visited) -> None:
    for name, value, accepted in (
        ("how", visited.how, How.values),
        ("seen", visited.seen, Seen.values),
        ("safety", visited.safety, Safety.values),
    ):
        if value not in accepted:
            raise ValueError(f"{name}: accepted are {', '.join(accepted)}")
    if visited.held_on > today() or visited.held_on < plan.start:
        raise ValueError("held_on: accepted is a day from the beginning of the plan until today")
    if visited.seen == Seen.YES and visited.alone not in Alone.values:
        raise ValueError(f"alone: accepted are {', '.join(Alone.values)}")
    needs_why = visited.seen != Seen.YES or visited.alone == Alone.NO
    if needs_why and visited.why_not not in WhyNot.values:
        raise ValueError(f"why_not: accepted are {', '.join(WhyNot.values)}")
