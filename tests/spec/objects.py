"""Objects to put into addresses: what one team works on, made on demand.

A stage that brings a new name in its addresses adds it to ``MAKERS`` (by the name in the address, or by
``"url:name"`` where the same name means different things), and to ``WITHIN_REACH`` when it belongs to a child.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from dodomu.base import events, shred
from dodomu.base.access import actions as staff
from dodomu.base.access.kept_forms import keep
from dodomu.base.access.models import Team, User
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.actions import consents, interviews
from dodomu.journey.cases.actions.holding import sealed
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import CareDestruction, Case, DataRequest, Interview, Proposal, SealedNote
from dodomu.journey.evidence import actions as evidence
from dodomu.journey.evidence.models import CustodyEvent, Derivative, Exhibit, FactLink, HoldLifting, LegalHold
from dodomu.journey.figures.actions import take_figures
from dodomu.journey.figures.models import Release
from dodomu.journey.missions import actions as missions
from dodomu.journey.missions.actions import budget, deciding, escalation, escorts, plans
from dodomu.journey.missions.actions.authority import AuthorityInput, record_authority
from dodomu.journey.missions.actions.escalation import ContactInput
from dodomu.journey.missions.models import Phone, ReadyDeclaration, ReturnPlan
from dodomu.journey.office import actions as office
from dodomu.journey.reception import actions as reception
from dodomu.journey.recovery import actions as recovery
from dodomu.journey.recovery.models import Action, CarePlan, Goal, PlanClosing
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.models import Fact, Report
from dodomu.journey.tracing import actions as tracing
from dodomu.journey.tracing.models import Candidate, Decision
from dodomu.kit.dates import today
from tests.journey.board_story import Story
from tests.journey.called import recorded, written
from tests.journey.cases_people import tomorrow
from tests.journey.consent_story import given, pdf
from tests.journey.corridor_invented import invented_corridor
from tests.journey.evidence_story import copied, handed, taken
from tests.journey.imported import staged
from tests.journey.missions_story import Road
from tests.journey.pictures import picture
from tests.journey.reception_people import aboard, mission_of
from tests.journey.registry_people import child_report, person_in
from tests.journey.tracing_pairs import olena_pair
from tests.people import make_team, make_user

WHY = "Her mother asked us to find her."


class World:
    """The work of one team. ``clerk`` did it all; ``second`` is the other pair of eyes."""

    def __init__(self, name: str) -> None:
        self.team: Team = make_team(name)
        self.person: User = make_user("case_worker", "tracing_analyst", "director", team=self.team)
        self.clerk = Viewer.of(self.person)
        self.second = Viewer.of(make_user("tracing_analyst"))

    @cached_property
    def report(self) -> Report:
        report = registry.record_report(self.clerk, child_report(self.clerk, "Тополенко Мирослава", born="2014-03-05"))
        staff.assign(self.clerk, person_in(report), self.team)
        return report

    @cached_property
    def complaint(self) -> UUID:
        given = office.ComplaintInput("child", "He shouted at us.", who="The driver")
        return office.record_complaint(self.clerk, given).id

    @cached_property
    def care_plan(self) -> CarePlan:
        return recovery.begin_plan(self.clerk, self.case.id, today())

    @cached_property
    def evidence_officer(self) -> Viewer:
        """Who keeps evidence of every team."""
        return Viewer.of(make_user("evidence_officer"))

    @cached_property
    def exhibit(self) -> Exhibit:
        return evidence.take_in(self.clerk, self.case.id, taken())

    @cached_property
    def hand_over(self) -> CustodyEvent:
        return evidence.hand_over(self.clerk, self.exhibit.id, handed(receiver_id=self.evidence_officer.user_id))

    @cached_property
    def copy(self) -> Derivative:
        return evidence.add_copy(self.evidence_officer, self.exhibit.id, copied())

    @cached_property
    def fact_link(self) -> FactLink:
        return evidence.link_fact(self.evidence_officer, self.exhibit.id, self.fact.id, "supports")

    @cached_property
    def legal_hold(self) -> LegalHold:
        hold = evidence.place_hold(self.evidence_officer, self.case.id, evidence.HoldInput("court", WHY))
        return evidence.answer_hold(Viewer.of(make_user("evidence_officer")), hold.id, WHY, agrees=True)

    @cached_property
    def lifting(self) -> HoldLifting:
        return evidence.ask_lifting(self.evidence_officer, self.legal_hold.id, WHY)

    @cached_property
    def disclosure(self) -> UUID:
        given = evidence.DisclosureInput("A court", "order", WHY, (evidence.ItemInput(self.exhibit.id, "original"),))
        return evidence.ask_disclosure(self.evidence_officer, self.case.id, given).id

    @cached_property
    def goal(self) -> Goal:
        return recovery.set_goal(self.clerk, self.care_plan.id, "school", "She goes to school.", "yes")

    @cached_property
    def action(self) -> Action:
        return recovery.add_action(self.clerk, self.goal.id, "Call the school", tomorrow())

    @cached_property
    def care_closing(self) -> PlanClosing:
        given = recovery.ClosingInput("goals", "She is at home.", "yes", "yes")
        return recovery.ask_closing(self.clerk, self.care_plan.id, given)

    @cached_property
    def return_plan(self) -> ReturnPlan:
        return plans.begin_plan(self.clerk, self.case.id)

    @cached_property
    def authority(self) -> UUID:
        given = AuthorityInput("parent", today(), holder="Her mother", scope="The way home")
        return record_authority(self.clerk, self.return_plan.id, given).id

    @cached_property
    def cost(self) -> UUID:
        return budget.add_line(self.clerk, self.return_plan.id, budget.LineInput("transport", 5_000, "UAH")).id

    @cached_property
    def best_interests(self) -> UUID:
        return deciding.decide_best_interests(self.clerk, self.return_plan.id, "return", WHY).id

    @cached_property
    def declaration(self) -> UUID:
        """As if nothing had been missing when it was declared."""
        given = {"plan": self.return_plan, "state": "waiting", "by": self.person, "at": timezone.now()}
        row = new_id()
        words = sealed(self.case, "missions_readydeclaration", row, reason=WHY)
        return ReadyDeclaration.objects.create(id=row, **given, **words).id

    @cached_property
    def escort(self) -> UUID:
        return escorts.add_escort(self.clerk, self.team.id, escorts.EscortInput("f", "Лелека Марія")).id

    @cached_property
    def child(self) -> UUID:
        return person_in(self.report)

    @cached_property
    def request(self) -> tuple[UUID, UUID]:
        """A child somebody asked for by telephone, within reach of the team, and the report of the call."""
        report = recorded(self.clerk, written(self.clerk))
        staff.assign(self.clerk, person_in(report), self.team)
        return person_in(report), report.id

    @cached_property
    def call(self) -> UUID:
        return registry.start_call(self.clerk)

    @cached_property
    def known_call(self) -> UUID:
        registry.record_report(
            self.clerk, child_report(self.clerk, "Гриценко Данило Олегович", born="2014-03-05", place="Приморськ")
        )
        draft = written(self.clerk)
        registry.compare_call(draft)
        return draft

    @cached_property
    def release(self) -> int:
        """The figures of today; a second world finds them taken."""
        assert self.case
        existing = Release.objects.values_list("number", flat=True).first()
        return existing or take_figures(self.clerk).number

    @cached_property
    def fact(self) -> Fact:
        return Fact.objects.filter(mention__report=self.report, attribute="birth_date").get()

    @cached_property
    def photo(self) -> UUID:
        given = registry.PhotoInput(picture(), registry.SaidBy(SourceKind.PARENT))
        return registry.add_photo(self.clerk, self.child, given)

    @cached_property
    def join(self) -> Any:
        other = registry.record_report(self.clerk, child_report(self.clerk, "Тополенко Мира", born="2014-03"))
        return registry.join_persons(self.clerk, self.second, self.child, person_in(other), WHY)

    @cached_property
    def case(self) -> Case:
        return cases.open_case(self.clerk, self.child, self.team.id, None, "high", WHY)

    @cached_property
    def entry(self) -> Any:
        step = cases.Step("whereabouts", "claimed", PartialDate.from_edtf("2023-05"))
        return cases.record_step(self.clerk, self.case.id, step)

    @cached_property
    def proposal(self) -> Proposal:
        waiting = Proposal.objects.filter(case=self.case, axis="whereabouts", state="waiting").first()
        return waiting or Proposal.objects.create(
            case=self.case,
            kind="axis_step",
            axis="whereabouts",
            value="located",
            because="same_person",
            proposed_at=timezone.now(),
        )

    @cached_property
    def consent(self) -> UUID:
        """A consent on a form that is kept."""
        (row,) = consents.record_consent(self.clerk, self.case.id, ["tracing"], given(kept=""), pdf())
        return row.id

    @cached_property
    def interview(self) -> UUID:
        """One that is planned; the child tells of it for the first time."""
        planned = interviews.Planned("forensic", "An investigator", today(), event="What happened in May")
        return interviews.plan_interview(self.clerk, self.case.id, planned).id

    @cached_property
    def sealed_note(self) -> UUID:
        """That there is one; what it says and to whom is for the tests of the stage."""
        return SealedNote.objects.create(case=self.case, by_id=self.clerk.user_id, at=timezone.now()).id

    @cached_property
    def second_interview(self) -> UUID:
        event = Interview.objects.get(id=self.interview).event_id
        planned = interviews.Planned("psychological", "A colleague", today(), event_id=event, reason=WHY)
        return interviews.plan_interview(self.clerk, self.case.id, planned).id

    @cached_property
    def recorded_interview(self) -> UUID:
        planned = interviews.Planned("hotline", "A colleague", today(), event="The journey")
        row = interviews.plan_interview(self.clerk, self.case.id, planned)
        return interviews.hold_interview(self.clerk, row.id, today(), pdf()).id

    @cached_property
    def access_request(self) -> UUID:
        asker = Viewer.of(make_user("case_worker", team=self.team))
        staff.assign(self.clerk, self.child, self.team)
        return staff.request_access(asker, self.child, "clinical", WHY, hours=8).id

    @cached_property
    def task(self) -> Any:
        return cases.make_task(self.clerk, self.case.id, "Call the aunt", Due.on(tomorrow()))

    @cached_property
    def flag(self) -> Any:
        return cases.raise_flag(self.clerk, self.case.id, WHY, Due.on(tomorrow()))

    @cached_property
    def warned(self) -> Case:
        """A case of its own: what is sent from a case with a warning asks for more."""
        return self._another("Тополенко Яна")

    @cached_property
    def warning(self) -> Any:
        return cases.add_never_disclose(self.clerk, self.warned.id, cases.Warned("Her uncle", WHY, today()))

    @cached_property
    def ending(self) -> Any:
        warning = cases.add_never_disclose(self.clerk, self.warned.id, cases.Warned("Her aunt", WHY, today()))
        return cases.end_never_disclose(self.clerk, warning.id, WHY)

    @cached_property
    def clock(self) -> UUID:
        """What the deadline of the response starts from."""
        return self.case.events.get(what="opened").id

    @cached_property
    def leaving(self) -> Any:
        """A closing that waits, of another child's case."""
        return cases.close_case(self.clerk, self._another("Тополенко Лев").id, "died", WHY)

    @cached_property
    def closed(self) -> Case:
        case = self._another("Тополенко Ян")
        cases.close_case(self.clerk, case.id, "returned", WHY)
        return case

    @cached_property
    def destruction(self) -> CareDestruction:
        """A request of a data protection officer to destroy the care data of another closed case."""
        case = self._another("Тополенко Лука")
        cases.close_case(self.clerk, case.id, "returned", WHY)
        seen = shred.state_of(case.id, shred.care_of_case(case.id))
        given = cases.DestructionInput("erasure_request", WHY, seen)
        return cases.ask_destruction(Viewer.of(make_user("data_protection_officer")), case.id, given)

    def _another(self, name: str) -> Case:
        report = registry.record_report(self.clerk, child_report(self.clerk, f"{name} {self.team.name}", born="2012"))
        return cases.open_case(self.clerk, person_in(report), self.team.id, None, "high", WHY)

    @cached_property
    def candidate(self) -> Candidate:
        return olena_pair(self.clerk)

    @cached_property
    def decision(self) -> Decision:
        return tracing.decide(self.clerk, self.candidate.id, "same", WHY)

    @cached_property
    def colleague(self) -> User:
        return make_user("hotline", compartments=("location",))

    @cached_property
    def emergency(self) -> Any:
        return staff.break_glass(self.clerk, self.child, "danger", WHY)

    @cached_property
    def officer(self) -> Viewer:
        return Viewer.of(make_user("data_protection_officer"))

    @cached_property
    def body(self) -> Any:
        director = Viewer.of(make_user("director"))
        given = cases.BodyInput("health", f"Clinic of {self.team.name}", "post", "Ward 3")
        return cases.add_body(director, given)

    @cached_property
    def sending(self) -> Any:
        """It waits for a second person."""
        wanted = cases.Wanted(
            "referral", "psychological", WHY, team_id=make_team("Crane").id, basis="vital", basis_reason=WHY
        )
        return cases.send(self.clerk, self.case.id, wanted)

    def asked(self, person_id: UUID) -> Any:
        given = cases.Asked("access", "subject", "document", "Тополенко Мирослава", WHY, today())
        return cases.record_request(self.officer, person_id, given)

    @cached_property
    def data_request(self) -> Any:
        return self.asked(self.child)

    @cached_property
    def compiled(self) -> Any:
        return cases.compile_file(self.officer, self.asked(self.child).id)

    @cached_property
    def released(self) -> Any:
        row = cases.compile_file(self.officer, self.asked(self.child).id)
        return cases.release_file(Viewer.of(make_user("director")), row.id)

    @cached_property
    def kept_record(self) -> Any:
        """A request that was answered six years ago."""
        other = registry.record_report(self.clerk, child_report(self.clerk, f"Тополенко {self.team.name}"))
        row = cases.refuse_request(self.officer, self.asked(person_in(other)).id, WHY)
        DataRequest.objects.filter(id=row.id).update(answered_at=timezone.now() - timedelta(days=6 * 366))
        return row

    @cached_property
    def nurse(self) -> Viewer:
        return Viewer.of(make_user("reception_clinician", team=self.team))

    @cached_property
    def arrival(self) -> Any:
        """A child that is here, looked at by nobody yet."""
        made = reception.expect(self.nurse, self.case.number, self.team.id)
        return reception.receive(self.nurse, [reception.Received(made.id, "photo")])[0]

    @cached_property
    def expected(self) -> Any:
        return reception.expect(self.nurse, self._another("Тополенко Зоя").number, self.team.id)

    @cached_property
    def expected_group(self) -> UUID:
        mission, group = mission_of(self.clerk, self.team, self.team)
        aboard(self.clerk, mission, group, self._another("Тополенко Вір"), "Wren")
        events.publish("mission_departed", mission_id=mission.id)
        return group.id

    @cached_property
    def triage(self) -> Any:
        """A red one, of another child: who is looked at cannot be taken back."""
        made = reception.expect(self.nurse, self._another("Тополенко Рута").number, self.team.id)
        reception.receive(self.nurse, [reception.Received(made.id, "photo")])
        return reception.record_triage(self.nurse, made.id, reception.Look(signs={"stridor": "yes"}))

    @cached_property
    def centre(self) -> Any:
        made = reception.add_centre(self.nurse, self.team.id, reception.CentreInput("House"))
        reception.add_room(self.nurse, made.id, reception.RoomInput("1", beds=2))
        return made

    @cached_property
    def need(self) -> Any:
        return reception.note_need(self.nurse, self.arrival.id, reception.NeedInput("clothing", "today"))

    @cached_property
    def topic(self) -> Any:
        return reception.add_topic(self.nurse, self.arrival.case.person_id, "journey", "asked")

    @cached_property
    def road(self) -> Road:
        return Road(lambda *roles, team=None, **_more: Viewer.of(make_user(*roles, team=team)), team=self.team)

    @cached_property
    def prepared(self) -> Any:
        """A mission of which no rule is broken, with a child, two adults, a bus and the whole way."""
        return self.road.whole(1, f"Teal {self.team.name}")

    @cached_property
    def mission_asked(self) -> Any:
        """An approval that waits for its second person."""
        mission = self.road.whole(1, f"Rowan {self.team.name}", first=11)
        return missions.ask_approval(self.road.coordinator, mission.id, WHY)

    @cached_property
    def departed(self) -> Any:
        mission = self.road.gathered(self.road.approved(self.road.whole(1, f"Linden {self.team.name}", first=21)))
        return missions.depart(self.road.coordinator, mission.id, "It is time.")

    @cached_property
    def mission_cost(self) -> Any:
        return missions.add_cost(self.road.coordinator, self.departed.id, missions.CostInput("transport", 100, "UAH"))

    @cached_property
    def on_the_way(self) -> Story:
        """A mission under way with a group that asked for help, and somebody on its escalation list."""
        story = Story(
            lambda *roles, **_more: Viewer.of(make_user(*roles, team=self.team)), name=f"Sedge {self.team.name}"
        )
        story.expect()
        story.say(0, "help")
        return story

    @cached_property
    def phone(self) -> Phone:
        """A phone in use on that mission."""
        return self.on_the_way.phone()

    @cached_property
    def contact(self) -> UUID:
        given = ContactInput(when="all", name="The doctor on duty", reach="112")
        return escalation.add_contact(self.on_the_way.coordinator, self.on_the_way.mission.id, given).id

    @cached_property
    def kept(self) -> UUID | None:
        return keep(self.person, "/", "/", [("words", "She called")])

    @cached_property
    def saved_view(self) -> UUID:
        return staff.save_view(self.clerk, "Mine", table="cases", path="/cases/", query="worker=mine")

    @cached_property
    def corridor(self) -> Any:
        return invented_corridor(Viewer.of(make_user("mission_coordinator", team=self.team)), self.team)


