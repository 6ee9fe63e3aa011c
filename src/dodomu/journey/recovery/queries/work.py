"""What is due in recovery for one colleague: visits, actions, closings to confirm, children nobody has seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import AxisEntry, Case, SecondState
from dodomu.journey.cases.queries.reach import value_now
from dodomu.journey.cases.queries.reach import visible as visible_cases
from dodomu.journey.recovery.models import Action, CarePlan, FollowUpDue, PlanClosing, Visit
from dodomu.journey.recovery.queries.plans import action_row, due_rows
from dodomu.journey.recovery.queries.reach import visible
from dodomu.journey.recovery.queries.rows import ActionRow, DueRow
from dodomu.kit.dates import today

AHEAD = timedelta(days=14)
"""How long before its day a visit or an action shows among what is coming."""


@dataclass(frozen=True, slots=True)
class ForSecond:
    plan_id: UUID
    closing_id: UUID
    case_number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Unsafe:
    """The last visit says that there is danger or a concern, or the child was not seen twice."""

    plan_id: UUID
    case_number: int
    what: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A child who has arrived and has no care plan."""

    case_id: UUID
    case_number: int
    since: datetime


def visits_due(viewer: Viewer) -> tuple[DueRow, ...]:
    """Visits of the viewer's own plans, and of those nobody owns, due within two weeks or past."""
    if Act.RECOVERY_WORK not in viewer.acts:
        return ()
    mine = _mine(viewer)
    rows = FollowUpDue.objects.filter(plan__in=mine, met_at=None, dropped_at=None, due_on__lte=today() + AHEAD)
    return due_rows(rows.select_related("plan__case"))


def actions_due(viewer: Viewer) -> list[ActionRow]:
    """Open actions of the viewer, or of nobody in the viewer's own plans, due within two weeks or past."""
    if Act.RECOVERY_READ not in viewer.acts:
        return []
    owned = Q(owner=viewer.user_id) | Q(owner=None, goal__plan__in=_mine(viewer))
    rows = Action.objects.filter(owned, state="open", goal__plan__in=visible(viewer), due_on__lte=today() + AHEAD)
    found = list(rows.select_related("goal__plan__case", "owner"))
    opened = Opened({one.goal.plan.case.data_key_id for one in found})
    return [action_row(viewer, one, opened, may_work=True) for one in found]


def closings_waiting(viewer: Viewer) -> list[ForSecond]:
    """Closings that wait for this viewer as the second person."""
    if Act.CASE_CONFIRM not in viewer.acts:
        return []
    rows = PlanClosing.objects.filter(state=SecondState.WAITING, plan__in=visible(viewer, Act.CASE_CONFIRM))
    return [
        ForSecond(one.plan_id, one.id, one.plan.case.number, one.at)
        for one in rows.exclude(by=viewer.user_id).select_related("plan__case")
    ]


def unsafe(viewer: Viewer) -> list[Unsafe]:
    """Active plans whose last visit found danger or a concern, or whose child was not seen in the last two."""
    if Act.RECOVERY_WORK not in viewer.acts:
        return []
    rows = Visit.objects.filter(plan__in=_mine(viewer), plan__state="active", corrected_by=None)
    last: dict[UUID, list[Visit]] = {}
    for visit in rows.select_related("plan__case").order_by("-held_on", "-at"):
        last.setdefault(visit.plan_id, []).append(visit)
    found = []
    for visits in last.values():
        latest, what = visits[0], ""
        if latest.safety in {"danger", "concern"}:
            what = latest.safety
        elif len(visits) > 1 and all(visit.seen != "yes" for visit in visits[:2]):
            what = "not_seen"
        if what:
            found.append(Unsafe(latest.plan_id, latest.plan.case.number, what, latest.at))
    return found


def without_plan(viewer: Viewer) -> list[Unplanned]:
    """Open cases of children who have arrived, without a care plan."""
    if Act.RECOVERY_WORK not in viewer.acts:
        return []
    planned = CarePlan.objects.values("case_id")
    cases = visible_cases(viewer, Act.RECOVERY_WORK).filter(closed_at=None, led_by=None).exclude(id__in=planned)
    arrived = cases.annotate(step=value_now("recovery")).filter(step__isnull=False).exclude(step="closed")
    return [Unplanned(case.id, case.number, _since(case)) for case in arrived]


def arrived_on(viewer: Viewer, case_id: UUID) -> date | None:
    """The day on which a child within reach arrived, as its case says; None where no exact day is recorded."""
    within = visible_cases(viewer, Act.RECOVERY_WORK).filter(id=case_id)
    since = _steps(within).order_by("since_earliest", "at").values_list("since", flat=True).first()
    day = PartialDate.from_edtf(since) if since else None
    return day.earliest if day and day.exact else None


def _since(case: Case) -> datetime:
    return _steps([case]).order_by("at").values_list("at", flat=True).first() or case.opened_at


def _steps(cases: Iterable[Case]) -> QuerySet[AxisEntry]:
    """The steps of recovery that stand."""
    return AxisEntry.objects.filter(case__in=cases, axis="recovery", withdrawal=None)


def _mine(viewer: Viewer) -> list[UUID]:
    """Plans the viewer owns, and plans without an owner within reach."""
    found = visible(viewer, Act.RECOVERY_WORK).filter(Q(owner=viewer.user_id) | Q(owner=None))
    return list(found.values_list("id", flat=True))
