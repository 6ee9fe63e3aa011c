"""What is care data of a case in this stage: under which keys, in which tables, and what stands against its destruction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred import CareTable, Objection, Plan
from dodomu.journey.recovery.models import (
    Action,
    ActionChange,
    ActionState,
    CarePlan,
    FollowUpDue,
    Goal,
    PlanClosing,
    PlanEvent,
    PlanState,
    PrivateNote,
    Visit,
)

OF_PLAN = "plan__case_id"


def care_keys(case_id: UUID) -> Iterable[UUID]:
    """Those of the private notes to the care plans of the case; the rest stands under the key of the case."""
    return PrivateNote.objects.filter(plan__case_id=case_id).values_list("data_key_id", flat=True)


def care_tables() -> tuple[CareTable, ...]:
    """Care plans with all that hangs on them, visits, and the private notes of those who work with the child."""
    return (
        CareTable(
            "care_plans",
            ngettext_lazy("%(count)s care plan", "%(count)s care plans", "count"),
            (CarePlan, "case_id"),
            ((PlanEvent, OF_PLAN), (PlanClosing, OF_PLAN)),
        ),
        CareTable(
            "care_goals",
            ngettext_lazy("%(count)s goal with its steps", "%(count)s goals with their steps", "count"),
            (Goal, OF_PLAN),
            ((Action, "goal__plan__case_id"), (ActionChange, "action__goal__plan__case_id")),
        ),
        CareTable(
            "care_visits",
            ngettext_lazy("%(count)s follow-up visit", "%(count)s follow-up visits", "count"),
            (Visit, OF_PLAN),
        ),
        CareTable(
            "care_private_notes",
            ngettext_lazy("%(count)s private note", "%(count)s private notes", "count"),
            (PrivateNote, OF_PLAN),
        ),
    )


def object_to_shredding(plan: Plan, _by: Viewer, _confirmed_by: Viewer | None) -> Iterator[Objection]:
    """A care plan that is followed. The plans are locked: whoever adds something to one waits, and is refused then."""
    if plan.case_id is None:
        return
    states = [one.state for one in CarePlan.objects.select_for_update().filter(case=plan.case_id).order_by("id")]
    if PlanState.ACTIVE in states:
        yield Objection("care_plan_active", _("A care plan is followed. It has to be closed first."))
    if Action.objects.filter(goal__plan__case=plan.case_id, state=ActionState.OPEN).exists():
        yield Objection("care_action_open", _("A step of a care plan is still open. It has to be ended first."))


@transaction.atomic
def drop_visits(case_id: UUID) -> None:
    """Care data are destroyed: a visit that is still due could not be written down any more, and nobody is reminded of it."""
    due = FollowUpDue.objects.filter(plan__case=case_id, met_at=None, dropped_at=None)
    due.update(dropped_at=timezone.now())
