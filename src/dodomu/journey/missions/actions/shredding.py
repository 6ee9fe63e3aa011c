"""What is care data of a case on its way home: in which tables, and what stands against its destruction."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred import CareTable, Objection, Plan
from dodomu.journey.missions.models import (
    RUNNING,
    Authority,
    BestInterests,
    BudgetLine,
    ChildChange,
    HandOver,
    ManifestLine,
    MissionChild,
    PlanEvent,
    PlanPaper,
    PlanState,
    ReadyDeclaration,
    ReturnPlan,
    RiskLook,
)

OF_PLAN, OF_CHILD = "plan__case_id", "child__case_id"


def care_tables() -> tuple[CareTable, ...]:
    """Return plans and what is written about one child of a mission. What is written about the mission itself stays."""
    return (
        CareTable(
            "return_plans",
            ngettext_lazy("%(count)s return plan", "%(count)s return plans", "count"),
            (ReturnPlan, "case_id"),
            (
                (PlanEvent, OF_PLAN),
                (PlanPaper, OF_PLAN),
                (Authority, OF_PLAN),
                (RiskLook, OF_PLAN),
                (BudgetLine, OF_PLAN),
                (BestInterests, OF_PLAN),
                (ReadyDeclaration, OF_PLAN),
            ),
        ),
        CareTable(
            "mission_places",
            ngettext_lazy(
                "what the child needed on %(count)s mission, and hand-overs",
                "what the child needed on %(count)s missions, and hand-overs",
                "count",
            ),
            (MissionChild, "case_id"),
            ((ChildChange, OF_CHILD), (ManifestLine, OF_CHILD), (HandOver, OF_CHILD)),
        ),
    )


def object_to_shredding(plan: Plan, _by: Viewer, _confirmed_by: Viewer | None) -> Iterator[Objection]:
    """A journey that is prepared or under way. The plans are locked: whoever adds to one waits, and is refused then."""
    if plan.case_id is None:
        return
    states = [one.state for one in ReturnPlan.objects.select_for_update().filter(case=plan.case_id).order_by("id")]
    if any(state != PlanState.ENDED for state in states):
        yield Objection("return_plan_open", _("A return plan is open. It has to be ended first."))
    if MissionChild.objects.filter(case=plan.case_id, mission__state__in=RUNNING).exists():
        yield Objection("mission_running", _("The child is on the list of a mission that has not ended."))
