"""What a return is expected to cost: lines added, and struck out when they are wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import sealed_if_said
from dodomu.journey.missions.actions.plans_holding import held_plan, leaf
from dodomu.journey.missions.actions.plans_settling import settle
from dodomu.journey.missions.models import BudgetLine
from dodomu.journey.missions.plan_rules import budget_kinds, currencies

TABLE = "missions_budgetline"
MOST = 100_000_000_00
"""A hundred millions: what is more was mistyped."""


class AlreadyStruck(ValueError):
    """Somebody has struck the line out already."""

    def __init__(self) -> None:
        super().__init__("line: accepted is one that is not struck out")


@dataclass(frozen=True, slots=True)
class LineInput:
    """One line; ``amount`` in hundredths of the currency."""

    kind: str
    amount: int
    currency: str
    note: str = field(default="", repr=False)


@transaction.atomic
def add_line(by: Viewer, plan_id: UUID, given: LineInput) -> BudgetLine:
    """Add a line to the budget.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: names the field and what is accepted.
    """
    plan = held_plan(by, plan_id)
    kinds = [kind for kind, _span in budget_kinds()]
    if given.kind not in kinds:
        raise ValueError(f"kind: accepted are {', '.join(kinds)}")
    if given.currency not in currencies():
        raise ValueError(f"currency: accepted are {', '.join(currencies())}")
    if not 0 < given.amount <= MOST:
        raise ValueError("amount: accepted is more than nothing, up to a hundred millions")
    row_id = new_id()
    row = BudgetLine.objects.create(
        id=row_id,
        plan=plan,
        kind=given.kind,
        amount=given.amount,
        currency=given.currency,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed_if_said(plan.case, TABLE, row_id, note=given.note),
    )
    amount = f"{given.amount} {given.currency}"
    leaf(by, plan, "plan.budget_added", amount, given.note, cost=given.kind)
    return row


@transaction.atomic
def strike_line(by: Viewer, line_id: UUID) -> BudgetLine:
    """Strike a line out; it stays readable and counts no more.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``. AlreadyStruck.
    """
    policy.require(by, Act.PLAN_WORK)
    plan_id = BudgetLine.objects.filter(id=line_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise policy.OutOfReach
    plan = held_plan(by, plan_id)
    row = BudgetLine.objects.select_for_update().get(id=line_id)
    if row.struck_at is not None:
        raise AlreadyStruck
    row.struck_by_id, row.struck_at = by.staff_id, timezone.now()
    row.save(update_fields=("struck_by", "struck_at"))
    leaf(by, plan, "plan.budget_struck", cost=row.kind)
    settle(plan, by)
    return row
