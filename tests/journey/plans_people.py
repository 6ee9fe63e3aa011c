"""Danylo, whom his grandmother asked for by telephone, his case, and everything a return plan of his needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.actions import consents
from dodomu.journey.cases.actions.child_view import Asked, record_child_view
from dodomu.journey.cases.models import Case
from dodomu.journey.missions.actions import authority, budget, deciding, escorts, papers, plans, ready, risks
from dodomu.journey.missions.actions.escorts import CheckInput, EscortInput
from dodomu.journey.missions.models import ReturnPlan
from dodomu.journey.missions.plan_rules import risk_rules
from dodomu.journey.missions.readiness import NEEDS
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.actions import Check
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from dodomu.kit.dates import today
from tests.journey.called import recorded, written
from tests.journey.consent_story import given as consent
from tests.journey.registry_people import person_in
from tests.people import make_team

WHY = "His grandmother waits for him."


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


class Road:
    """A case worker and a coordinator of the team Willow, the director, a colleague of the team Heron; Danylo's case."""

    def __init__(self, viewer_with: Callable[..., Any]) -> None:
        self.viewer_with = viewer_with
        self.director = viewer_with("director")
        self.willow = viewer_with("case_worker", team=make_team("Willow"))
        self.coordinator = viewer_with("mission_coordinator", team=make_team("Willow"))
        self.heron = viewer_with("case_worker", team=make_team("Heron"))
        operator = viewer_with("hotline")
        self.report = recorded(operator, written(operator))
        self.child: UUID = person_in(self.report)
        team = make_team("Willow").id
        self.case: Case = cases.open_case(self.director, self.child, team, self.willow.user_id, "high", WHY)

    def begin(self) -> ReturnPlan:
        self.plan = plans.begin_plan(self.willow, self.case.id)
        return self.plan

    def verify(self, result: CheckResult = CheckResult.VERIFIED) -> None:
        for what in (Checked.IDENTITY, Checked.KINSHIP):
            check = Check(what, result, today(), "Passport shown in a video call", CheckMeans.VIDEO)
            registry.verify_requester(self.willow, self.child, self.report.id, check)

    def ask_child(self) -> None:
        asked = Asked(
            PartialDate.of_day(today()), "face_to_face", "own_language", "A psychologist", "I want to go home."
        )
        record_child_view(self.willow, self.case.id, asked)

    def decide(self, decision: str = "return", *, confirm: bool = True) -> Any:
        row = deciding.decide_best_interests(self.willow, self.plan.id, decision, WHY)
        return deciding.answer_best_interests(self.director, row.id, "I agree.", agrees=True) if confirm else row

    def details(self, **more: Any) -> None:
        given: dict[str, Any] = {
            "owner_id": self.willow.user_id,
            "travel_by": in_days(40),
            "companion": "grandparent",
            "needs": dict.fromkeys(NEEDS, "no"),
            "receiver": "His grandmother Halyna, at the centre",
        }
        plans.change_details(self.willow, self.plan.id, plans.Details(**(given | more)))

    def paper(self, kind: str, held: str = "held", **more: Any) -> Any:
        return papers.record_paper(self.willow, self.plan.id, papers.PaperInput(kind, held, **more))

    def papers(self) -> None:
        self.paper("birth_certificate")
        self.paper("certificate_for_return", issued_on=in_days(-5))
        self.paper("kinship_proof")
        self.paper("companion_passport", valid_until=in_days(900))

    def authorise(self, **more: Any) -> Any:
        given: dict[str, Any] = {"basis": "kinship", "valid_from": in_days(-1), "holder": "Halyna", "scope": "The way"}
        row = authority.record_authority(self.willow, self.plan.id, authority.AuthorityInput(**(given | more)))
        return authority.check_authority(self.coordinator, row.id)

    def judge(self, **levels: str) -> None:
        given = {rule.kind: risks.Judgement(levels.get(rule.kind, "medium"), "Two adults") for rule in risk_rules()}
        risks.judge_risks(self.willow, self.plan.id, given)

    def consent(self) -> None:
        consents.record_consent(self.willow, self.case.id, ("authorities",), consent(giver="mother"))

    def cost(self) -> Any:
        return budget.add_line(self.willow, self.plan.id, budget.LineInput("transport", 120_000, "UAH"))

    def complete(self) -> ReturnPlan:
        """Begin the plan and do everything READY asks for."""
        self.begin()
        for step in (self.verify, self.ask_child, self.decide, self.details, self.papers, self.authorise):
            step()
        for step in (self.judge, self.consent, self.cost):
            step()
        return self.plan

    def ready(self) -> ReturnPlan:
        """The same, declared READY by one and confirmed by another."""
        self.complete()
        row = ready.declare_ready(self.willow, self.plan.id, WHY)
        ready.answer_ready(self.director, row.id, "I agree.", agrees=True)
        self.plan.refresh_from_db()
        return self.plan

    def escort(self, *, checked: bool = True, medical: bool = False, name: str = "Марія Лелека") -> Any:
        row = escorts.add_escort(self.coordinator, make_team("Willow").id, EscortInput("f", name, medical=medical))
        if checked:
            for kind in ("background", "safeguarding", "own_papers", "first_aid"):
                check = CheckInput(kind, "passed", in_days(-10), in_days(300))
                escorts.record_check(self.coordinator, row.id, check)
        return row
