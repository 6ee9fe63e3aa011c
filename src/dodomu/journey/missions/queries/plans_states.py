"""What the forms of a return plan and of an escort can change, as it stands: so that nobody overwrites unseen."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import Addition, State
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.models import Escort, PlanEvent, PlanPaper, ReturnPlan, RiskLook
from dodomu.journey.missions.queries import escorts
from dodomu.journey.missions.queries.plans_reach import visible
from dodomu.journey.missions.readiness import NEEDS

PLAN = "missions_returnplan"


def details_state(viewer: Viewer, plan_id: UUID) -> State:
    """For the form of the details.

    Raises:
        OutOfReach: there is no such plan within reach.
    """
    return details_of(_plan(viewer, plan_id))


def paper_state(viewer: Viewer, plan_id: UUID, kind: str) -> State:
    """For the form of one paper: everything that was said of it."""
    return paper_of(_plan(viewer, plan_id), kind)


def risks_state(viewer: Viewer, plan_id: UUID) -> State:
    """For the form of the risks: how each kind is judged."""
    return risks_of(_plan(viewer, plan_id))


def escort_state(viewer: Viewer, escort_id: UUID) -> State:
    """For the form of an escort.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = escorts.visible(viewer, Act.PLAN_WORK).filter(id=escort_id).first()
    if found is None:
        raise policy.OutOfReach
    return escort_of(found)


def details_of(plan: ReturnPlan) -> State:
    """The same of a row that an act holds; its caller has checked the right."""
    opened = Opened({plan.case.data_key_id})

    def text(column: str) -> str:
        return opened.text(plan.case.data_key_id, PLAN, plan.id, column, getattr(plan, column))

    values = {
        "owner": str(plan.owner_id or ""),
        "travel_by": plan.travel_by.isoformat() if plan.travel_by else "",
        "companion": plan.companion,
        **{need: str(getattr(plan, need)) for need in NEEDS},
        "receiver": text("receiver_sealed"),
        "needs_words": text("needs_sealed"),
        "note": text("note_sealed"),
    }
    changed = plan.events.filter(what=PlanEvent.What.CHANGED).select_related("by").first()
    who = (changed.by.display_name if changed.by else "", changed.at) if changed else ("", plan.at)
    return State(f"plan:{plan.id}:details", values, *who)


def paper_of(plan: ReturnPlan, kind: str) -> State:
    rows = PlanPaper.objects.filter(plan=plan, kind=kind).select_related("by").order_by("at", "id")
    additions = [Addition(str(row.id), str(row.get_held_display()), row.by.display_name, row.at) for row in rows]
    return State(f"plan:{plan.id}:paper:{kind}", additions=tuple(additions))


def risks_of(plan: ReturnPlan) -> State:
    opened, values, by, at = Opened({plan.case.data_key_id}), dict[str, str](), "", plan.at
    for row in RiskLook.objects.filter(plan=plan).select_related("by").order_by("at", "id"):
        values[f"level-{row.kind}"] = row.level
        values[f"measures-{row.kind}"] = opened.text(
            plan.case.data_key_id, "missions_risklook", row.id, "measures_sealed", row.measures_sealed
        )
        by, at = row.by.display_name, row.at
    return State(f"plan:{plan.id}:risks", values, by, at)


def escort_of(escort: Escort) -> State:
    opened = Opened({escort.data_key_id})

    def text(column: str) -> str:
        return opened.text(escort.data_key_id, escorts.ESCORT, escort.id, column, getattr(escort, column))

    values = {
        "name": text("name_sealed"),
        "reach": text("reach_sealed"),
        "note": text("note_sealed"),
        "born": text("born_sealed"),
        "sex": escort.sex,
        "medical": "yes" if escort.medical else "",
    }
    return State(f"escort:{escort.id}", values, "", escort.at)


def _plan(viewer: Viewer, plan_id: UUID) -> ReturnPlan:
    found = visible(viewer).select_related("case").filter(id=plan_id).first()
    if found is None:
        raise policy.OutOfReach
    return found
