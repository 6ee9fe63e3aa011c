"""Care plans as a list and as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import answered, in_one_reading
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import SecondState
from dodomu.journey.recovery import schedule
from dodomu.journey.recovery.models import (
    Action,
    ActionChange,
    CarePlan,
    FollowUpDue,
    Goal,
    PlanClosing,
    PlanEvent,
    PrivateNote,
    Visit,
)
from dodomu.journey.recovery.queries.reach import visible
from dodomu.journey.recovery.queries.rows import (
    ActionRow,
    ActionStep,
    ClosingRow,
    DueRow,
    GoalRow,
    NoteRow,
    PlanEventRow,
    PlanPage,
    PlanRow,
    VisitRow,
)
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons
from dodomu.kit.dates import today

WITH = ("case", "owner")
Row = TypeVar("Row", FollowUpDue, Visit)


def plans(viewer: Viewer, filters: Mapping[str, str]) -> list[PlanRow]:
    """Care plans within reach, those whose visit is due first in front.

    Parameters:
        filters: ``state`` (``active`` where none is asked for, ``closed``, ``all``), ``owner`` (``mine``, ``none``), ``due``
            (``overdue``, ``week``), ``safety`` (a code of the last visit).

    Raises:
        NotAllowed: the viewer reads no care plans.
    """
    policy.require(viewer, Act.RECOVERY_READ)
    query = visible(viewer).select_related(*WITH)
    state = filters.get("state", "active")
    if state != "all":
        query = query.filter(state=state)
    if filters.get("owner") == "mine":
        query = query.filter(owner=viewer.user_id)
    elif filters.get("owner") == "none":
        query = query.filter(owner=None)
    rows = [row for row in rows_of(viewer, list(query)) if _fits(row, filters)]
    return sorted(rows, key=lambda row: (row.next_on is None, row.next_on or row.start, row.case_number))


def _fits(row: PlanRow, filters: Mapping[str, str]) -> bool:
    if filters.get("safety") and row.safety != filters["safety"]:
        return False
    if not filters.get("due"):
        return True
    until = today() - timedelta(days=1) if filters["due"] == "overdue" else today() + timedelta(days=7)
    return row.next_on is not None and row.next_on <= until


def rows_of(viewer: Viewer, found: list[CarePlan]) -> list[PlanRow]:
    """The plans with what is due next, the last safety, and the child's name where the viewer may see it."""
    ids = [plan.id for plan in found]
    current = current_persons([plan.case.person_id for plan in found])
    cards = linking.cards_of(viewer, current.values())
    dues = _first(FollowUpDue.objects.filter(plan__in=ids, met_at=None, dropped_at=None).order_by("due_on"))
    visits = _first(Visit.objects.filter(plan__in=ids, corrected_by=None).order_by("-held_on", "-at"))
    seen = _first(Visit.objects.filter(plan__in=ids, corrected_by=None, seen="yes").order_by("-held_on", "-at"))
    actions = Action.objects.filter(goal__plan__in=ids, state="open").values_list("goal__plan_id", flat=True)
    open_actions = list(actions)
    return [
        PlanRow(
            id=plan.id,
            case_id=plan.case_id,
            case_number=plan.case.number,
            person_id=_person(plan, current),
            name=card.name if (card := cards.get(_person(plan, current))) else None,
            owner_id=plan.owner_id,
            owner=plan.owner.display_name if plan.owner else "",
            state=plan.state,
            start=plan.start,
            risk=plan.risk,
            next_code=dues[plan.id].code if plan.id in dues else "",
            next_on=dues[plan.id].due_on if plan.id in dues else None,
            safety=visits[plan.id].safety if plan.id in visits else "",
            safety_label=str(visits[plan.id].get_safety_display()) if plan.id in visits else "",
            last_seen_on=seen[plan.id].held_on if plan.id in seen else None,
            open_actions=open_actions.count(plan.id),
        )
        for plan in found
    ]


def _person(plan: CarePlan, current: Mapping[UUID, UUID]) -> UUID:
    return current.get(plan.case.person_id, plan.case.person_id)


