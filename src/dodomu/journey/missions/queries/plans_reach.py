"""Which return plans a viewer sees. Every other query of plans starts here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.reach import value_now
from dodomu.journey.missions.models import PlanState, ReturnPlan
from dodomu.journey.registry.models import Membership
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import persons_of

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


def persons_of_report(report_id: UUID) -> set[UUID]:
    """Everybody a report speaks of, under every record of theirs. No scope."""
    found = Membership.objects.filter(mention__report=report_id, until=None)
    return with_parts(found.values_list("person_id", flat=True))


def persons_of_mentions(mention_ids: Collection[UUID]) -> set[UUID]:
    """Whom these mentions belong to now, under every record of theirs. No scope."""
    return with_parts(persons_of(mention_ids).values())


def with_parts(person_ids: Iterable[UUID]) -> set[UUID]:
    """These persons under every record that is one with theirs. No scope."""
    return {part for person_id in set(person_ids) for part in linking.parts_of(person_id)}
