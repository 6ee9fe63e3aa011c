"""A return plan: begun for a child, its details changed, set aside for now, taken up again, ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions import RoadStep, road_step
from dodomu.journey.cases.actions.holding import held, key_of, said, sealed_if_said
from dodomu.journey.cases.bridge import committed
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.missions.actions.plans_holding import SYSTEM, held_plan, leaf, note
from dodomu.journey.missions.actions.plans_settling import settle, settle_plan, take_back
from dodomu.journey.missions.models import Companion, Need, PlanEvent, PlanState, ReturnPlan
from dodomu.journey.missions.queries import plans_states
from dodomu.journey.missions.queries.plans import plan as read_plan
from dodomu.journey.missions.queries.plans_reach import return_now
from dodomu.journey.missions.queries.plans_rows import PlanPage
from dodomu.journey.missions.readiness import NEEDS
from dodomu.kit.dates import today

TABLE = "missions_returnplan"
BEFORE_PAPERS = frozenset({"", "requested", "accepted", "refused", "aborted"})
"""Values of the return axis at which beginning a plan is the next step."""


class PlanExists(ValueError):
    """The case has a plan that has not ended."""

    def __init__(self) -> None:
        super().__init__("case: accepted is a case without a plan that has not ended")


@dataclass(frozen=True, slots=True)
class Details:
    """When, with whom and to whom the child travels, and what it needs on the way. ``needs``: by ``readiness.NEEDS``."""

    owner_id: UUID | None
    travel_by: date | None
    companion: str
    needs: dict[str, str]
    receiver: str = field(default="", repr=False)
    needs_words: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@transaction.atomic
def begin_plan(by: Viewer, case_id: UUID) -> ReturnPlan:
    """Begin the return plan of a case; whoever begins it owns it until it is given to somebody else.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on return plans of this child. CaseClosed: the case is closed.
        PlanExists: there is one that has not ended.
    """
    case = held(by, case_id, Act.PLAN_WORK)
    if ReturnPlan.objects.filter(case=case).exclude(state=PlanState.ENDED).exists():
        raise PlanExists
    plan = ReturnPlan.objects.create(case=case, owner_id=by.staff_id, by_id=by.staff_id, at=timezone.now())
    note(plan, PlanEvent.What.OPENED, by)
    leaf(by, plan, "plan.begun", number=case.number)
    if return_now(case.id) in BEFORE_PAPERS:
        _step(by, case)
    return plan


@transaction.atomic
def change_details(by: Viewer, plan_id: UUID, given: Details, *, expected_version: str = "") -> ReturnPlan:
    """Change the details of a plan. What was declared ready falls back where something is missing now.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: names the field and what is accepted.
        Changed: the plan says something else than ``expected_version``.
    """
    plan = held_plan(by, plan_id)
    plans_states.details_of(plan).must_be(expected_version)
    _check(plan, given)
    plan.owner_id, plan.travel_by, plan.companion = given.owner_id, given.travel_by, given.companion
    for need in NEEDS:
        setattr(plan, need, given.needs[need])
    words = {"receiver": given.receiver, "needs": given.needs_words, "note": given.note}
    for column, blob in sealed_if_said(plan.case, TABLE, plan.id, **words).items():
        setattr(plan, column, blob)
    plan.save()
    note(plan, PlanEvent.What.CHANGED, by)
    day = given.travel_by.isoformat() if given.travel_by else ""
    leaf(by, plan, "plan.changed", day, given.companion, *given.needs.values(), *words.values())
    settle(plan, by)
    return plan


@transaction.atomic
def do_not_travel_now(by: Viewer, plan_id: UUID, reason: str, review_on: date) -> ReturnPlan:
    """Decide that the child does not travel now, why, and when somebody looks again. It can be taken up any time.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: the reason is empty, or the day has passed.
    """
    plan = held_plan(by, plan_id)
    words = said("reason", reason)
    if review_on <= today():
        raise ValueError("review_on: accepted is a day after today")
    take_back(plan, by)
    plan.state = PlanState.NOT_NOW
    plan.save(update_fields=("state",))
    note(plan, PlanEvent.What.NOT_NOW, by, words, review_on=review_on)
    leaf(by, plan, "plan.not_now", words, until=review_on.isoformat())
    events.publish("plan_not_now", plan_id=plan.id, case_id=plan.case_id)
    return plan


@transaction.atomic
def take_up(by: Viewer, plan_id: UUID, reason: str) -> ReturnPlan:
    """Go on with a plan that was set aside; everything is looked at anew.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: the reason is empty, or the plan was not set aside.
    """
    plan = held_plan(by, plan_id)
    words = said("reason", reason)
    if plan.state != PlanState.NOT_NOW:
        raise ValueError("state: accepted is a plan that was set aside")
    plan.state = PlanState.OPEN
    plan.save(update_fields=("state",))
    note(plan, PlanEvent.What.TAKEN_UP, by, words)
    leaf(by, plan, "plan.taken_up", words)
    return plan


@transaction.atomic
def end_plan(by: Viewer, plan_id: UUID, reason: str) -> ReturnPlan:
    """End a plan for good; a new one can be begun for the case.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``. ValueError: the reason is empty.
    """
    plan = held_plan(by, plan_id)
    words = said("reason", reason)
    take_back(plan, by)
    _end(plan, by, words)
    return plan


@transaction.atomic
def end_with_case(case_id: UUID) -> None:
    """The case was closed: its plan ends with it."""
    plans = ReturnPlan.objects.select_for_update(of=("self",)).select_related("case").filter(case=case_id)
    for plan in plans.exclude(state=PlanState.ENDED):
        _end(plan, None, "")


@transaction.atomic
def look(by: Viewer, plan_id: UUID) -> PlanPage:
    """The page of one plan, and a journal leaf that says who opened it; what holds no more falls back first.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
    """
    found = read_plan(by, plan_id)
    if found.state == PlanState.READY and not found.readiness.ready and not found.under_way:
        settle_plan(plan_id)
        found = read_plan(by, plan_id)
    pid = ReturnPlan.objects.values_list("pid", flat=True).get(id=plan_id)
    journal.append("plan.opened", by=by, subject=pid)
    return found


def _end(plan: ReturnPlan, by: Viewer | None, words: str) -> None:
    plan.state = PlanState.ENDED
    plan.save(update_fields=("state",))
    note(plan, PlanEvent.What.ENDED, by, words)
    commitments = committed(key_of(plan.case), words) if words else ()
    journal.append("plan.ended", by=by or SYSTEM, subject=plan.pid, commitments=commitments, case=plan.case.pid)


def _step(by: Viewer, case: Case) -> None:
    road_step(by, Act.PLAN_WORK, case.person_id, RoadStep("return", "documents", PartialDate.of_day(today())))


def _check(plan: ReturnPlan, given: Details) -> None:
    if given.companion not in Companion.values:
        raise ValueError(f"companion: accepted are {', '.join(Companion.values)}")
    if set(given.needs) != set(NEEDS) or not set(given.needs.values()) <= set(Need.values):
        raise ValueError(f"needs: accepted are {', '.join(Need.values)} for each of {', '.join(NEEDS)}")
    if given.travel_by is not None and given.travel_by != plan.travel_by and given.travel_by < today():
        raise ValueError("travel_by: accepted is a day from today on")
    if given.owner_id is not None and given.owner_id not in dict(colleagues_of(plan.case, Act.PLAN_WORK)):
        raise ValueError("owner: accepted are colleagues who work on the plans of this child, or nobody")
