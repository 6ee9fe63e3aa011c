"""A return plan from its beginning to READY by two, and how it falls back by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.versions import Changed
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases import queries as case_queries
from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.cases.models import Proposal
from dodomu.journey.missions.actions import authority, budget, deciding, plans, plans_settling, ready, risks
from dodomu.journey.missions.actions.plans_holding import PlanEnded
from dodomu.journey.missions.models import PlanEvent, PlanPaper, ReadyDeclaration, ReturnPlan, RiskLook
from dodomu.journey.missions.queries import plans as reads
from dodomu.journey.missions.queries import plans_states
from dodomu.journey.registry.vocabulary import CheckResult
from tests.journey.plans_people import WHY, Road, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


def return_axis(road: Road) -> str:
    found = case_queries.case(road.willow, road.case.id)
    now = next(one.now for one in found.histories if one.axis == "return")
    return now.code if now else ""


def state(road: Road) -> str:
    return ReturnPlan.objects.values_list("state", flat=True).get(id=road.plan.id)


def test_a_plan_is_begun_once_for_each_case_and_puts_the_child_to_its_papers(road: Road) -> None:
    road.begin()
    assert return_axis(road) == "documents"
    with pytest.raises(plans.PlanExists):
        plans.begin_plan(road.coordinator, road.case.id)
    found = reads.plan_for(road.coordinator, road.case.id)
    assert found is not None
    assert (found.owner_id, found.state) == (road.willow.user_id, "open")


def test_another_team_and_a_reader_begin_nothing(road: Road) -> None:
    with pytest.raises(OutOfReach):
        plans.begin_plan(road.heron, road.case.id)
    with pytest.raises(NotAllowed):
        plans.begin_plan(road.director, road.case.id)
    assert reads.plan_for(road.heron, road.case.id) is None


def test_ready_is_refused_with_the_list_of_what_is_missing(road: Road) -> None:
    road.begin()
    with pytest.raises(ready.NotReady) as refused:
        ready.declare_ready(road.willow, road.plan.id, WHY)
    found = {one.code for one in refused.value.missing}
    assert {"requester", "child_view", "best_interests", "travel_day", "companion", "budget", "consent"} <= found


def test_ready_takes_two_and_moves_the_return_axis(road: Road) -> None:
    published: list[dict[str, Any]] = []
    events.subscribe("plan_ready")(lambda **ids: published.append(ids))
    road.complete()
    row = ready.declare_ready(road.willow, road.plan.id, WHY)
    assert (state(road), return_axis(road)) == ("open", "documents")
    with pytest.raises(SamePerson):
        ready.answer_ready(road.willow, row.id, "I agree.", agrees=True)
    ready.answer_ready(road.director, row.id, "I agree.", agrees=True)
    assert (state(road), return_axis(road)) == ("ready", "ready")
    assert published == [{"plan_id": road.plan.id, "case_id": road.case.id}]
    (child,) = reads.ready_children(road.coordinator)
    assert (child.case_id, child.companion, child.sex, child.not_confirmed) == (road.case.id, "grandparent", "m", False)


def test_a_second_person_who_says_no_leaves_the_plan_in_preparation(road: Road) -> None:
    road.complete()
    row = ready.declare_ready(road.willow, road.plan.id, WHY)
    ready.answer_ready(road.coordinator, row.id, "The crossing is shut.", agrees=False)
    assert state(road) == "open"
    ready.declare_ready(road.willow, road.plan.id, "It is open again.")


def test_a_plan_that_lost_something_before_the_second_answer_is_refused_and_its_declaration_void(road: Road) -> None:
    road.complete()
    row = ready.declare_ready(road.willow, road.plan.id, WHY)
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(ready.NotReady):
        ready.answer_ready(road.director, row.id, "I agree.", agrees=True)
    assert ReadyDeclaration.objects.get().void_at is not None
    assert (state(road), ReadyDeclaration.objects.get().state) == ("open", "waiting")


def test_one_person_alone_declares_ready_not_confirmed(road: Road) -> None:
    from dataclasses import replace

    road.complete()
    row = ready.declare_ready(replace(road.willow, alone=True), road.plan.id, WHY)
    assert (row.state, state(road)) == ("alone", "ready")
    (child,) = reads.ready_children(road.coordinator)
    assert child.not_confirmed


def test_a_new_risk_takes_ready_back_and_says_why(road: Road) -> None:
    road.ready()
    risks.judge_risks(road.willow, road.plan.id, {"route_security": risks.Judgement("too_high", "Shelling.")})
    found = reads.plan(road.willow, road.plan.id)
    assert (found.state, return_axis(road)) == ("open", "documents")
    assert found.fell_back is not None
    assert [(one.code, one.kinds) for one in found.fell_back.missing] == [("risk_too_high", ("route_security",))]
    assert reads.ready_children(road.coordinator) == []


def test_a_refused_requester_takes_ready_back_although_it_happened_elsewhere(road: Road) -> None:
    road.ready()
    road.verify(CheckResult.REFUSED)
    found = reads.plan(road.willow, road.plan.id)
    assert (found.state, found.readiness.missing[0].code) == ("open", "requester")
    proposal = Proposal.objects.get(state="waiting")
    assert (proposal.axis, proposal.value, proposal.because) == ("return", "documents", "plan_fell_back")


def test_time_alone_takes_ready_back_when_the_plan_is_looked_at(road: Road) -> None:
    road.ready()
    with time_machine.travel(timezone.now() + timedelta(days=45)):
        found = plans.look(road.coordinator, road.plan.id)
        assert found.state == "open"
        fell = found.fell_back
        assert fell is not None
        assert fell.by == ""
        assert "travel_day_passed" in [one.code for one in fell.missing]


def test_a_child_who_has_set_out_is_asked_for_no_paper_any_more(road: Road) -> None:
    from dodomu.base.access.acts import Act
    from dodomu.engine.values.dates import PartialDate
    from dodomu.kit.dates import today

    road.ready()
    step = cases.RoadStep("return", "on_the_way", PartialDate.of_day(today()))
    cases.road_step(road.coordinator, Act.MISSION_WORK, road.child, step)
    with time_machine.travel(timezone.now() + timedelta(days=45)):
        assert plans_settling.settle_plan(road.plan.id)
    assert reads.ready_children(road.coordinator) == []


def test_do_not_travel_now_is_an_outcome_that_is_taken_up_again(road: Road) -> None:
    road.ready()
    with pytest.raises(ValueError, match="review_on"):
        plans.do_not_travel_now(road.willow, road.plan.id, "The corridor is shut.", in_days(0))
    plans.do_not_travel_now(road.willow, road.plan.id, "The corridor is shut.", in_days(14))
    found = reads.plan(road.willow, road.plan.id)
    assert found.not_now is not None
    assert (found.not_now.reason, found.not_now.review_on) == ("The corridor is shut.", in_days(14))
    with pytest.raises(NotWaiting):
        ready.declare_ready(road.willow, road.plan.id, WHY)
    plans.take_up(road.willow, road.plan.id, "It is open.")
    ready.declare_ready(road.willow, road.plan.id, WHY)
    assert state(road) == "open"


def test_the_plan_ends_with_the_case(road: Road) -> None:
    road.begin()
    cases.close_case(road.willow, road.case.id, "returned", "He is at home.")
    assert state(road) == "ended"
    with pytest.raises(PlanEnded):
        road.cost()


def test_what_is_best_for_the_child_waits_for_a_second_person(road: Road) -> None:
    road.begin()
    row = road.decide(confirm=False)
    with pytest.raises(NotWaiting):
        road.decide("wait", confirm=False)
    with pytest.raises(OutOfReach):
        deciding.answer_best_interests(road.heron, row.id, "I agree.", agrees=True)
    with pytest.raises(SamePerson):
        deciding.answer_best_interests(road.willow, row.id, "I agree.", agrees=True)
    deciding.answer_best_interests(road.coordinator, row.id, "I agree.", agrees=True)
    with pytest.raises(NotWaiting):
        deciding.answer_best_interests(road.director, row.id, "I agree.", agrees=True)


def test_words_and_numbers_are_sealed_and_rows_are_never_changed(road: Road) -> None:
    road.begin()
    road.details(receiver="Halyna Hrytsenko")
    road.paper("passport", number="FE123456", valid_until=in_days(900))
    plan, paper = ReturnPlan.objects.get(), PlanPaper.objects.get()
    assert b"Halyna" not in bytes(plan.receiver_sealed)
    assert b"FE123456" not in bytes(paper.number_sealed)
    assert reads.plan(road.willow, plan.id).papers[0].number == "FE123456"
    for row in (paper, PlanEvent.objects.first()):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(at=timezone.now())  # type: ignore[union-attr]
    kinds = {entry.kind for entry in journal.recent(3)}
    assert {"plan.paper_recorded", "plan.changed"} <= kinds


def test_a_paper_needs_the_day_its_answer_rests_on(road: Road) -> None:
    road.begin()
    for given, field in (
        (("passport", "ordered"), "ordered_on"),
        (("passport", "not_needed"), "note"),
        (("passport", "lost"), "held"),
        (("licence", "held"), "kind"),
    ):
        with pytest.raises(ValueError, match=field):
            road.paper(*given)
    with pytest.raises(ValueError, match="valid_until"):
        road.paper("passport", issued_on=in_days(-1), valid_until=in_days(-2))


def test_nobody_overwrites_what_a_colleague_wrote_meanwhile(road: Road) -> None:
    road.begin()
    seen = plans_states.paper_state(road.willow, road.plan.id, "passport").version
    details = plans_states.details_state(road.willow, road.plan.id).version
    road.paper("passport", "missing")
    road.details()
    from dodomu.journey.missions.actions import papers

    with pytest.raises(Changed):
        papers.record_paper(
            road.coordinator, road.plan.id, papers.PaperInput("passport", "unknown"), expected_version=seen
        )
    given = plans.Details(
        None, None, "parent", dict.fromkeys(("child_seat", "wheelchair", "medical_escort", "medicine"), "no")
    )
    with pytest.raises(Changed):
        plans.change_details(road.coordinator, road.plan.id, given, expected_version=details)


def test_a_dated_paper_of_the_case_counts_without_being_typed_again(road: Road) -> None:
    road.begin()
    cases.record_document(road.willow, road.case.id, "certificate_for_return", "Halyna", in_days(-3), None)
    (row,) = reads.plan(road.willow, road.plan.id).papers
    assert (row.kind, row.from_case) == ("certificate_for_return", True)
    states = {one.rule.kind: one.state for one in reads.plan(road.willow, road.plan.id).readiness.papers}
    assert (states["certificate_for_return"], states["passport"]) == ("good", "instead")


def test_an_authority_counts_when_it_was_checked_and_stays_when_it_ended(road: Road) -> None:
    road.ready()
    row = reads.plan(road.willow, road.plan.id).authorities[0]
    with pytest.raises(authority.AuthorityOver):
        authority.check_authority(road.willow, row.id)
    authority.end_authority(road.coordinator, row.id, "The court took it back.")
    found = reads.plan(road.willow, road.plan.id)
    assert (found.state, found.authorities[0].end_reason) == ("open", "The court took it back.")
    assert [one.code for one in found.readiness.missing] == ["authority"]


def test_the_budget_adds_up_by_currency_and_a_struck_line_counts_no_more(road: Road) -> None:
    road.begin()
    road.cost()
    line = budget.add_line(road.willow, road.plan.id, budget.LineInput("notary", 2_550, "EUR"))
    budget.add_line(road.willow, road.plan.id, budget.LineInput("papers", 30_000, "UAH"))
    assert reads.plan(road.willow, road.plan.id).totals == {"UAH": 150_000, "EUR": 2_550}
    budget.strike_line(road.willow, line.id)
    assert reads.plan(road.willow, road.plan.id).totals == {"UAH": 150_000}
    with pytest.raises(budget.AlreadyStruck):
        budget.strike_line(road.willow, line.id)


def test_risks_are_kept_one_after_the_other(road: Road) -> None:
    road.begin()
    road.judge()
    with pytest.raises(ValueError, match="measures-health"):
        risks.judge_risks(road.willow, road.plan.id, {"health": risks.Judgement("high", "")})
    risks.judge_risks(road.willow, road.plan.id, {"health": risks.Judgement("low", "")})
    levels = RiskLook.objects.filter(kind="health").order_by("at").values_list("level", flat=True)
    assert list(levels) == ["medium", "low"]
