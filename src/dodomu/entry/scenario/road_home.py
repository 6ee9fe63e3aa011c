"""Children who are at home again: care plans with goals, visits held, one overdue, one soon, one with a concern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate
from dodomu.entry.scenario.plans import Teller
from dodomu.entry.scenario.road_families import WORKER, Opened
from dodomu.journey.cases import actions as cases
from dodomu.journey.recovery import actions, queries
from dodomu.kit.dates import today

GOALS = (
    (
        "school",
        "Хочу читати українською так само швидко, як інші.",
        "yes",
        "Домовитися зі школою про додаткові уроки",
        6,
    ),
    ("papers", "Щоб у мене був свій паспорт.", "not_asked", "Записати до міграційної служби", -2),
)
SEEN = "Спить краще, ходить до школи, дружить із сусідським хлопцем."


def settle(story: Teller, one: Opened, *, days: int, concern: bool) -> None:
    """The child came home ``days`` ago; a plan began, visits were held, the last one due is late."""
    worker = story.as_of(WORKER)
    start = today() - timedelta(days=days)
    for axis, value in (("return", "received"), ("recovery", "arrived")):
        cases.record_step(worker, one.case_id, cases.Step(axis, value, PartialDate.of_day(start)))
    plan = actions.begin_plan(worker, one.case_id, start, User.objects.get(username=WORKER).pk)
    for domain, text, agrees, action, in_days in GOALS:
        goal = actions.set_goal(worker, plan.id, domain, text, agrees)
        actions.add_action(worker, goal.id, action, today() + timedelta(days=in_days))
    _visit(worker, plan, concern=concern)
    psychologist = story.as_of("psychologist")
    actions.note_privately(psychologist, plan.id, "Просив поки не питати про літо. Повернутися до цього через місяць.")


def _visit(worker: Viewer, plan: Any, *, concern: bool) -> None:
    """Every visit that is past was held but the last one; in the last that was held a concern showed."""
    past = [due for due in queries.plan(worker, plan.id).dues if due.due_on <= today()]
    for due in past[:-1]:
        last = due is past[-2]
        visited = actions.Visited(
            due.due_on,
            "home",
            "yes",
            "concern" if concern and last else "safe",
            "Батько повернувся й п'є; мати просить приходити частіше." if concern and last else SEEN,
            alone="yes",
        )
        actions.record_visit(worker, plan.id, visited, due.id)