MAKERS: dict[str, Callable[[World], Any]] = {
    "person_id": lambda world: world.child,
    "report_id": lambda world: world.report.id,
    "registry:requesters:person_id": lambda world: world.request[0],
    "registry:requester_verify:person_id": lambda world: world.request[0],
    "registry:requester_verify:report_id": lambda world: world.request[1],
    "figures:release:number": lambda world: world.release,
    "figures:export:number": lambda world: world.release,
    "figure": lambda _world: "2023-04-25-deported",
    "draft_id": lambda world: world.call,
    "step": lambda _world: "caller",
    "registry:known_call:draft_id": lambda world: world.known_call,
    "fact_id": lambda world: world.fact.id,
    "join_id": lambda world: world.join.id,
    "batch_id": lambda world: staged(world.clerk).id,
    "code": lambda _world: "birth_date",
    "part": lambda _world: "name",
    "photo_id": lambda world: world.photo,
    "case_id": lambda world: world.case.id,
    "axis": lambda _world: "whereabouts",
    "entry_id": lambda world: world.entry.id,
    "proposal_id": lambda world: world.proposal.id,
    "task_id": lambda world: world.task.id,
    "flag_id": lambda world: world.flag.id,
    "clock": lambda _world: "response",
    "start_ref": lambda world: world.clock,
    "plan_id": lambda world: world.return_plan.id,
    "missions:plan_paper:kind": lambda _world: "birth_certificate",
    "authority_id": lambda world: world.authority,
    "line_id": lambda world: world.cost,
    "missions:plan_decision:decision_id": lambda world: world.best_interests,
    "declaration_id": lambda world: world.declaration,
    "escort_id": lambda world: world.escort,
    "complaint_id": lambda world: world.complaint,
    "exhibit_id": lambda world: world.exhibit.id,
    "event_id": lambda world: world.hand_over.id,
    "copy_id": lambda world: world.copy.id,
    "evidence:end_link:link_id": lambda world: world.fact_link.id,
    "hold_id": lambda world: world.legal_hold.id,
    "lifting_id": lambda world: world.lifting.id,
    "list_id": lambda world: world.disclosure,
    "care_id": lambda world: world.care_plan.id,
    "goal_id": lambda world: world.goal.id,
    "action_id": lambda world: world.action.id,
    "due_id": lambda world: world.care_plan.dues.first().id,
    "recovery:answer:closing_id": lambda world: world.care_closing.id,
    "warning_id": lambda world: world.warning.id,
    "cases:end_warning:case_id": lambda world: world.warned.id,
    "cases:answer_warning:case_id": lambda world: world.warned.id,
    "cases:answer_warning:warning_id": lambda world: world.ending.entry_id,
    "cases:answer_closing:case_id": lambda world: world.leaving.case_id,
    "closing_id": lambda world: world.leaving.id,
    "cases:destroy:case_id": lambda world: world.closed.id,
    "cases:answer_destruction:case_id": lambda world: world.destruction.case_id,
    "destruction_id": lambda world: world.destruction.id,
    "cases:reopen:case_id": lambda world: world.closed.id,
    "cases:send:kind": lambda _world: "referral",
    "sending_id": lambda world: world.sending.id,
    "cases:sending_step:state": lambda _world: "sent",
    "body_id": lambda world: world.body.id,
    "request_id": lambda world: world.data_request.id,
    "cases:read_file:request_id": lambda world: world.compiled.id,
    "cases:download_file:request_id": lambda world: world.released.id,
    "kept_kind": lambda _world: "request",
    "record": lambda world: world.kept_record.id,
    "arrival_id": lambda world: world.arrival.id,
    "reception:receive:arrival_id": lambda world: world.expected.id,
    "reception:not_coming:arrival_id": lambda world: world.expected.id,
    "expected_group": lambda world: world.expected_group,
    "centre_id": lambda world: world.centre.id,
    "room_id": lambda world: world.centre.rooms.get().id,
    "bed_id": lambda world: world.centre.rooms.get().beds.first().id,
    "triage_id": lambda world: world.triage.id,
    "alert_id": lambda world: world.triage.alert.id,
    "need_id": lambda world: world.need.id,
    "topic_id": lambda world: world.topic.id,
    "candidate_id": lambda world: world.candidate.id,
    "decision_id": lambda world: world.decision.id,
    "consent_id": lambda world: world.consent,
    "interview_id": lambda world: world.interview,
    "note_id": lambda world: world.sealed_note,
    "cases:interview_second:interview_id": lambda world: world.second_interview,
    "cases:interview_recording:interview_id": lambda world: world.recorded_interview,
    "office:access_request:compartment": lambda _world: "clinical",
    "office:answer_access:request_id": lambda world: world.access_request,
    "office:end_access:request_id": lambda world: world.access_request,
    "mission_id": lambda world: world.prepared.id,
    "missions:mission_end:mission_id": lambda world: world.departed.id,
    "missions:mission_reroute:mission_id": lambda world: world.departed.id,
    "missions:mission_leg_travelled:mission_id": lambda world: world.departed.id,
    "missions:mission_child_outcome:mission_id": lambda world: world.departed.id,
    "missions:mission_hand_over:mission_id": lambda world: world.departed.id,
    "missions:mission_escort_replace:mission_id": lambda world: world.departed.id,
    "missions:mission_escort_end:mission_id": lambda world: world.departed.id,
    "missions:mission_costs:mission_id": lambda world: world.departed.id,
    "missions:mission_cost_strike:mission_id": lambda world: world.departed.id,
    "missions:mission_child_page:mission_id": lambda world: world.departed.id,
    "missions:mission_sheet:mission_id": lambda world: world.departed.id,
    "missions:mission_approval:mission_id": lambda world: world.mission_asked.mission_id,
    "approval_id": lambda world: world.mission_asked.id,
    "cost_id": lambda world: world.mission_cost.id,
    "child_id": lambda world: world.prepared.children.first().id,
    "mission_escort_id": lambda world: world.prepared.escorts.first().id,
    "vehicle_id": lambda world: world.prepared.vehicles.first().id,
    "group_id": lambda world: world.prepared.groups.first().id,
    "leg_id": lambda world: world.prepared.groups.get().legs.last().id,
    "missions:mission_child_page:child_id": lambda world: world.departed.children.first().id,
    "missions:mission_child_outcome:child_id": lambda world: world.departed.children.first().id,
    "missions:mission_hand_over:child_id": lambda world: world.departed.children.first().id,
    "missions:mission_escort_replace:mission_escort_id": lambda world: world.departed.escorts.first().id,
    "missions:mission_escort_end:mission_escort_id": lambda world: world.departed.escorts.first().id,
    "missions:mission_reroute:group_id": lambda world: world.departed.groups.get().id,
    "missions:mission_leg_travelled:leg_id": lambda world: world.departed.groups.get().legs.first().id,
    "missions:mission_board:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:mission_board_part:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:escalation:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:escalation_add:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:escalation_remove:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:group_words:group_id": lambda world: world.on_the_way.group.id,
    "missions:record_word:group_id": lambda world: world.on_the_way.group.id,
    "missions:phones:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:phone_issue:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:phone_issue:mission_escort_id": lambda world: world.phone.escort_id,
    "missions:phone_code:mission_id": lambda world: world.on_the_way.mission.id,
    "missions:phone_end:mission_id": lambda world: world.on_the_way.mission.id,
    "phone_id": lambda world: world.phone.id,
    "alarm_id": lambda world: world.on_the_way.group.alarms.get().id,
    "contact_id": lambda world: world.contact,
    "user_id": lambda world: world.colleague.id,
    "office:end_role:grant_id": lambda world: world.colleague.role_grants.get().id,
    "office:end_compartment:grant_id": lambda world: world.colleague.compartment_grants.get().id,
    "emergency_id": lambda world: world.emergency.id,
    "session_id": lambda _world: 999_999,
    "form_id": lambda world: world.kept,
    "view_id": lambda world: world.saved_view,
    "pk": lambda _world: 999_999,
    "corridor_id": lambda world: world.corridor.id,
    "place_id": lambda world: world.corridor.places.get(code="A").id,
    "missions:corridor_place_retire:place_id": lambda world: world.corridor.places.get(code="Z").id,
    "link_id": lambda world: world.corridor.links.get(code="2").id,
    "rule_id": lambda world: world.corridor.links.get(code="2").rules.get(kind="opening").id,
    "rule_kind": lambda _world: "closed",
    "entry:help_page:name": lambda _world: "reference/glossary",
}

