"""Families whose children travel: a call, a case for each child, and everything a return plan asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from dodomu.base.access.models import Team, User
from dodomu.entry.scenario import plans
from dodomu.entry.scenario.children import Child, read
from dodomu.entry.scenario.plans import Teller
from dodomu.journey.cases import actions as cases
from dodomu.journey.missions.readiness import NEEDS
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry import queries
from dodomu.journey.registry.call_content import Shown, Typed
from dodomu.journey.registry.queries.reports import children_in
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from dodomu.journey.registry.web.call_report import stated_call
from dodomu.journey.registry.web.call_steps import checked

TEAM, WORKER = "Верба", "case-worker"
WHY = "Мати чекає вдома; дитина просить повернутися до неї."
NEED_OF = (("child_seat", "seat"), ("medicine", "medicine"))
"""What a return plan asks about, and where ``road.toml`` tells of it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One invented child of a family, with its case."""

    child: Child
    family: dict[str, Any]
    row: dict[str, Any]
    case_id: UUID


@dataclass(frozen=True, slots=True)
class Traveller(Opened):
    """A child whose return plan is ready."""

    plan_id: UUID


@cache
def families(going: str) -> tuple[dict[str, Any], ...]:
    """The families of ``road.toml`` that go on one mission, or are at home."""
    return tuple(family for family in read("road.toml")["family"] if family["going"] == going)


def brothers_and_sisters(family: dict[str, Any]) -> Iterator[tuple[Child, dict[str, Any]]]:
    for number, row in enumerate(family["children"]):
        month, _, day = row["birthday"].partition("-")
        key = f"{family['key']}-{number}"
        yield Child(key, row["name"], row["sex"], row["age"], int(month), int(day), "Тихоплинськ", None), row


def call_and_open(story: Teller, family: dict[str, Any]) -> list[Opened]:
    """The mother calls, her identity and kinship are verified, and each child has a case."""
    report_id, persons = _call(story, family)
    director, worker = story.as_of("director"), story.as_of(WORKER)
    team, owner = Team.objects.get(name=TEAM).pk, User.objects.get(username=WORKER).pk
    found = []
    for (child, row), person in zip(brothers_and_sisters(family), persons, strict=True):
        case = cases.open_case(director, person, team, owner, family.get("risk", "medium"), WHY)
        for what in (Checked.IDENTITY, Checked.KINSHIP):
            words = registry.Check(
                what, CheckResult.VERIFIED, story.today, "Паспорт і свідоцтво, відеозв'язок", CheckMeans.VIDEO
            )
            registry.verify_requester(worker, person, report_id, words)
        found.append(Opened(child, family, row, case.id))
    return found


def _call(story: Teller, family: dict[str, Any]) -> tuple[UUID, list[UUID]]:
    operator = story.as_of("hotline")
    draft = registry.start_call(operator)
    for step, given in _steps(family, story.today):
        if step == "children":
            for _one in family["children"][1:]:
                registry.add_child(operator, draft, Shown(queries.open_call(operator, draft).version))
        registry.save_call(operator, draft, Shown(queries.open_call(operator, draft).version), given, step=step)
    written = queries.open_call(operator, draft)
    steps = checked(written.content)
    if wrong := [code for code, step in steps.items() if not step.is_valid()]:
        raise ValueError(f"road.toml: the call of {family['key']} would be refused in {', '.join(wrong)}.")
    stated = stated_call(operator, draft, written.content, steps)
    report_id = registry.record_call(operator, draft, written.version, stated)
    return report_id, children_in(story.as_of("director"), report_id)


def _steps(family: dict[str, Any], today: date) -> Iterator[tuple[str, dict[str, Typed]]]:
    yield (
        "caller",
        {
            "caller_name": family["mother"],
            "phone": family["phone"],
            "ways": ["text"],
            "hours_from": "18:00",
            "hours_until": "21:00",
        },
    )
    children: dict[str, Typed] = {}
    for number, (child, _row) in enumerate(brothers_and_sisters(family), 1):
        children |= {
            f"c{number}-name": child.name,
            f"c{number}-sex": child.sex,
            f"c{number}-birth_date": child.born(today).strftime("%d.%m.%Y"),
            f"c{number}-kinship": "mother",
        }
    yield "children", children
    yield "events", {"words": "Дітей вивезли до інтернату; мати хоче забрати їх додому."}
    yield "wishes", {"wishes": ["return"], "consent": "search"}


def make_ready(story: Teller, opened: Opened) -> Traveller:
    """Do everything READY asks for, as ``road.toml`` tells it, declare the plan ready and have it confirmed."""
    told, mother, medicine = read("road.toml")["plan"], opened.family["mother"], opened.row.get("medicine", "")
    needs = dict.fromkeys(NEEDS, "no") | {need: "yes" for need, of_row in NEED_OF if opened.row.get(of_row)}
    uses = [*told["consent"]["uses"], *(["medical"] if medicine else [])]
    row = told | {
        "receiver": mother,
        "needs": needs,
        "needs_words": medicine,
        "view": told["view_of_small" if opened.child.age < 10 else "view"],
        "consent": told["consent"] | {"name": mother, "uses": uses},
        "authority": told["authority"] | {"holder": mother},
    }
    plan_id = plans.write_plan(story, opened.case_id, row)
    return Traveller(opened.child, opened.family, opened.row, opened.case_id, plan_id)
