"""Return plans as a list, and what of them waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.models import BestInterests, PlanEvent, PlanState, ReadyDeclaration, ReturnPlan
from dodomu.journey.missions.queries.plans_looked import readiness_of
from dodomu.journey.missions.queries.plans_reach import living, set_out, visible
from dodomu.journey.missions.queries.plans_rows import PlanRow
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons

NONE, MINE, LIVING = "none", "mine", "living"


@dataclass(frozen=True, slots=True)
class ForSecond:
    """A decision (``best_interests``) or a declaration (``ready``) this viewer may answer."""

    kind: str
    id: UUID
    plan_id: UUID
    case_number: int
    since: datetime


@in_one_reading
def plans(viewer: Viewer, filters: Mapping[str, str]) -> list[PlanRow]:
    """Plans within reach, those that have not ended where no ``state`` is asked for.

    Parameters:
        filters: ``state`` (a code of ``PlanState``), ``owner`` (``mine`` or ``none``).

    Raises:
        NotAllowed: the viewer reads no return plans.
    """
    policy.require(viewer, Act.PLAN_READ)
    state, owner = filters.get("state", ""), filters.get("owner", "")
    found = visible(viewer).filter(state=state) if state else living(viewer)
    if owner:
        found = found.filter(owner=viewer.user_id if owner == MINE else None)
    return rows_of(viewer, found)


def rows_of(viewer: Viewer, found: QuerySet[ReturnPlan]) -> list[PlanRow]:
    """These plans with what is missing of each; a child who has set out lacks nothing any more."""
    listed = list(found.select_related("case", "owner"))
    gone = set_out({plan.case_id for plan in listed})
    looked = readiness_of([plan for plan in listed if plan.state != PlanState.ENDED])
    persons = current_persons([plan.case.person_id for plan in listed])
    cards = linking.cards_of(viewer, set(persons.values()))
    reviews = _reviews([plan.id for plan in listed if plan.state == PlanState.NOT_NOW])
    rows = []
    for plan in listed:
        person = persons.get(plan.case.person_id, plan.case.person_id)
        card, ready = cards.get(person), looked.get(plan.id)
        if ready is not None and plan.case_id in gone:
            ready = replace(ready, missing=())
        rows.append(
            PlanRow(
                id=plan.id,
                case_id=plan.case_id,
                case_number=plan.case.number,
                person_id=person,
                name=card.name if card else None,
                state=plan.state,
                state_label=str(plan.get_state_display()),
                owner_id=plan.owner_id,
                owner=plan.owner.display_name if plan.owner else "",
                travel_by=plan.travel_by,
                missing=len(ready.missing) if ready else 0,
                readiness=ready,
                begun_at=plan.at,
                under_way=plan.case_id in gone,
                review_on=reviews.get(plan.id),
            )
        )
    return rows


@in_one_reading
def to_do(viewer: Viewer) -> list[PlanRow]:
    """The viewer's own plans, and those of their teams that nobody owns, of open cases."""
    if Act.PLAN_WORK not in viewer.acts or viewer.user_id is None:
        return []
    teams = policy.teams_for(viewer, Act.PLAN_WORK)
    mine = Q(owner=viewer.user_id) | Q(owner=None, case__team__in=teams)
    return rows_of(viewer, living(viewer, Act.PLAN_WORK).filter(mine, case__closed_at=None))


def for_second(viewer: Viewer) -> list[ForSecond]:
    """What waits for this viewer as the second person."""
    if Act.PLAN_CONFIRM not in viewer.acts:
        return []
    within = living(viewer, Act.PLAN_CONFIRM).filter(case__closed_at=None)
    decisions = BestInterests.objects.filter(state=SecondState.WAITING, plan__in=within)
    declared = ReadyDeclaration.objects.filter(state=SecondState.WAITING, void_at=None, plan__in=within)
    return [*_waiting("best_interests", decisions, viewer), *_waiting("ready", declared, viewer)]


def _waiting(
    kind: str, rows: QuerySet[BestInterests] | QuerySet[ReadyDeclaration], viewer: Viewer
) -> Iterable[ForSecond]:
    asked = rows.exclude(by=viewer.user_id).order_by("at", "id")
    for row_id, plan_id, number, at in asked.values_list("id", "plan_id", "plan__case__number", "at"):
        yield ForSecond(kind, row_id, plan_id, number, at)


def _reviews(ids: list[UUID]) -> dict[UUID, date]:
    """Until when each plan was set aside last."""
    rows = PlanEvent.objects.filter(plan__in=ids, what=PlanEvent.What.NOT_NOW).order_by("at", "id")
    return {plan: day for plan, day in rows.values_list("plan_id", "review_on") if day is not None}
