"""Which return plans a viewer sees. Every other query of plans starts here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.reach import value_now
from dodomu.journey.missions.models import PlanState, ReturnPlan

ON_THE_WAY = frozenset({"on_the_way", "handed_over", "crossed", "received"})
"""Values of the return axis with which a child has set out: what was needed for READY is asked no more."""


def visible(viewer: Viewer, act: Act = Act.PLAN_READ) -> QuerySet[ReturnPlan]:
    """Plans of the children within the viewer's reach for this act."""
    return ReturnPlan.objects.filter(policy.subjects(viewer, act, field="case__person_id"))


def living(viewer: Viewer, act: Act = Act.PLAN_READ) -> QuerySet[ReturnPlan]:
    """The same, without those that have ended."""
    return visible(viewer, act).exclude(state=PlanState.ENDED)


def set_out(case_ids: set[UUID]) -> set[UUID]:
    """Cases whose child has set out or arrived. No scope: callers check who asks."""
    cases = Case.objects.filter(id__in=case_ids).annotate(return_now=value_now("return"))
    return set(cases.filter(return_now__in=ON_THE_WAY).values_list("id", flat=True))


def return_now(case_id: UUID) -> str:
    """The value of the return axis of a case, empty where nothing is recorded. No scope."""
    found = Case.objects.filter(id=case_id).annotate(return_now=value_now("return"))
    return found.values_list("return_now", flat=True).first() or ""
