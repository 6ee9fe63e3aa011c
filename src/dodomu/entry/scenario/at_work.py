"""What is at work in the invented cases: tasks due and late, a flag, a warning, dated papers, a closed case."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, Protocol
from uuid import UUID

from dodomu.base.access.models import Team, User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due


class Story(Protocol):
    """What is needed of the scenario."""

    case_ids: dict[str, UUID]
    persons: dict[tuple[str, str], UUID]

    @property
    def today(self) -> date: ...

    def as_of(self, username: str) -> Viewer: ...


def load(story: Story) -> None:
    """Do in the cases what their workers did in the last days."""
    told = tomllib.loads(files("dodomu.entry.scenario").joinpath("at_work.toml").read_text(encoding="utf-8"))
    for row in told["response"]:
        _respond(story, row)
    for row in told["paper"]:
        days = (_day(story, row.get("issued")), _day(story, row.get("until")))
        by = story.as_of(row["by"])
        actions.record_document(by, story.case_ids[row["child"]], row["kind"], row["holder"], *days)
    for row in told["task"]:
        due = Due.on(story.today + timedelta(days=row["in_days"]))
        owner = User.objects.get(username=row["owner"]).pk if "owner" in row else None
        actions.make_task(story.as_of(row["by"]), story.case_ids[row["child"]], row["title"], due, owner)
    for row in told["flag"]:
        due = Due.on(story.today + timedelta(days=row["in_days"]))
        actions.raise_flag(story.as_of(row["by"]), story.case_ids[row["child"]], row["reason"], due)
    for row in told["warning"]:
        warned = actions.Warned(row["whom"], row["why"], story.today - timedelta(days=row["days_ago"]))
        actions.add_never_disclose(story.as_of(row["by"]), story.case_ids[row["child"]], warned)
    for row in told["closing"]:
        _close(story, row)


def _close(story: Story, row: dict[str, Any]) -> None:
    team = Team.objects.get(name=row["team"]).pk
    by, person = story.as_of(row["worker"]), story.persons[row["record"], row["child"]]
    case = actions.open_case(story.as_of("director"), person, team, by.user_id, row["risk"], row["opened"])
    actions.close_case(by, case.id, row["outcome"], row["reason"], row.get("refused_by", ""))


def _respond(story: Story, row: dict[str, Any]) -> None:
    by, case_id = story.as_of(row["by"]), story.case_ids[row["child"]]
    clock = next(one.clock for one in queries.work(by, case_id).clocks if one.clock.code == "response")
    actions.mark_clock(by, case_id, clock.code, clock.start_ref, actions.ClockAnswer("met", row["reason"]))


def _day(story: Story, days: int | None) -> date | None:
    return None if days is None else story.today + timedelta(days=days)
