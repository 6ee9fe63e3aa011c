"""What cases add to a child's life-line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.axes import AxisValue, axis_values
from dodomu.journey.cases.models import AxisEntry, Case, CaseEvent
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated thing: a step on an axis (``value``, ``since``) or something that happened to the case (``label``)."""

    at: datetime
    case_id: UUID
    case_number: int
    label: str
    value: AxisValue | None = None
    since: str = ""


def happenings(viewer: Viewer, person_id: UUID) -> list[Happening]:
    """Everything recorded in the cases of one person, within the viewer's reach."""
    if Act.CASE_READ not in viewer.acts and person_id not in viewer.broken_glass:
        return []
    cases = visible(viewer).filter(person_id__in=linking.parts_of(person_id))
    steps = AxisEntry.objects.filter(case__in=cases, withdrawal__isnull=True).select_related("case")
    events = CaseEvent.objects.filter(case__in=cases).select_related("case")
    return [_step(step, step.case) for step in steps] + [_event(event, event.case) for event in events]


def _step(entry: AxisEntry, case: Case) -> Happening:
    """Placed where it began, as far as that is known: noon of the first possible day, never after its recording."""
    at = min(datetime.combine(entry.since_earliest, time(12), UTC), entry.at)
    return Happening(at, case.id, case.number, "", axis_values()[entry.axis, entry.value], entry.since)


def _event(event: CaseEvent, case: Case) -> Happening:
    return Happening(event.at, case.id, case.number, str(event.get_what_display()))
