"""What a mission is expected to cost and what was spent; what the law asks to be told ahead. Struck out, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.actions.budget import MOST
from dodomu.journey.missions.actions.holding import held, leaf, sealed, write_event
from dodomu.journey.missions.models import PREPARED, Cost, MissionEvent, Notice
from dodomu.journey.missions.plan_rules import budget_kinds, currencies


@dataclass(frozen=True, slots=True)
class CostInput:
    """``amount`` in hundredths of the currency's unit. ``expected``: before it is spent."""

    kind: str
    amount: int
    currency: str
    expected: bool = False
    note: str = field(default="", repr=False)


@transaction.atomic
def add_cost(by: Viewer, mission_id: UUID, given: CostInput) -> Cost:
    """Write down what something costs; also of a mission that has ended, for bills come later.

    Raises:
        NotAllowed, OutOfReach. ValueError: kind, currency or amount is not accepted.
    """
    mission = held(by, mission_id, states=None)
    kinds = [kind for kind, _span in budget_kinds()]
    if given.kind not in kinds:
        raise ValueError(f"kind: accepted are {', '.join(kinds)}")
    if given.currency not in currencies():
        raise ValueError(f"currency: accepted are {', '.join(currencies())}")
    if not 1 <= given.amount <= MOST:
        raise ValueError("amount: accepted is more than nothing")
    row = new_id()
    cost = Cost.objects.create(
        id=row,
        mission=mission,
        kind=given.kind,
        expected=given.expected,
        amount=given.amount,
        currency=given.currency,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(mission, "missions_cost", row, note=given.note),
    )
    leaf(by, mission, "mission.cost_added", given.note, kind=given.kind, expected=int(given.expected))
    return cost


@transaction.atomic
def strike_cost(by: Viewer, cost_id: UUID) -> Cost:
    """Strike out a line that was wrong; it stays readable.

    Raises:
        NotAllowed, OutOfReach. ValueError: it is struck out already.
    """
    policy.require(by, Act.MISSION_WORK)
    cost = Cost.objects.select_for_update(of=("self",)).filter(id=cost_id).first()
    if cost is None:
        raise policy.OutOfReach
    mission = held(by, cost.mission_id, states=None)
    if cost.struck_at:
        raise ValueError("cost: struck out already")
    cost.struck_by_id, cost.struck_at = by.staff_id, timezone.now()
    cost.save(update_fields=("struck_by", "struck_at"))
    leaf(by, mission, "mission.cost_struck")
    return cost


@transaction.atomic
def give_notice(by: Viewer, mission_id: UUID, kind: str, on: date | None, note: str = "") -> Notice:
    """Write down on which day the carrier was ordered or the police was told; without a day it is taken back.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: it has departed. ValueError: kind or day is not accepted.
    """
    mission = held(by, mission_id, states=PREPARED)
    if kind not in Notice.Kind.values:
        raise ValueError(f"kind: accepted are {', '.join(Notice.Kind.values)}")
    if on is not None and on > timezone.now().astimezone(KYIV).date():
        raise ValueError("on: accepted is a day that has come")
    row = new_id()
    notice = Notice.objects.create(
        id=row,
        mission=mission,
        kind=kind,
        on=on,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(mission, "missions_notice", row, note=note),
    )
    write_event(by, mission, MissionEvent.What.NOTICE)
    leaf(by, mission, "mission.notice_given", note, kind=kind, on=on.isoformat() if on else "")
    return notice
