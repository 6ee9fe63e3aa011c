"""The risk assessment of a plan: each kind judged, with measures. A later judgement counts instead of an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.cases.bridge import seal_text
from dodomu.journey.missions.actions.plans_holding import held_plan, leaf
from dodomu.journey.missions.actions.plans_settling import settle
from dodomu.journey.missions.models import RiskLook
from dodomu.journey.missions.plan_rules import risk_rules
from dodomu.journey.missions.queries import plans_states

TABLE = "missions_risklook"
LOW = RiskLook.Level.LOW


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one kind of risk is judged, and what is done about it; for a low risk the measures may be empty."""

    level: str
    measures: str = field(default="", repr=False)


@transaction.atomic
def judge_risks(
    by: Viewer, plan_id: UUID, given: Mapping[str, Judgement], *, expected_version: str = ""
) -> list[RiskLook]:
    """Judge some kinds of risk, each by its code; the others stay as they were judged before.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: names the field and what is accepted.
        Changed: the risks were judged otherwise since ``expected_version``.
    """
    plan = held_plan(by, plan_id)
    plans_states.risks_of(plan).must_be(expected_version)
    if not given:
        raise ValueError("risks: judge one kind at least")
    for kind, one in given.items():
        _check(kind, one)
    key, now, rows = key_of(plan.case), timezone.now(), []
    for kind, one in given.items():
        row_id, measures = new_id(), one.measures.strip()
        rows.append(
            RiskLook.objects.create(
                id=row_id,
                plan=plan,
                kind=kind,
                level=one.level,
                measures_sealed=seal_text(key, TABLE, row_id, "measures_sealed", measures),
                by_id=by.staff_id,
                at=now,
            )
        )
        leaf(by, plan, "plan.risk_judged", measures, risk_kind=kind, level=str(one.level))
    settle(plan, by)
    return rows


def _check(kind: str, one: Judgement) -> None:
    kinds = dict.fromkeys(rule.kind for rule in risk_rules())
    if kind not in kinds:
        raise ValueError(f"kind: accepted are {', '.join(kinds)}")
    if one.level not in RiskLook.Level.values:
        raise ValueError(f"level-{kind}: accepted are {', '.join(RiskLook.Level.values)}")
    if one.level != LOW:
        said(f"measures-{kind}", one.measures)
