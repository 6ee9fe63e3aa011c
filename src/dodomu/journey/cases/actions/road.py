"""Steps that later stages of the road record on a child's axes: on the way, handed over, received, assessed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import axes
from dodomu.journey.cases.actions.axes import Step, check, write
from dodomu.journey.cases.models import AxisEntry, Case, Proposal, ProposalKind, ProposalState
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
    if case is None:
        return None
    # What the installation proposed before this act is out of date.
    waiting = Proposal.objects.filter(case=case, axis=step.axis, state=ProposalState.WAITING)
    waiting.update(state=ProposalState.LAPSED, answered_at=timezone.now())
    if _now(case, step.axis) == step.value:
        return None
    whole = Step(axis=step.axis, value=step.value, since=step.since, note=step.note)
    check(case, whole, timezone.now())
    return write(by, case, whole)


@transaction.atomic
def propose_road_step(person_id: UUID, because: str, axis: str) -> Proposal | None:
    """Propose the step that follows from what a later stage saw by itself (``data/proposals.csv``); a person answers.

    Nothing is proposed, and None returned, where there is no open case, the table has no step from the present value, or
    a proposal for this axis waits already.

    Parameters:
        because: what was seen, such as ``plan_fell_back``.
    """
    case = _open_case(person_id)
    step = axes.proposed_step(because, axis, _now(case, axis)) if case else None
    if case is None or step is None:
        return None
    if Proposal.objects.filter(case=case, axis=axis, state=ProposalState.WAITING).exists():
        return None
    journal.append(
        "case.step_proposed",
        by=Viewer.system("cases"),
        subject=case.pid,
        case=case.pid,
        codes={"kind": str(ProposalKind.AXIS_STEP.value)},
    )
    return Proposal.objects.create(
        case=case, kind=ProposalKind.AXIS_STEP, axis=axis, value=step, because=because, proposed_at=timezone.now()
    )


def _open_case(person_id: UUID) -> Case | None:
    """The open case of the child under whichever of its records, the leading one first; locked."""
    cases = Case.objects.select_for_update().filter(person__in=linking.parts_of(person_id), closed_at__isnull=True)
    return min(cases, key=lambda case: (case.led_by_id is not None, -case.number), default=None)


def _now(case: Case, axis: str) -> str:
    entries = AxisEntry.objects.filter(case=case, axis=axis, withdrawal__isnull=True)
    latest = entries.order_by("-since_earliest", "-at", "-id").values_list("value", flat=True).first()
    return latest or ""
