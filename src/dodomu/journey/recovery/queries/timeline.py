"""What happened in recovery, for a child's life-line."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.recovery.queries.plans import due_rows, plans_of_person, visit_row
from dodomu.journey.recovery.queries.rows import DueRow, PlanEventRow, VisitRow


@dataclass(frozen=True, slots=True)
class Happened:
    """One plan with its visits, its coming ones and what happened to it."""

    plan_id: UUID
    case_number: int
    visits: tuple[VisitRow, ...]
    dues: tuple[DueRow, ...]
    events: tuple[PlanEventRow, ...]


def happened(viewer: Viewer, person_id: UUID) -> list[Happened]:
    """What the viewer may see of a child's recovery; nothing without the right to read care plans."""
    if Act.RECOVERY_READ not in viewer.acts:
        return []
    plans = plans_of_person(viewer, person_id)
    opened = Opened({plan.case.data_key_id for plan in plans})
    return [
        Happened(
            plan.id,
            plan.case.number,
            tuple(visit_row(one, opened) for one in plan.visits.select_related("due", "by", "plan__case")),
            due_rows(plan.dues.filter(met_at=None, dropped_at=None).select_related("plan__case")),
            tuple(
                PlanEventRow(str(one.get_what_display()), "", one.by.display_name, one.at)
                for one in plan.events.select_related("by")
            ),
        )
        for plan in plans
    ]
