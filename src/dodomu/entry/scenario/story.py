"""The whole scenario in the order in which it happened."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.models import Team, User
from dodomu.base.access.viewer import Viewer
from dodomu.base.jobs import run_worker
from dodomu.engine.values import PartialDate, SourceKind
from dodomu.entry.scenario import (
    at_work,
    calls,
    consent,
    exhibits,
    occupier_list,
    plans,
    road_arrivals,
    road_families,
    road_home,
    road_missions,
    sendings,
)
from dodomu.entry.scenario.children import read
from dodomu.entry.scenario.keepsakes import bring_photo
from dodomu.entry.scenario.staff import hire
from dodomu.entry.scenario.statements import Told, statement
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases import queries as open_cases
from dodomu.journey.figures.actions import take_figures
from dodomu.journey.office.actions import ComplaintInput, record_complaint
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing import actions as tracing
from dodomu.kit.dates import KYIV

LIST = "list"
LIST_DAYS_AGO = 60


@dataclass
class Scenario:
    """Loads everything; remembers which person each record began as."""

    now: datetime
    persons: dict[tuple[str, str], UUID] = field(default_factory=dict)
    case_ids: dict[str, UUID] = field(default_factory=dict)
    bodies: dict[str, UUID] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Kyiv: for two or three hours of a night it is another one than in UTC."""
        return self.now.astimezone(KYIV).date()

    def as_of(self, username: str) -> Viewer:
        """The colleague of that sign-in name, as the rules see them at this moment."""
        return Viewer.of(User.objects.get(username=username))

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def record_statements(self) -> None:
        """Hotline and analysts write down what was said."""
        for row in read("reports.toml")["report"]:
            by = self.as_of(row["by"])
            told = Told(row, self.day(row["days_ago"]), self.today)
            report = registry.record_report(by, statement(by, told, self.now))
            mentions = report.mentions.order_by("position").values_list("own_person_id", flat=True)
            for key, person_id in zip(told.child_keys, mentions, strict=True):
                if key:
                    self.persons[row["key"], key] = person_id

    def open_cases(self) -> None:
        """The director opens cases; their workers record what is known."""
        director = self.as_of("director")
        for row in read("story.toml")["case"]:
            team = Team.objects.get(name=row["team"])
            worker = User.objects.get(username=row["worker"]).pk if "worker" in row else None
            person = self.persons[row["record"], row["child"]]
            case = cases.open_case(director, person, team.pk, worker, row["risk"], row["reason"])
            self.case_ids[row["child"]] = case.id
            for step in row.get("steps", ()):
                self._step(row["worker"], case.id, step)

    def import_list(self) -> None:
        """The second analyst brings in the occupier's list."""
        by = self.as_of("tracing-analyst-2")
        batch = registry.stage(
            by,
            io.BytesIO(occupier_list.written(self.today)),
            occupier_list.FILE_NAME,
            occupier_list.SOURCE,
            {},
            self.day(LIST_DAYS_AGO),
            source_kind=SourceKind.OCCUPIER_LIST,
        )
        registry.confirm(by, batch.id)
        registry.run(batch.id)
        listed = batch.reports.filter(mentions__role="child").order_by("row_number")
        persons = listed.values_list("mentions__own_person_id", flat=True)
        for key, person_id in zip(occupier_list.row_keys(), persons, strict=True):
            self.persons[LIST, key] = person_id

    def bring_photos(self) -> None:
        """The mother brings a picture of her daughter."""
        taken = self.day(4 * 365)
        bring_photo(self.as_of("case-worker"), self.persons["kovalenko_mother", "olena"], taken)

    def decide(self) -> None:
        """Analysts put pairs side by side and decide; second persons confirm, say no, or have not looked yet."""
        story = read("story.toml")
        for row in story["decision"]:
            first, second = (self.persons[record, row["child"]] for record in row["records"])
            self._decide(row, first, second)
        for row in story["namesakes"]:
            first, second = (self.persons[record, key] for record, key in row["records"])
            self._decide(row | {"verdict": "different"}, first, second)

    def answer_proposals(self) -> None:
        """Case workers answer what the joins proposed; one proposal keeps waiting."""
        for row in read("story.toml")["answer"]:
            by = self.as_of(row["by"])
            page = open_cases.case(by, self.case_ids[row["child"]])
            waiting = next(proposal for proposal in page.proposals if proposal.state == "waiting")
            act = cases.accept if row["answer"] == "accept" else cases.decline
            act(by, waiting.id, row["reason"])

    def speak_of_consent(self) -> None:
        """Case workers write down who consents to what, what a child says, and who asks it; one asks for access."""
        by = self.as_of("case-worker")
        for key in ("olena", "marko", "veronika"):
            consent.tell(by, self.case_ids[key], key, self.today)
        consent.ask(by, self.persons["kovalenko_mother", "olena"])

    def send_things(self) -> None:
        """What left the cases, what waits for an answer, and who asks for the data of a child."""
        self.bodies = sendings.load(self.as_of("director"), self.as_of("case-worker"), self.case_ids, self.today)
        child = open_cases.case(self.as_of("director"), self.case_ids["veronika"]).row.person_id
        sendings.ask(self.as_of("data-protection-officer"), child, self.today)

    def pass_on_a_complaint(self) -> None:
        """A mother complains to the hotline about an escort; it goes to somebody outside the team."""
        row = read("staff.toml")["complaint"]
        about = User.objects.get(username=row["about"]).pk
        given = ComplaintInput(
            row["teller"], row["words"], row["who"], row["reach"], about_id=about, urgent=row["urgent"]
        )
        record_complaint(self.as_of(row["by"]), given)

    def bring_home(self) -> None:
        """Families ask, plans become ready, one mission is on the way with 23 children, one has just come to the centre."""
        road = road_missions.Road(self)
        road.lay_corridor()
        road.check_escorts()
        road.send(self._ready("kalyna"))
        came = self._ready("horlytsia")
        mission = road.travel(came)
        reception = road_arrivals.Reception(self, self.bodies)
        reception.furnish()
        reception.take_in(mission, came)
        road.prepare()
        for family in road_families.families("home"):
            for one in road_families.call_and_open(self, family):
                road_home.settle(self, one, days=family["home_days"], concern=family.get("concern", False))

    def _ready(self, going: str) -> list[road_families.Traveller]:
        return [
            road_families.make_ready(self, one)
            for family in road_families.families(going)
            for one in road_families.call_and_open(self, family)
        ]

    def count(self) -> None:
        """The director took the first figures yesterday; there are so few children that nearly all counts are hidden."""
        take_figures(self.as_of("director"), day=self.day(1))

    def take_calls(self) -> None:
        """Calls come in at the hotline while all this goes on; one is still being written."""
        for call in calls.calls():
            calls.take(self.as_of(call["by"]), call, self.today)

    def _decide(self, row: dict[str, Any], first: UUID, second: UUID) -> None:
        by = self.as_of(row["by"])
        pair = tracing.put_side_by_side(by, linking.current_person(first), linking.current_person(second))
        decision = tracing.decide(by, pair.id, row["verdict"], row["reason"])
        if "confirmed" in row:
            tracing.confirm(self.as_of(row["second"]), decision.id, row["confirmed"])
        elif "rejected" in row:
            tracing.reject(self.as_of(row["second"]), decision.id, row["rejected"])

    def _step(self, worker: str, case_id: UUID, row: dict[str, Any]) -> None:
        since = PartialDate.of_day(self.day(row["days_ago"]))
        step = cases.Step(row["axis"], row["value"], since, verification=row.get("verification", ""))
        cases.record_step(self.as_of(worker), case_id, step)


