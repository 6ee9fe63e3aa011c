"""An invented case with the colleagues around it, for tests of what happens in a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case
from tests.journey.registry_people import recorded_child
from tests.people import make_team

Viewers = Callable[..., Any]
WHY = "Her mother asked us to find her."


class Office:
    """A director, two case workers of the team Willow, one of the team Heron, and Olena's case with Willow."""

    def __init__(self, viewer_with: Viewers, risk: str = "high") -> None:
        self.viewer_with = viewer_with
        self.director = viewer_with("director")
        self.willow = viewer_with("case_worker", team=make_team("Willow"))
        self.colleague = viewer_with("case_worker", team=make_team("Willow"))
        self.heron = viewer_with("case_worker", team=make_team("Heron"))
        self.child = recorded_child(viewer_with("tracing_analyst"), "Коваленко Олена Іванівна", born="2014-03-05")
        team = make_team("Willow").id
        self.case: Case = actions.open_case(self.director, self.child, team, self.willow.user_id, risk, WHY)

    def task(self, title: str = "Call the aunt", owner: Any = None, day: date | None = None) -> Any:
        return actions.make_task(self.willow, self.case.id, title, Due.on(day or tomorrow()), owner)

    def step(self, axis: str, value: str, since: str = "2024-05-01") -> Any:
        return actions.record_step(self.willow, self.case.id, actions.Step(axis, value, PartialDate.from_edtf(since)))

    def close(self, outcome: str = "returned", **more: Any) -> Any:
        return actions.close_case(self.willow, self.case.id, outcome, "She is at home.", **more)


def today() -> date:
    return timezone.now().astimezone(KYIV).date()


def tomorrow() -> date:
    return today() + timedelta(days=1)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), KYIV)
