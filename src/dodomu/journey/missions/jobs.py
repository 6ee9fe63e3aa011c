"""What missions do of themselves: a clock that raises alarms when a word does not come or a way ahead is closed, and plans that
fall back when what they rest on changes.

The clock runs in every worker, also when nobody looks at the board, and writes each alarm once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from dodomu.base import events
from dodomu.base.access.viewer import Viewer
from dodomu.base.jobs import enqueue, task
from dodomu.journey.missions.actions import alarms, alarms_closed, plans, plans_settling
from dodomu.journey.missions.queries import plans_reach
from dodomu.kit.dates import KYIV, today

CLOCK = Viewer.system("missions.alarms")


def look_out() -> None:
    """One round of the alarm clock."""
    alarms.raise_silences(CLOCK)
    alarms_closed.watch_ways(CLOCK)


# --- return plans: a plan that is READY falls back by itself ---
EARLY = time(4)


@task
def look_at_ready_plan(plan_id: str) -> None:
    """Every day while a plan is READY: whether a paper, a judgement or a consent has run out meanwhile."""
    with transaction.atomic():
        if plans_settling.settle_plan(UUID(plan_id)):
            ask_to_look_tomorrow(UUID(plan_id))


def ask_to_look_tomorrow(plan_id: UUID, case_id: UUID | None = None) -> None:
    at = datetime.combine(today() + timedelta(days=1), EARLY, KYIV)
    enqueue(look_at_ready_plan.using(run_after=at), plan_id=plan_id)


def after_check_of_requester(report_id: UUID) -> None:
    plans_settling.settle_of_persons(plans_reach.persons_of_report(report_id))


def after_change_of_facts(mention_ids: Iterable[UUID]) -> None:
    plans_settling.settle_of_persons(plans_reach.persons_of_mentions(list(mention_ids)))


def after_stop_of_use(person_ids: Iterable[UUID]) -> None:
    plans_settling.settle_of_persons(plans_reach.with_parts(person_ids))


def after_join(kept_id: UUID, absorbed_ids: Iterable[UUID], join_id: UUID) -> None:
    plans_settling.settle_of_persons(plans_reach.with_parts([kept_id]))


def after_split(join_id: UUID, from_id: UUID, person_ids: Iterable[UUID]) -> None:
    plans_settling.settle_of_persons(plans_reach.with_parts([from_id, *person_ids]))


def after_closing(case_id: UUID, closing_id: UUID) -> None:
    plans.end_with_case(case_id)


def listen() -> None:
    """Subscribe to what READY rests on and to the end of cases."""
    events.subscribe("plan_ready")(ask_to_look_tomorrow)
    events.subscribe("requester_checked")(after_check_of_requester)
    events.subscribe("facts_changed")(after_change_of_facts)
    events.subscribe("use_stopped")(after_stop_of_use)
    events.subscribe("persons_joined")(after_join)
    events.subscribe("persons_split")(after_split)
    events.subscribe("case_closed")(after_closing)
