"""Who changed what in the cases of a child, for the history on the child's page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.axes import AXES, AxisValue, axis_values
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import AxisEntry, Case, CaseEvent
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A step on an axis from ``old`` to ``new``, its withdrawal, or something that happened to the case (``label``)."""

    case_id: UUID
    case_number: int
    at: datetime
    by: str
    axis: str = ""
    old: AxisValue | None = None
    new: AxisValue | None = None
    label: str = ""
    detail: str = ""
    reason: str = field(default="", repr=False)


def case_changes(viewer: Viewer, person_id: UUID) -> list[CaseChange]:
    """Every change in the cases within reach, in no order."""
    if Act.CASE_READ not in viewer.acts and person_id not in viewer.broken_glass:
        return []
    cases = list(visible(viewer).filter(person_id__in=linking.parts_of(person_id)))
    opened = Opened({case.data_key_id for case in cases})
    return [change for case in cases for change in (*_steps(case, opened), *_events(case, opened))]


def _steps(case: Case, opened: Opened) -> list[CaseChange]:
    """Each step beside the one that was recorded before it on the same axis."""
    found = []
    entries = AxisEntry.objects.filter(case=case).select_related("by", "withdrawal__by").order_by("at", "id")
    before: dict[str, AxisValue] = {}
    for entry in entries:
        if entry.axis not in AXES:
            continue
        value = axis_values()[entry.axis, entry.value]
        note = opened.text(case.data_key_id, "cases_axisentry", entry.id, "note_sealed", entry.note_sealed)
        old = before.get(entry.axis)
        by = entry.by.display_name
        found.append(CaseChange(case.id, case.number, entry.at, by, entry.axis, old, value, reason=note))
        before[entry.axis] = value
        withdrawal = getattr(entry, "withdrawal", None)
        if withdrawal is not None:
            table = "cases_axiswithdrawal"
            why = opened.text(case.data_key_id, table, withdrawal.id, "reason_sealed", withdrawal.reason_sealed)
            who = withdrawal.by.display_name
            found.append(CaseChange(case.id, case.number, withdrawal.at, who, entry.axis, value, reason=why))
    return found


def _events(case: Case, opened: Opened) -> list[CaseChange]:
    found = []
    for event in CaseEvent.objects.filter(case=case).select_related("team", "worker", "by"):
        detail = ", ".join(
            part for part in (event.team.name, event.worker.display_name if event.worker else "") if part
        )
        found.append(
            CaseChange(
                case.id,
                case.number,
                event.at,
                event.by.display_name if event.by else "",
                label=str(event.get_what_display()),
                detail=detail,
                reason=opened.text(case.data_key_id, "cases_caseevent", event.id, "reason_sealed", event.reason_sealed),
            )
        )
    return found
