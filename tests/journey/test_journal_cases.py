"""What is done about a case stands in the chain of that case; what is only looked at does not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import dodomu
from dodomu.base import journal
from dodomu.journey.cases.actions import looking
from dodomu.journey.recovery.actions import begin_plan
from tests.journey.cases_people import Office, today
from tests.journey.missions_story import Road as MissionRoad
from tests.journey.plans_people import Road

JOURNEY = Path(dodomu.__file__).parent / "journey"
LOOKED_AT = {"case.interviews_opened", "case.consent_opened", "sending.opened", "evidence.looked_at"}


def kinds(case: UUID) -> list[str]:
    """The chain of a case, from its first leaf on."""
    pid = journal.case_pid_of(case)
    chain = sorted((one for one in journal.recent(500) if one.case_pid == pid), key=lambda one: one.index)
    assert [one.case_seq for one in chain] == list(range(len(chain)))
    return [one.kind for one in chain]


def about_a_case() -> Iterator[tuple[str, str, str]]:
    """Kind, subject and case of every leaf in the stages that names a case as its subject."""
    for path in JOURNEY.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.append":
                given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                if given.get("subject", "").endswith(("case.pid", "led.pid")):
                    yield ast.unparse(node.args[0]).strip("'"), given["subject"], given.get("case", "")


def test_every_leaf_about_a_case_belongs_to_it() -> None:
    found = list(about_a_case())
    assert len(found) > 30
    # The evidence stage writes all its leaves in one place, and leaves the case out of those of mere reading.
    assert [kind for kind, subject, case in found if not case.endswith(subject) and kind not in LOOKED_AT] == []


@pytest.mark.django_db
class TestActs:
    def test_work_on_a_case_makes_its_chain(self, viewer_with: Callable[..., Any]) -> None:
        office = Office(viewer_with)
        looking.look(office.willow, office.case.id)
        office.task()
        begin_plan(office.willow, office.case.id, today(), office.willow.user_id)
        assert kinds(office.case.pid) == ["case.opened", "case.task_made", "recovery.begun", "case.step"]

    def test_a_return_plan_belongs_to_the_case(self, viewer_with: Callable[..., Any]) -> None:
        road = Road(viewer_with)
        road.begin()
        assert kinds(road.case.pid)[:2] == ["case.opened", "plan.begun"]

    def test_on_a_mission_each_child_keeps_a_chain_of_its_own(self, viewer_with: Callable[..., Any]) -> None:
        mission = MissionRoad(viewer_with).departed(children=2)
        for child in mission.children.all():
            road = [kind for kind in kinds(child.case.pid) if kind.startswith("mission.")]
            assert road == ["mission.child_state"]
