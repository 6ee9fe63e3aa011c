"""What is said of one paper a child needs: held, applied for, missing, not known, not needed. Added, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import said, sealed_if_said
from dodomu.journey.missions.actions.plans_holding import held_plan, leaf
from dodomu.journey.missions.actions.plans_settling import settle
from dodomu.journey.missions.models import Held, PlanPaper
from dodomu.journey.missions.plan_rules import paper_rules
from dodomu.journey.missions.queries import plans_states
from dodomu.kit.dates import today

TABLE = "missions_planpaper"


@dataclass(frozen=True, slots=True)
class PaperInput:
    """One paper as somebody states it. ``note`` says why, where it is not needed; numbers and notes are sealed."""

    kind: str
    held: str
    issued_on: date | None = None
    valid_until: date | None = None
    ordered_on: date | None = None
    number: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@transaction.atomic
def record_paper(by: Viewer, plan_id: UUID, given: PaperInput, *, expected_version: str = "") -> PlanPaper:
    """Record what is known of a paper; it counts instead of what was said before.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: names the field and what is accepted.
        Changed: somebody said something of this paper since ``expected_version``.
    """
    plan = held_plan(by, plan_id)
    plans_states.paper_of(plan, given.kind).must_be(expected_version)
    _check(given)
    row_id = new_id()
    row = PlanPaper.objects.create(
        id=row_id,
        plan=plan,
        kind=given.kind,
        held=given.held,
        issued_on=given.issued_on if given.held == Held.HELD else None,
        valid_until=given.valid_until if given.held == Held.HELD else None,
        ordered_on=given.ordered_on if given.held == Held.ORDERED else None,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed_if_said(plan.case, TABLE, row_id, number=given.number, note=given.note),
    )
    days = (day.isoformat() for day in (row.issued_on, row.valid_until, row.ordered_on) if day)
    leaf(by, plan, "plan.paper_recorded", given.number, given.note, *days, paper=given.kind, held=str(given.held))
    settle(plan, by)
    return row


def _check(given: PaperInput) -> None:
    kinds = dict.fromkeys(rule.kind for rule in paper_rules())
    if given.kind not in kinds:
        raise ValueError(f"kind: accepted are {', '.join(kinds)}")
    if given.held not in Held.values:
        raise ValueError(f"held: accepted are {', '.join(Held.values)}")
    if given.held == Held.ORDERED and given.ordered_on is None:
        raise ValueError("ordered_on: say when it was applied for")
    for name, day in (("issued_on", given.issued_on), ("ordered_on", given.ordered_on)):
        if day is not None and day > today():
            raise ValueError(f"{name}: accepted is a day that has come")
    if given.issued_on and given.valid_until and given.valid_until < given.issued_on:
        raise ValueError("valid_until: accepted is a day not before the day of issue")
    if given.held == Held.NOT_NEEDED:
        said("note", given.note)