def load(password: str, progress: Callable[[int, int], None]) -> dict[str, str]:
    """Load the scenario into an empty, migrated database.

    Parameters:
        password: of every account.
        progress: told the parts done and their total.

    Returns:
        The sign-in name of the first colleague of each role.
    """
    scenario = Scenario(timezone.now())
    sign_ins = hire(password)
    parts: tuple[Callable[[], None], ...] = (
        scenario.record_statements,
        scenario.open_cases,
        scenario.bring_photos,
        scenario.import_list,
        _work_off,
        scenario.decide,
        scenario.answer_proposals,
        lambda: at_work.load(scenario),
        scenario.take_calls,
        scenario.pass_on_a_complaint,
        scenario.speak_of_consent,
        scenario.send_things,
        scenario.bring_home,
        lambda: plans.load(scenario),
        lambda: exhibits.load(scenario),
        scenario.count,
        _work_off,
    )
    for done, part in enumerate(parts):
        progress(done, len(parts))
        # A worker has transactions of its own, one of which may stand in no other: that which signs the journal.
        with nullcontext() if part is _work_off else transaction.atomic():
            part()
    progress(len(parts), len(parts))
    return sign_ins


def _work_off() -> None:
    """Let a worker do what is waiting: the search for pairs."""
    run_worker(once=True)
