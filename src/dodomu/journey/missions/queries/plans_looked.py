"""What READY depends on, gathered for many plans at once. Codes and days only; no scope: callers check who asks.

It is the installation itself that looks, so that a plan is ready or not whoever asks. However many plans there are, it asks
the same few questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.cases.models import CaseDocument
from dodomu.journey.cases.queries.births import births_of
from dodomu.journey.missions.escort_rules import eligible
from dodomu.journey.missions.models import Authority, BestInterests, BudgetLine, PlanPaper, ReturnPlan, RiskLook
from dodomu.journey.missions.plan_rules import PaperSaid
from dodomu.journey.missions.queries import escorts
from dodomu.journey.missions.queries.plans_asked import of_children
from dodomu.journey.missions.readiness import NEEDS, Decided, Held, Judged, Looked, Readiness, readiness
from dodomu.kit.dates import KYIV, today


def readiness_of(plans: Collection[ReturnPlan]) -> dict[UUID, Readiness]:
    """Whether each plan is ready, and else what is missing."""
    return {key: readiness(looked) for key, looked in looked_at(plans).items()}


@in_one_reading
def looked_at(plans: Collection[ReturnPlan], on: date | None = None) -> dict[UUID, Looked]:
    """Everything READY depends on, by plan.

    Parameters:
        plans: with their cases (``select_related("case")``).
        on: the day to look on; today in Kyiv where it is not named.
    """
    if not plans:
        return {}
    day, ids = on or today(), {plan.id for plan in plans}
    births = births_of(Viewer.system("plans"), [plan.case for plan in plans])
    known = of_children([plan.case.person_id for plan in plans], day)
    papers, decisions = papers_said(plans), _decisions(ids)
    risks, authorities, budgets = _risks(ids), _authorities(plans, day), _budgets(ids)
    found = {}
    for plan in plans:
        child, born = known[plan.case.person_id], births.get(plan.case_id)
        found[plan.id] = Looked(
            today=day,
            requester=child.requester,
            child_view=child.view,
            decisions=decisions.get(plan.id, ()),
            travel_on=plan.travel_by,
            companion=plan.companion,
            births=(born.earliest, born.latest) if born else None,
            receiver=plan.receiver_sealed is not None,
            needs={need: str(getattr(plan, need)) for need in NEEDS},
            papers=papers.get(plan.id, {}),
            authorities=authorities.get(plan.id, ()),
            risks=risks.get(plan.id, {}),
            consents=child.consents,
            budget=plan.id in budgets,
        )
    return found


def papers_said(plans: Iterable[ReturnPlan]) -> dict[UUID, dict[str, PaperSaid]]:
    """What was said last of each paper, in the plan or among the dated papers of the case."""
    plan_of = {plan.case_id: plan.id for plan in plans}
    said: list[tuple[Any, UUID, str, PaperSaid]] = []
    columns = ("at", "plan_id", "kind", "held", "issued_on", "valid_until", "ordered_on")
    for at, plan_id, kind, *rest in PlanPaper.objects.filter(plan__in=plan_of.values()).values_list(*columns):
        said.append((at, plan_id, kind, PaperSaid(*rest)))
    documents = CaseDocument.objects.filter(case__in=plan_of)
    for at, case_id, kind, issued, until in documents.values_list("at", "case_id", "kind", "issued_on", "valid_until"):
        said.append((at, plan_of[case_id], kind, PaperSaid("held", issued, until)))
    found: dict[UUID, dict[str, PaperSaid]] = {}
    for _at, plan_id, kind, one in sorted(said, key=lambda row: row[0]):
        found.setdefault(plan_id, {})[kind] = one
    return found


def _decisions(ids: Collection[UUID]) -> dict[UUID, list[Decided]]:
    found: dict[UUID, list[Decided]] = {}
    for plan_id, decision, state in BestInterests.objects.filter(plan__in=ids).values_list(
        "plan_id", "decision", "state"
    ):
        found.setdefault(plan_id, []).append(Decided(decision, state))
    return found


def _risks(ids: Collection[UUID]) -> dict[UUID, dict[str, Judged]]:
    found: dict[UUID, dict[str, Judged]] = {}
    rows = RiskLook.objects.filter(plan__in=ids).order_by("at", "id").values_list("plan_id", "kind", "level", "at")
    for plan_id, kind, level, at in rows:
        found.setdefault(plan_id, {})[kind] = Judged(level, at.astimezone(KYIV).date())
    return found


def _authorities(plans: Iterable[ReturnPlan], today: date) -> dict[UUID, list[Held]]:
    days = {plan.id: max(plan.travel_by or today, today) for plan in plans}
    rows = list(Authority.objects.filter(plan__in=days, ended_at=None))
    standing = escorts.said_of({row.escort_id for row in rows if row.escort_id})
    found: dict[UUID, list[Held]] = {}
    for row in rows:
        held = Held(row.basis, row.valid_from, row.valid_until, row.checked_at is not None)
        if row.escort_id:
            held = replace(held, escort=eligible(standing[row.escort_id], days[row.plan_id])[0])
        found.setdefault(row.plan_id, []).append(held)
    return found


def _budgets(ids: Collection[UUID]) -> set[UUID]:
    return set(BudgetLine.objects.filter(plan__in=ids, struck_at=None).values_list("plan_id", flat=True))
