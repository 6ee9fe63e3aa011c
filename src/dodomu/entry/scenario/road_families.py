"""Families whose children travel: a call, a case for each child, and everything a return plan asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from dodomu.base.access.models import Team, User
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate
from dodomu.entry.scenario.children import Child, read
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.actions import consents
from dodomu.journey.cases.actions.child_view import Asked, record_child_view
from dodomu.journey.missions.actions import authority, budget, deciding, papers, plans, ready, risks
from dodomu.journey.missions.plan_rules import risk_rules
from dodomu.journey.missions.readiness import NEEDS
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry import queries
from dodomu.journey.registry.call_content import Shown, Typed
from dodomu.journey.registry.queries.reports import children_in
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from dodomu.journey.registry.web.call_report import stated_call
from dodomu.journey.registry.web.call_steps import checked

TEAM, WORKER, SECOND = "Верба", "case-worker", "mission-coordinator"
WHY = "Мати чекає вдома; дитина просить повернутися до неї."


class Story(Protocol):
    """What is needed of the scenario."""

    @property
    def today(self) -> date: ...

    def as_of(self, username: str) -> Viewer: ...


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


def call_and_open(story: Story, family: dict[str, Any]) -> list[Opened]:
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


def _call(story: Story, family: dict[str, Any]) -> tuple[UUID, list[UUID]]:
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


def make_ready(story: Story, traveller: Opened) -> Traveller:
    """Begin the plan, do everything READY asks for, declare it and have it confirmed."""
    by, second = story.as_of(WORKER), story.as_of(SECOND)
    plan = plans.begin_plan(by, traveller.case_id).id
    _ask_child(by, traveller, story.today)
    decision = deciding.decide_best_interests(by, plan, "return", WHY)
    deciding.answer_best_interests(second, decision.id, "Погоджуюся: мати перевірена, дитина хоче додому.", agrees=True)
    _details(by, plan, traveller, story.today)
    _papers(by, plan, story.today)
    given = authority.AuthorityInput(
        "parent",
        story.today - timedelta(days=1),
        holder=traveller.family["mother"],
        scope="Забрати дитину й доправити додому",
    )
    authority.check_authority(second, authority.record_authority(by, plan, given).id)
    judged = {
        rule.kind: risks.Judgement("medium", "Двоє дорослих, запасний шлях, слово перед кожним відтинком")
        for rule in risk_rules()
    }
    risks.judge_risks(by, plan, judged)
    uses = ["authorities", *(["medical"] if traveller.row.get("medicine") else [])]
    said = consents.Said(
        "given", "mother", story.today, traveller.family["mother"], valid_from=story.today, kept="У справі, папка 2"
    )
    consents.record_consent(by, traveller.case_id, uses, said)
    budget.add_line(by, plan, budget.LineInput("transport", 180_000, "UAH"))
    declared = ready.declare_ready(by, plan, "Папери, повноваження й супровід перевірено.")
    ready.answer_ready(second, declared.id, "Перечитано, погоджуюся.", agrees=True)
    return Traveller(traveller.child, traveller.family, traveller.row, traveller.case_id, plan)


def _ask_child(by: Viewer, traveller: Opened, today: date) -> None:
    words = "Хочу додому, до мами." if traveller.child.age < 10 else "Хочу повернутися. Боюся, що нас зупинять."
    record_child_view(
        by, traveller.case_id, Asked(PartialDate.of_day(today), "video", "own_language", "Психологиня", words)
    )


def _details(by: Viewer, plan_id: UUID, traveller: Opened, today: date) -> None:
    needs = dict.fromkeys(NEEDS, "no")
    needs["child_seat"] = "yes" if traveller.row.get("seat") else "no"
    needs["medicine"] = "yes" if traveller.row.get("medicine") else "no"
    given = plans.Details(
        owner_id=User.objects.get(username=WORKER).pk,
        travel_by=today + timedelta(days=7),
        companion="parent",
        needs=needs,
        receiver=traveller.family["mother"],
        needs_words=traveller.row.get("medicine", ""),
    )
    plans.change_details(by, plan_id, given)


def _papers(by: Viewer, plan_id: UUID, today: date) -> None:
    papers.record_paper(by, plan_id, papers.PaperInput("birth_certificate", "held"))
    papers.record_paper(
        by, plan_id, papers.PaperInput("certificate_for_return", "held", issued_on=today - timedelta(days=12))
    )
    passport = papers.PaperInput("companion_passport", "held", valid_until=today + timedelta(days=900))
    papers.record_paper(by, plan_id, passport)