@in_one_reading
def plan(viewer: Viewer, plan_id: UUID) -> PlanPage:
    """One care plan.

    Raises:
        NotAllowed: the viewer reads no care plans. OutOfReach: there is none within reach.
    """
    policy.require(viewer, Act.RECOVERY_READ)
    found = visible(viewer).select_related(*WITH).filter(id=plan_id).first()
    if found is None:
        raise policy.OutOfReach
    visits = list(found.visits.filter(corrected_by=None).select_related("due", "by"))
    opened = Opened({found.case.data_key_id})
    closing = found.closings.select_related("by", "second").first()
    return PlanPage(
        row=rows_of(viewer, [found])[0],
        risk_now=found.case.risk,
        goals=_goals(viewer, found, opened),
        dues=due_rows(found.dues.filter(met_at=None, dropped_at=None).select_related("plan__case")),
        visits=tuple(visit_row(one, opened) for one in visits),
        notes=_notes(viewer, found),
        closing=_closing(closing, opened) if closing else None,
        events=tuple(_event(one, opened) for one in found.events.select_related("by", "plan__case")),
        may_work=policy.may(viewer, Act.RECOVERY_WORK, subject=found.case.person_id),
        may_confirm=policy.may(viewer, Act.CASE_CONFIRM, subject=found.case.person_id),
        not_seen_in_a_row=_not_seen(visits),
    )


def plan_of_case(viewer: Viewer, case_id: UUID) -> PlanRow | None:
    """The active plan of a case, else the one closed last; None where there is none within reach."""
    return answered(("recovery.plan_of_case", viewer.pid, case_id), lambda: _plan_of_case(viewer, case_id))


def _plan_of_case(viewer: Viewer, case_id: UUID) -> PlanRow | None:
    found = visible(viewer).select_related(*WITH).filter(case_id=case_id).order_by("state", "-at").first()
    return rows_of(viewer, [found])[0] if found else None


def plans_of_person(viewer: Viewer, person_id: UUID) -> list[CarePlan]:
    """Every plan of a child under whichever of its records, for the life-line."""
    parts = linking.parts_of(person_id)
    return list(visible(viewer).select_related(*WITH).filter(case__person_id__in=parts))


def due_rows(found: Iterable[FollowUpDue]) -> tuple[DueRow, ...]:
    """Visits that are due, each with how often it was tried in vain."""
    rows = list(found)
    tried = list(Visit.objects.filter(due__in=[row.id for row in rows]).values_list("due_id", flat=True))
    return tuple(
        DueRow(
            id=row.id,
            plan_id=row.plan_id,
            case_number=row.plan.case.number,
            code=row.code,
            due_on=row.due_on,
            source=_source(row.code),
            tried=tried.count(row.id),
        )
        for row in rows
    )


def visit_row(one: Visit, opened: Opened) -> VisitRow:
    key = one.plan.case.data_key_id
    return VisitRow(
        id=one.id,
        code=one.due.code if one.due else schedule.EXTRA,
        due_on=one.due.due_on if one.due else None,
        held_on=one.held_on,
        how=str(one.get_how_display()),
        seen=one.seen,
        seen_label=str(one.get_seen_display()),
        alone=one.alone,
        alone_label=str(one.get_alone_display()) if one.alone else "",
        why_not=str(one.get_why_not_display()) if one.why_not else "",
        safety=one.safety,
        safety_label=str(one.get_safety_display()),
        summary=opened.text(key, "recovery_visit", one.id, "summary_sealed", one.summary_sealed),
        by=one.by.display_name,
        at=one.at,
    )


def action_row(viewer: Viewer, one: Action, opened: Opened, *, may_work: bool) -> ActionRow:
    key = one.goal.plan.case.data_key_id
    mine = one.owner_id is not None and one.owner_id == viewer.user_id
    return ActionRow(
        id=one.id,
        plan_id=one.goal.plan_id,
        case_number=one.goal.plan.case.number,
        text=opened.text(key, "recovery_action", one.id, "text_sealed", one.text_sealed),
        owner_id=one.owner_id,
        owner=one.owner.display_name if one.owner else "",
        due_on=one.due_on,
        state=one.state,
        state_label=str(one.get_state_display()),
        may_end=one.state == "open" and (may_work or mine),
    )


