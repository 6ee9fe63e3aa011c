"""Return plans of the invented children: how a plan is written down, step by step, from a row of ``plans.toml`` or ``road.toml``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate
from dodomu.entry.scenario.children import read
from dodomu.journey.cases.actions import child_view, consents
from dodomu.journey.missions.actions import authority, budget, deciding, escorts, papers, plans, ready, risks
from dodomu.journey.missions.plan_rules import risk_rules
from dodomu.journey.missions.queries import plans as reads
from dodomu.journey.missions.readiness import NEEDS
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.actions import Check
from dodomu.journey.registry.queries import requesters_of
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult

TEAM = "Верба"
Row = dict[str, Any]


class Teller(Protocol):
    """What the day is, and who may do what on it."""

    @property
    def today(self) -> date: ...

    def as_of(self, username: str) -> Viewer: ...


class Story(Teller, Protocol):
    """What is needed of the scenario."""

    case_ids: dict[str, UUID]


def load(story: Story) -> None:
    """Everything that ``plans.toml`` tells."""
    told = read("plans.toml")
    for row in told["escort"]:
        _escort(story, row)
    for row in told["plan"]:
        write_plan(story, story.case_ids[row["child"]], row)


def _escort(story: Teller, row: Row) -> None:
    by = story.as_of("mission-coordinator")
    given = escorts.EscortInput(
        row["sex"], row["name"], row.get("reach", ""), row.get("note", ""), medical=row.get("medical", False)
    )
    made = escorts.add_escort(by, Team.objects.get(name=TEAM).pk, given)
    for kind, (checked, until) in row["checks"].items():
        days = (_day(story, checked), _day(story, until) if until else None)
        escorts.record_check(by, made.id, escorts.CheckInput(kind, "passed", *days))


def write_plan(story: Teller, case_id: UUID, row: Row) -> UUID:
    """Begin a return plan and do what its row tells; the plan. What a row leaves out stays open, as in life."""
    by = story.as_of(row["by"])
    plan_id = plans.begin_plan(by, case_id).id
    plans.change_details(by, plan_id, _details(story, by, row))
    if "verify" in row:
        _verify(story, by, reads.plan(by, plan_id).person_id, row["verify"])
    if "view" in row:
        asked = child_view.Asked(PartialDate.of_day(story.today), "video", "own_language", by.display_name, row["view"])
        child_view.record_child_view(by, case_id, asked)
    if "consent" in row:
        _consent(story, by, case_id, row["consent"])
    _prepare(story, by, plan_id, row)
    _decide(story, by, plan_id, row)
    return plan_id


def _consent(story: Teller, by: Viewer, case_id: UUID, said: Row) -> None:
    given = consents.Said(
        "given", said["giver"], story.today, giver_name=said["name"], valid_from=story.today, kept=said["kept"]
    )
    consents.record_consent(by, case_id, said["uses"], given)


def _details(story: Teller, by: Viewer, row: Row) -> plans.Details:
    return plans.Details(
        owner_id=by.user_id,
        travel_by=_day(story, row["travel_in"]) if "travel_in" in row else None,
        companion=row["companion"],
        needs={need: row.get("needs", {}).get(need, "not_asked") for need in NEEDS},
        receiver=row.get("receiver", ""),
        needs_words=row.get("needs_words", ""),
    )


def _verify(story: Teller, by: Viewer, person_id: UUID, words: str) -> None:
    for one in requesters_of(by, person_id):
        for what in (Checked.IDENTITY, Checked.KINSHIP):
            check = Check(what, CheckResult.VERIFIED, story.today, words, CheckMeans.VIDEO)
            registry.verify_requester(by, person_id, one.report_id, check)


def _prepare(story: Teller, by: Viewer, plan_id: UUID, row: Row) -> None:
    for one in row.get("papers", ()):
        given = papers.PaperInput(
            one["kind"],
            one["held"],
            _maybe(story, one, "issued"),
            _maybe(story, one, "until"),
            _maybe(story, one, "ordered"),
            one.get("number", ""),
            one.get("note", ""),
        )
        papers.record_paper(by, plan_id, given)
    if "authority" in row:
        one = row["authority"]
        right = authority.AuthorityInput(
            one["basis"],
            _day(story, one["from"]),
            _maybe(story, one, "until"),
            holder=one["holder"],
            scope=one["scope"],
        )
        checker = story.as_of(one.get("checked_by", row["by"]))
        authority.check_authority(checker, authority.record_authority(by, plan_id, right).id)
    if "risks" in row:
        judged = {rule.kind: risks.Judgement("medium", row["risks"]) for rule in risk_rules()}
        risks.judge_risks(by, plan_id, judged)
    for kind, amount, currency, note in row.get("costs", ()):
        budget.add_line(by, plan_id, budget.LineInput(kind, amount, currency, note))


def _decide(story: Teller, by: Viewer, plan_id: UUID, row: Row) -> None:
    if "decision" in row:
        one = row["decision"]
        decided = deciding.decide_best_interests(by, plan_id, one["what"], one["why"])
        if "second" in one:
            deciding.answer_best_interests(story.as_of(one["second"]), decided.id, one["answer"], agrees=True)
    if "ready" in row:
        declared = ready.declare_ready(by, plan_id, row["ready"])
        if "confirmed" in row:
            one = row["confirmed"]
            ready.answer_ready(story.as_of(one["second"]), declared.id, one["answer"], agrees=True)
    if "not_now" in row:
        plans.do_not_travel_now(by, plan_id, row["not_now"]["why"], _day(story, row["not_now"]["in"]))


def _maybe(story: Teller, row: Row, name: str) -> date | None:
    return _day(story, row[name]) if name in row else None


def _day(story: Teller, days: int) -> date:
    return story.today + timedelta(days=days)
