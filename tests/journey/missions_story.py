"""An invented mission: the corridor from A to F, children with plans that are ready, escorts who were checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access.models import Team
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.name_reading import parse_name
from dodomu.journey.cases.actions import open_case
from dodomu.journey.cases.models import Case
from dodomu.journey.missions import actions
from dodomu.journey.missions.actions.holding import sealed
from dodomu.journey.missions.corridor_rules import Closure, Hours, Opening, to_json
from dodomu.journey.missions.models import (
    Authority,
    Corridor,
    Escort,
    EscortCheck,
    Leg,
    Link,
    LinkRule,
    Mission,
    MissionApproval,
    MissionChild,
    MissionEscort,
    Place,
    ReturnPlan,
    Vehicle,
)
from dodomu.journey.missions.queries.missions_fingerprint import fingerprint
from dodomu.journey.registry.actions import FactInput, MentionInput, RelationInput, record_report
from dodomu.journey.registry.vocabulary import MentionRole, RelationKind
from tests.journey.registry_people import child_report, person_in, recorded_child
from tests.people import make_team

PLACES = (
    # code, kind, side, x
    ("A", "institution", "occupied", 0),
    ("B", "checkpoint", "occupied", 200),
    ("C", "border", "aggressor", 400),
    ("D", "border", "free", 600),
    ("F", "centre", "free", 1000),
    ("S", "safe_house", "aggressor", 300),
)
LINKS = (
    # start, end, kind, usual minutes, nine in ten, metres on foot, one way
    ("A", "B", "car", 60, 100, 0, False),
    ("B", "C", "bus", 120, 180, 0, False),
    ("C", "D", "crossing", 120, 300, 400, True),
    ("D", "F", "bus", 240, 300, 0, False),
    ("B", "S", "car", 90, 120, 0, False),
    ("S", "C", "car", 90, 150, 0, False),
)
SAID = {
    "opening": Opening((Hours(frozenset(range(1, 8)), 0, 1440),)),
    "closed": Closure(opens_again=False),
}
"""What the rules of this story say, by kind."""
CHECKS = ("background", "safeguarding", "own_papers", "first_aid", "medical_licence")
WHY = "Her mother asked us to bring her home."


class Road:
    """The team Willow with a coordinator and a second person, the team Lantern that waits, a corridor from A to F."""

    def __init__(
        self, viewer_with: Callable[..., Any], start: datetime | None = None, team: Team | None = None
    ) -> None:
        self.viewer_with = viewer_with
        self.team, self.waiting = team or make_team("Willow"), make_team("Lantern")
        self.coordinator = viewer_with("mission_coordinator", team=self.team)
        self.second = viewer_with("mission_coordinator", team=self.team)
        self.director = viewer_with("director")
        self.analyst = viewer_with("tracing_analyst")
        self.start = start or (timezone.now() + timedelta(days=20)).replace(second=0, microsecond=0)
        self.common = {"by_id": self.coordinator.staff_id, "at": timezone.now()}
        self.key = keys.new_data_key()
        self.corridor = self._corridor()
        self.places = {row[0]: self._place(*row) for row in PLACES}
        self.links = {f"{row[0]}{row[1]}": self._link(*row) for row in LINKS}
        self.open("CD")

    def mission(self, name: str = "Sedge", **more: Any) -> Mission:
        given = {
            "code_name": name,
            "team_id": self.team.id,
            "corridor_id": self.corridor.id,
            "departs_at": self.start,
            "reception_team_id": self.waiting.id,
        } | more
        return actions.make_mission(self.coordinator, actions.MissionInput(**given))

    def whole(self, children: int = 1, name: str = "Sedge", first: int = 1) -> Mission:
        """A mission of which no rule is broken: children, a woman and a man, a bus, the whole way. Written into the tables
        without the acts, which other tests try.
        """
        mission = self.mission(name)
        group = mission.groups.get()
        within = {"mission": mission, "group": group}
        row = new_id()
        label = sealed(mission, "missions_vehicle", row, label="AA 0000")
        bus = Vehicle.objects.create(id=row, kind="bus", seats=children + 6, drivers=2, **label, **within)
        for number, (sex, part) in enumerate((("f", "leader"), ("m", "second")), 1):
            given = {"escort": self.escort(sex), "code_name": f"{name} adult {number}", "part": part, "vehicle": bus}
            MissionEscort.objects.create(**given, **within, **self.common)
        for number in range(first, first + children):
            plan = self.plan(self.case(number))
            given = {"case": plan.case, "plan": plan, "code_name": f"{name} {number}", "vehicle": bus}
            MissionChild.objects.create(**given, **within, **self.common)
        self.way(mission)
        return Mission.objects.get(id=mission.id)

    def way(self, mission: Mission, links: str = "AB BC CD DF") -> None:
        """Legs over these links, one after the other."""
        at, group = self.start, mission.groups.get()
        for order, code in enumerate(links.split(), 1):
            link = self.links[code]
            arrives, latest = at + timedelta(minutes=link.minutes), at + timedelta(minutes=link.minutes_p90)
            free = code == "DF"
            Leg.objects.create(
                group=group,
                order=order,
                link=link,
                start=link.start,
                end=link.end,
                departs_at=at,
                arrives_at=arrives,
                latest_at=latest,
                km=100,
                phone=free,
                table=free,
                fallback=self.places["S"],
            )
            at, mission.arrives_at = latest, arrives
        mission.save(update_fields=("arrives_at",))

    def approved(self, mission: Mission) -> Mission:
        """Approved by two."""
        now = timezone.now()
        row = new_id()
        words = sealed(mission, "missions_missionapproval", row, reason=WHY, second_reason=WHY)
        MissionApproval.objects.create(
            id=row,
            mission=mission,
            fingerprint=fingerprint(mission),
            state="confirmed",
            second_id=self.second.staff_id,
            second_at=now,
            **words,
            **self.common,
        )
        Mission.objects.filter(id=mission.id).update(state="approved")
        return Mission.objects.get(id=mission.id)

    def gathered(self, mission: Mission, absent: tuple[str, ...] = (), **more: Any) -> Mission:
        """Everybody on the list is checked at the meeting point; those with these code names are not there."""
        listed = MissionChild.objects.filter(mission=mission, state="listed")
        lines = [
            actions.Checked(
                child.id,
                **({"present": child.code_name not in absent, "identity": "photo", "medicine": "none_needed"} | more),
            )
            for child in listed
        ]
        actions.check_manifest(self.coordinator, mission.id, lines)
        return mission

    def departed(self, children: int = 1, absent: tuple[str, ...] = ()) -> Mission:
        mission = self.gathered(self.approved(self.whole(children)), absent)
        return actions.depart(self.coordinator, mission.id, "The others wait for the next one.")

    def case(self, number: int = 1, name: str = "", **more: Any) -> Case:
        given = {"born": "2014-03-05"} | more
        person = recorded_child(self.analyst, name or f"Коваленко Олена{'а' * number}", **given)
        return self.case_of(person)

    def siblings(self) -> tuple[Case, Case]:
        """Two brothers, as one report tells of them."""
        told = replace(
            child_report(self.analyst, "Гай Лев Іванович", born="2013-01-02"),
            mentions=tuple(
                MentionInput(
                    MentionRole.CHILD,
                    (FactInput("name", parse_name(name)), FactInput("birth_date", PartialDate.from_edtf(born))),
                )
                for name, born in (("Гай Лев Іванович", "2013-01-02"), ("Гай Остап Іванович", "2011-04-05"))
            ),
            relations=(RelationInput(0, 1, RelationKind.SIBLING),),
        )
        report = record_report(self.analyst, told)
        return self.case_of(person_in(report, 0)), self.case_of(person_in(report, 1))

    def case_of(self, person: UUID) -> Case:
        return open_case(self.director, person, self.team.id, None, "high", WHY)

    def plan(
        self, case: Case, state: str = "ready", until: date | None = None, *, authority: bool = True
    ) -> ReturnPlan:
        plan = ReturnPlan.objects.create(case=case, state=state, **self.common)
        if authority:
            self.authority(plan, until)
        return plan

    def authority(self, plan: ReturnPlan, until: date | None = None) -> Authority:
        row = new_id()
        key = keys.open_keys({plan.case.data_key_id})[plan.case.data_key_id]
        sealed = {
            f"{name}_sealed": keys.seal(key, "missions_authority", row, f"{name}_sealed", text)
            for name, text in {"holder": "Коваленко Ірина", "scope": "bring the child home"}.items()
        }
        day = timezone.now().date() - timedelta(days=30)
        return Authority.objects.create(
            id=row, plan=plan, basis="parent", valid_from=day, valid_until=until, **sealed, **self.common
        )

    def escort(self, sex: str = "f", *, medical: bool = False, checks: tuple[str, ...] = CHECKS) -> Escort:
        row = new_id()
        name = keys.seal(self.key, "missions_escort", row, "name_sealed", "Марта Вигадана")
        escort = Escort.objects.create(
            id=row, team=self.team, data_key_id=self.key.id, name_sealed=name, sex=sex, medical=medical, **self.common
        )
        today = timezone.now().date()
        until = today + timedelta(days=300)
        EscortCheck.objects.bulk_create(
            EscortCheck(escort=escort, kind=kind, outcome="passed", checked_on=today, valid_until=until, **self.common)
            for kind in checks
        )
        return escort

    def put_child(self, mission: Mission, plan: ReturnPlan, name: str, **more: Any) -> MissionChild:
        given = actions.ChildInput(mission.groups.first().id, name, **more)  # type: ignore[union-attr]
        return actions.add_child(self.coordinator, plan.id, given)

    def put_escort(
        self, mission: Mission, escort: Escort, name: str, part: str = "second", **more: Any
    ) -> MissionEscort:
        group = mission.groups.first()
        return actions.add_escort(self.coordinator, actions.EscortInput(escort.id, group.id, part, name, **more))  # type: ignore[union-attr]

    def open(self, link: str, kind: str = "opening") -> LinkRule:
        row = new_id()
        return LinkRule.objects.create(
            id=row,
            link=self.links[link],
            kind=kind,
            value_sealed=keys.seal(self.key, "missions_linkrule", row, "value_sealed", to_json(SAID[kind])),
            source_sealed=keys.seal(self.key, "missions_linkrule", row, "source_sealed", "a carrier"),
            observed_on=timezone.now().date(),
            since=timezone.now() - timedelta(days=30),
            until=timezone.now() + timedelta(days=300),
            **self.common,
        )

    def _corridor(self) -> Corridor:
        row = new_id()
        title = keys.seal(self.key, "missions_corridor", row, "title_sealed", "Вигадана дорога")
        return Corridor.objects.create(
            id=row, team=self.team, data_key_id=self.key.id, title_sealed=title, **self.common
        )

    def _place(self, code: str, kind: str, side: str, x: int) -> Place:
        row = new_id()
        return Place.objects.create(
            id=row,
            corridor=self.corridor,
            code=code,
            kind=kind,
            side=side,
            name_sealed=keys.seal(self.key, "missions_place", row, "name_sealed", f"Вигадане {code}"),
            zone="Europe/Kyiv",
            x=x,
            y=500,
            wait_risk=10,
            may_wait=True,
            **self.common,
        )

    def _link(self, *given: Any) -> Link:
        start, end, kind, minutes, p90, walking, one_way = given
        return Link.objects.create(
            corridor=self.corridor,
            code=f"{start}{end}",
            kind=kind,
            start=self.places[start],
            end=self.places[end],
            one_way=one_way,
            minutes=minutes,
            minutes_p90=p90,
            walking_m=walking,
            risk=10,
            cost=100,
            **self.common,
        )
