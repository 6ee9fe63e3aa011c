"""Invented missions: one under way with 23 children, in which a crossing closes and an escort is replaced; one that has just
come; one that is being made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.entry.scenario.children import read
from dodomu.entry.scenario.plans import Teller
from dodomu.entry.scenario.road_families import TEAM, Traveller
from dodomu.journey.missions import actions
from dodomu.journey.missions.actions import corridor_import, corridor_rules, escorts, words
from dodomu.journey.missions.corridor_rules import Closure, Opening, open_at
from dodomu.journey.missions.queries import corridor
from dodomu.kit.dates import KYIV

COORDINATOR, SECOND = "mission-coordinator", "director"
KALYNA, CHAPLIA, HORLYTSIA, OSOKA = "Калина", "Чапля", "Горлиця", "Осока"
WAY = ("1", "2", "3", "6", "9", "10", "12", "13", "16", "17", "20")
ANOTHER_WAY = ("11", "13", "16", "17", "20")
"""By train over the other border, when the crossing closes."""
SHORT_WAY = ("17", "20")
CLOSES = "10"
"""The crossing that closes while the groups are on the way."""
CHECKS = ("background", "safeguarding", "own_papers", "first_aid", "medical_licence")


class Road:
    """The corridor, the roster of escorts, and the missions."""

    def __init__(self, story: Teller) -> None:
        self.story = story
        self.now = timezone.now().replace(second=0, microsecond=0)
        self.team = Team.objects.get(name=TEAM)

    @property
    def coordinator(self) -> Viewer:
        return self.story.as_of(COORDINATOR)

    @property
    def departs(self) -> datetime:
        return self.past(timedelta(hours=2))

    def past(self, ago: timedelta) -> datetime:
        """So long ago, or at the midnight that began this day in Kyiv: a day that has passed is no plan."""
        return max(self.now - ago, self.now.astimezone(KYIV).replace(hour=0, minute=0))

    def lay_corridor(self) -> None:
        """The invented corridor, from a list as a colleague would bring it."""
        content = files("dodomu.entry.scenario").joinpath("corridor.csv").read_bytes()
        made = corridor_import.import_corridor(self.coordinator, content, team_id=self.team.pk)
        self.corridor_id = made.id
        self.links = {link.code: link for link in made.links.select_related("start")}
        self.places = {place.code: place for place in made.places.all()}

    def check_escorts(self) -> None:
        """Adults who may travel, each checked."""
        today = self.story.today
        self.escorts: dict[str, UUID] = {}
        for row in read("road.toml")["escorts"]:
            given = escorts.EscortInput(row["sex"], row["name"], medical=row["medical"])
            escort = escorts.add_escort(self.coordinator, self.team.pk, given)
            for kind in CHECKS if row["medical"] else CHECKS[:-1]:
                check = escorts.CheckInput(kind, "passed", today - timedelta(days=40), today + timedelta(days=250))
                escorts.record_check(self.coordinator, escort.id, check)
            self.escorts[row["key"]] = escort.id

    def send(self, travellers: Sequence[Traveller]) -> None:
        """Mission Kalyna: two groups, 23 children, on the way since two hours."""
        mission = self._mission(KALYNA, self.departs)
        first = mission.groups.get()
        second = actions.add_group(self.coordinator, mission.id, CHAPLIA)
        self._people(
            first, [one for one in travellers if one.family.get("group", 1) == 1], ("nadiia", "melaniia", "illia")
        )
        self._people(
            second, [one for one in travellers if one.family.get("group", 1) == 2], ("stefaniia", "zakhar", "odarka")
        )
        for group in (first, second):
            self._way(group, WAY, self.departs)
        self._depart(mission)
        self._say(first, 5, "departed")
        self._say(second, 8, "departed")
        self._say(first, 58, "safe_stop")
        self._close_crossing(first)
        self._replace(mission)

    def travel(self, travellers: Sequence[Traveller]) -> Any:
        """Mission Horlytsia: four children on the last stretch, which by its plan ends about now."""
        start = self.past(timedelta(hours=7))
        mission = self._mission(HORLYTSIA, start)
        group = mission.groups.get()
        self._people(group, travellers, ("marta", "danylo"))
        self._way(group, SHORT_WAY, start)
        self._depart(mission)
        return mission

    def prepare(self) -> None:
        """Mission Osoka is being made for the week after next: its way and two adults stand, its children are to be chosen."""
        at = (self.now + timedelta(days=9)).astimezone(KYIV).replace(hour=7, minute=0)
        mission = self._mission(OSOKA, at)
        group = mission.groups.get()
        self._people(group, (), ("ruta", "tymur"))
        self._way(group, WAY, at)

    def _mission(self, name: str, departs: datetime) -> Any:
        given = actions.MissionInput(
            name,
            self.team.pk,
            self.corridor_id,
            departs,
            reception_team_id=self.team.pk,
            meeting="Біля брами, зі списком",
        )
        mission = actions.make_mission(self.coordinator, given)
        for kind, days in (("order", 14), ("police", 9)):
            actions.give_notice(self.coordinator, mission.id, kind, self.story.today - timedelta(days=days))
        return mission

    def _people(self, group: Any, travellers: Sequence[Traveller], adults: tuple[str, ...]) -> None:
        by = self.coordinator
        seats = sum(1 for one in travellers if one.row.get("seat"))
        bus = actions.add_vehicle(
            by,
            actions.VehicleInput(
                group.id, "bus", "Білий бус, номер у водія", seats=len(travellers) + 6, child_seats=seats + 1, drivers=2
            ),
        )
        for number, one in enumerate(travellers, 1):
            given = actions.ChildInput(
                group.id,
                f"{group.code_name} {number}",
                bus.id,
                child_seat=bool(one.row.get("seat")),
                medicine=one.row.get("medicine", ""),
            )
            actions.add_child(by, one.plan_id, given)
        for number, key in enumerate(adults, 1):
            part = "leader" if number == 1 else "medical" if key == "melaniia" else "second"
            name = f"{group.code_name}, дорослий {number}"
            actions.add_escort(by, actions.EscortInput(self.escorts[key], group.id, part, name, bus.id))

    def _way(self, group: Any, codes: tuple[str, ...], start: datetime) -> None:
        at = start
        for given in self._legs(codes, at):
            actions.add_leg(self.coordinator, group.id, given)

    def _legs(self, codes: tuple[str, ...], start: datetime) -> list[actions.LegInput]:
        legs, at = [], start
        for code in codes:
            link = self.links[code]
            fallback = self.places["E"] if link.start.side in {"occupied", "aggressor"} else self.places["K"]
            silent = link.kind == "crossing"
            at = self._opens(link.id, at) if silent else at
            legs.append(
                actions.LegInput(link.id, at, silent=silent, abort=code in {"2", "9"}, fallback_id=fallback.id, km=90)
            )
            at += timedelta(minutes=link.minutes_p90 + 20)
        return legs

    def _opens(self, link_id: UUID, at: datetime) -> datetime:
        """The first moment from then on at which one may begin to pass this crossing."""
        rules = corridor.link(self.coordinator, self.corridor_id, link_id).rules
        openings = [rule.value for rule in rules if isinstance(rule.value, Opening)]
        zone = ZoneInfo(next(link.start.zone for link in self.links.values() if link.id == link_id))
        while not all(open_at(one, at.astimezone(zone)) for one in openings):
            at += timedelta(minutes=10)
        return at

    def _depart(self, mission: Any) -> None:
        by = self.coordinator
        asked = actions.ask_approval(by, mission.id, "Усе готово, запасні шляхи названо.")
        actions.answer_approval(self.story.as_of(SECOND), asked.id, "Перечитано, погоджуюся.", agrees=True)
        lines = [
            actions.Checked(
                child.id, present=True, identity="photo", medicine="carried" if child.medicine_sealed else "none_needed"
            )
            for child in mission.children.all()
        ]
        actions.check_manifest(by, mission.id, lines)
        actions.depart(by, mission.id, "Відкриті пункти обговорено: є запасний шлях.")

    def _say(self, group: Any, minutes: int, about: str) -> None:
        said = min(self.departs + timedelta(minutes=minutes), self.now)
        given = words.WordInput(kind="ok", channel="messenger", said_at=said, about=about)
        words.record_word(self.coordinator, group.id, given)

    def _close_crossing(self, group: Any) -> None:
        """A carrier says that the crossing is closed; one group takes the other way, the second still has to."""
        given = corridor_rules.RuleInput(
            "closed",
            Closure(opens_again=False),
            "Перевізник, телефоном",
            self.story.today,
            self.now,
            self.now + timedelta(days=3),
        )
        corridor_rules.record_rule(self.coordinator, self.links[CLOSES].id, given)
        start = self.departs + timedelta(hours=16)
        actions.reroute(
            self.coordinator, group.id, "Перехід закрито; їдемо потягом.", self._legs(ANOTHER_WAY, start), 5
        )

    def _replace(self, mission: Any) -> None:
        row = mission.escorts.get(escort=self.escorts["nadiia"], ended_at=None)
        given = actions.EscortInput(
            self.escorts["yaryna"], row.group_id, row.part, f"{row.group.code_name}, заміна", row.vehicle_id
        )
        actions.replace_escort(self.coordinator, row.id, given, "Захворіла в дорозі, залишилася в безпечному місці.")
