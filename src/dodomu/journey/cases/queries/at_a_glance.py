"""The open case of a child at a glance, for the head of the child's page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.axes import AXES, VERIFICATION, AxisValue, axis_values
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class AxisNow:
    """What counts now on one axis (None: nothing recorded), since when (EDTF), and how far it is verified."""

    axis: str
    value: AxisValue | None
    since: str = ""
    verification: AxisValue | None = None


@dataclass(frozen=True, slots=True)
class CaseGlance:
    """Whose case it is, and where it stands."""

    id: UUID
    number: int
    team: str
    worker: str
    worker_id: UUID | None
    axes: tuple[AxisNow, ...]
    closed: bool
    may_see_staff: bool


def case_at_a_glance(viewer: Viewer, person_id: UUID) -> CaseGlance | None:
    """The child's open case, else the one closed last; None for those who may not read it."""
    if Act.CASE_READ not in viewer.acts and person_id not in viewer.broken_glass:
        return None
    cases = visible(viewer).filter(person_id__in=linking.parts_of(person_id)).select_related("team", "worker")
    found = sorted(cases, key=_first)
    if not found:
        return None
    case = found[0]
    return CaseGlance(
        id=case.id,
        number=case.number,
        team=case.team.name,
        worker=case.worker.display_name if case.worker else "",
        worker_id=case.worker_id,
        axes=_axes(case),
        closed=case.closed_at is not None,
        may_see_staff=policy.may(viewer, Act.STAFF_SEE),
    )


def _first(case: Case) -> tuple[bool, bool, int]:
    """The leading open case before those it leads, open ones before closed ones, the latest number first."""
    return case.closed_at is not None, case.led_by_id is not None, -case.number


def _axes(case: Case) -> tuple[AxisNow, ...]:
    now: dict[str, AxisEntry] = {}
    for entry in AxisEntry.objects.filter(case=case, withdrawal__isnull=True):
        now.setdefault(entry.axis, entry)
    return tuple(_now(axis, now.get(axis)) for axis in AXES)


def _now(axis: str, entry: AxisEntry | None) -> AxisNow:
    if entry is None:
        return AxisNow(axis, None)
    verified = axis_values().get((VERIFICATION, entry.verification))
    return AxisNow(axis, axis_values()[axis, entry.value], entry.since, verified)