WITHIN_REACH = frozenset(
    {
        "care_id",
        "exhibit_id",
        "hold_id",
        "list_id",
        "mission_id",
        "group_id",
        "alarm_id",
        "photo_id",
        "person_id",
        "report_id",
        "fact_id",
        "case_id",
        "proposal_id",
        "sending_id",
        "request_id",
        "arrival_id",
        "expected_group",
        "centre_id",
        "triage_id",
        "alert_id",
        "need_id",
        "plan_id",
    }
)
"""Names in addresses that lead to a child: another team's are not there for a role that sees its team only."""

ONLY_ITS_AUTHOR = frozenset(
    {
        "office:keep",
        "office:kept",
        "office:discard_kept",
        "office:end_emergency",
        "office:end_access",
        "kit:view",
        "kit:view_start",
        "kit:view_delete",
        "registry:call_step",
        "registry:call_discard",
    }
)
"""Addresses that answer to whoever made the object and, for some, to an overseer: the stage's own tests say to whom."""

ANY_CHILD = frozenset({"office:break_glass_for", "registry:recorded"})
"""Addresses that answer for every id, of a child or not, and show nothing of it: an emergency, a receipt."""

QUERIES: dict[str, Callable[[World], str]] = {
    "cases:open": lambda world: f"?person={world.child}",
    "cases:new_request": lambda world: f"?person={world.child}",
    "office:keep": lambda world: f"?form={world.kept}",
}
"""Addresses that take an object in the query string."""

BODIES: dict[str, dict[str, Any]] = {
    "api-1:search": {"text": "Тополенко"},
    "api-1:decide": {"verdict": "same", "reason": WHY},
    "api-1:confirm": {"reason": WHY},
    "api-1:reject": {"reason": WHY},
    "api-1:undo": {"reason": WHY},
    "api-1:relate": {"kind": "sibling", "reason": WHY},
    "api-1:namesakes": {"ids": [], "reason": WHY},
    "api-1:answer": {"answer": "decline", "reason": WHY},
    "api-1:risk": {"risk": "high", "reason": WHY},
}
"""What a program must send so that the rules are asked at all."""


def maker_of(name: str, argument: str) -> Callable[[World], Any]:
    """The maker for an argument of an address.

    Raises:
        LookupError: says what to add, and where.
    """
    found = MAKERS.get(f"{name}:{argument}") or MAKERS.get(argument)
    if found is None:
        raise LookupError(f"Add a maker for “{argument}” of {name} to MAKERS in tests/spec/objects.py")
    return found