def _goals(viewer: Viewer, found: CarePlan, opened: Opened) -> tuple[GoalRow, ...]:
    works = policy.may(viewer, Act.RECOVERY_WORK, subject=found.case.person_id)
    actions = list(Action.objects.filter(goal__plan=found).select_related("goal__plan__case", "owner"))
    steps = _steps(actions, found, opened)

    def of(goal: Goal) -> tuple[ActionRow, ...]:
        rows = (action_row(viewer, one, opened, may_work=works) for one in actions if one.goal_id == goal.id)
        return tuple(replace(row, history=tuple(steps[row.id])) for row in rows)

    return tuple(_goal(goal, found, opened, of(goal)) for goal in found.goals.select_related("by"))


def _steps(actions: list[Action], found: CarePlan, opened: Opened) -> dict[UUID, list[ActionStep]]:
    key = found.case.data_key_id
    steps: dict[UUID, list[ActionStep]] = defaultdict(list)
    for one in ActionChange.objects.filter(action__in=[action.id for action in actions]).select_related("owner", "by"):
        steps[one.action_id].append(
            ActionStep(
                label=str(one.get_state_display()),
                owner=one.owner.display_name if one.owner else "",
                due_on=one.due_on,
                note=opened.text(key, "recovery_actionchange", one.id, "note_sealed", one.note_sealed),
                by=one.by.display_name,
                at=one.at,
            )
        )
    return steps


def _goal(goal: Goal, found: CarePlan, opened: Opened, actions: tuple[ActionRow, ...]) -> GoalRow:
    key = found.case.data_key_id
    return GoalRow(
        id=goal.id,
        domain=goal.domain,
        domain_label=str(goal.get_domain_display()),
        text=opened.text(key, "recovery_goal", goal.id, "text_sealed", goal.text_sealed),
        child_agrees=goal.child_agrees,
        end=goal.end,
        end_label=str(goal.get_end_display()) if goal.end else "",
        note=opened.text(key, "recovery_goal", goal.id, "note_sealed", goal.note_sealed),
        by=goal.by.display_name,
        at=goal.at,
        actions=actions,
    )


def _notes(viewer: Viewer, found: CarePlan) -> tuple[NoteRow, ...]:
    """The viewer's own notes, and nobody else's."""
    rows = list(PrivateNote.objects.filter(plan=found, by=viewer.user_id)) if viewer.user_id else []
    opened = Opened({row.data_key_id for row in rows})
    return tuple(
        NoteRow(
            row.id,
            opened.text(row.data_key_id, "recovery_privatenote", row.id, "text_sealed", row.text_sealed),
            row.at,
        )
        for row in rows
    )


def _closing(one: PlanClosing, opened: Opened) -> ClosingRow:
    key, table = one.plan.case.data_key_id, "recovery_planclosing"
    return ClosingRow(
        id=one.id,
        why=str(one.get_why_display()),
        reason=opened.text(key, table, one.id, "reason_sealed", one.reason_sealed),
        child_agrees=str(one.get_child_agrees_display()),
        carer_agrees=str(one.get_carer_agrees_display()),
        visit_on=one.visit_on,
        state=one.state,
        state_label=str(SecondState(one.state).label),
        by_id=one.by_id,
        by=one.by.display_name,
        at=one.at,
        second=one.second.display_name if one.second else "",
        second_reason=opened.text(key, table, one.id, "second_reason_sealed", one.second_reason_sealed),
    )


def _event(one: PlanEvent, opened: Opened) -> PlanEventRow:
    key = one.plan.case.data_key_id
    reason = opened.text(key, "recovery_planevent", one.id, "reason_sealed", one.reason_sealed)
    return PlanEventRow(str(one.get_what_display()), reason, one.by.display_name, one.at)


def _not_seen(visits: list[Visit]) -> int:
    """How many visits in a row, the latest first, did not see the child."""
    count = 0
    for visit in visits:
        if visit.seen == "yes":
            break
        count += 1
    return count


def _source(code: str) -> str:
    known = {rule.code: rule.source for rule in schedule.rules()}
    return known.get(code.removesuffix("-"), "")


def _first(rows: Iterable[Row]) -> dict[UUID, Row]:
    found: dict[UUID, Row] = {}
    for row in rows:
        found.setdefault(row.plan_id, row)
    return found
