"""Steps that later stages of the road record on a child's axes: on the way, handed over, received, assessed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions.axes import Step, check, write
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class RoadStep:
    """What happened on the road: an axis (``return`` or ``recovery``), its value, the day it happened, a note."""

    axis: str
    value: str
    since: PartialDate
    note: str = ""


@transaction.atomic
def road_step(by: Viewer, act: Act, person_id: UUID, step: RoadStep) -> AxisEntry | None:
    """Record a step as the direct result of another stage's act, by whoever may do that act.

    Nothing is recorded, and None returned, where the child has no open case or the axis holds this value already.

    Parameters:
        act: the act of the later stage of which the step is a part.

    Raises:
        NotAllowed, OutOfReach: the viewer may not do this act to this child.
        ValueError: the value is not on the axis, the axis belongs to people alone, or the day is in the future.
    """
    policy.require(by, act, subject=person_id)
    if step.axis not in {"return", "recovery"}:
        raise ValueError("axis: accepted are return and recovery; where a child is and its legal state are for people")
    case = _open_case(person_id)
    if case is None or _now(case, step.axis) == step.value:
        return None
    whole = Step(axis=step.axis, value=step.value, since=step.since, note=step.note)
    check(case, whole, timezone.now())
    return write(by, case, whole)


def _open_case(person_id: UUID) -> Case | None:
    """The open case of the child under whichever of its records, the leading one first; locked."""
    cases = Case.objects.select_for_update().filter(person__in=linking.parts_of(person_id), closed_at__isnull=True)
    return min(cases, key=lambda case: (case.led_by_id is not None, -case.number), default=None)


def _now(case: Case, axis: str) -> str:
    entries = AxisEntry.objects.filter(case=case, axis=axis, withdrawal__isnull=True)
    latest = entries.order_by("-since_earliest", "-at", "-id").values_list("value", flat=True).first()
    return latest or ""
