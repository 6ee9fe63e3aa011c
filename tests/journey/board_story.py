"""An invented mission under way, Willow: five legs from A to F, the third and fourth in planned silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access.models import Team
from dodomu.base.database.ids import new_id
from dodomu.journey.missions.actions import expecting, words
from dodomu.journey.missions.actions.words import PhoneWord, WordInput
from dodomu.journey.missions.corridor_rules import to_json
from dodomu.journey.missions.models import (
    Alarm,
    Corridor,
    Escort,
    ExpectedWord,
    Group,
    Leg,
    Link,
    LinkRule,
    Mission,
    MissionEscort,
    Phone,
    Place,
    Word,
)
from tests.journey.missions_story import SAID
from tests.people import make_team

PLACES = (
    # code, kind, side, zone, x, y
    ("A", "institution", "occupied", "Europe/Moscow", 0, 500),
    ("B", "checkpoint", "occupied", "Europe/Moscow", 200, 500),
    ("C", "town", "aggressor", "Europe/Moscow", 400, 400),
    ("D", "border", "aggressor", "Europe/Minsk", 600, 400),
    ("E", "border", "third", "Europe/Minsk", 800, 400),
    ("F", "centre", "free", "Europe/Kyiv", 1000, 500),
    ("S", "safe_house", "aggressor", "Europe/Moscow", 400, 800),
)
LEGS = (
    # start, end, kind, departs (minutes after the start of the story), arrives, usual, p90, silent
    ("A", "B", "car", 0, 60, 60, 100, False),
    ("B", "C", "bus", 90, 210, 120, 180, False),
    ("C", "D", "bus", 240, 360, 120, 200, True),
    ("D", "E", "crossing", 360, 480, 120, 300, True),
    ("E", "F", "bus", 510, 900, 390, 450, False),
)


class Story:
    """Mission Willow of the team Willow with one group; ``start`` is when it departs by the plan."""

    def __init__(self, viewer_with: Callable[..., Any], start: datetime | None = None, name: str = "Willow") -> None:
        self.coordinator = viewer_with("mission_coordinator", team=make_team("Willow"))
        self.team = Team.objects.get(id=next(iter(self.coordinator.team_ids)))
        self.viewer_with = viewer_with
        self.start = start or timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=1)
        by, at = self.coordinator.staff_id, self.start - timedelta(days=3)
        self.key = keys.new_data_key()
        common = {"by_id": by, "at": at}
        corridor_id = new_id()
        self.corridor = Corridor.objects.create(
            id=corridor_id,
            team=self.team,
            data_key_id=self.key.id,
            title_sealed=keys.seal(self.key, "missions_corridor", corridor_id, "title_sealed", "Вигадана дорога"),
            **common,
        )
        self.places = {row[0]: self._place(*row) for row in PLACES}
        self.mission = Mission.objects.create(
            code_name=name,
            team=self.team,
            coordinator_id=by,
            corridor=self.corridor,
            data_key_id=self.key.id,
            state="under_way",
            departs_at=self.start,
            departed_at=self.start,
            **common,
        )
        self.group = Group.objects.create(mission=self.mission, code_name=name)
        self.legs = [self._leg(number, *row) for number, row in enumerate(LEGS)]

    def at(self, minutes: float) -> datetime:
        return self.start + timedelta(minutes=minutes)

    def expect(self) -> list[ExpectedWord]:
        return expecting.expect_words(self.coordinator, self.group)

    def open(self) -> list[tuple[str, int]]:
        """What somebody waits for: about what, due so many minutes after the start."""
        rows = expecting.open_rows(self.group.id)
        return [(row.about, round((row.due_at - self.start) / timedelta(minutes=1))) for row in rows]

    def say(self, minutes: float, kind: str = "ok", **more: Any) -> Word:
        """A word written down for the group, said so many minutes after the start."""
        given = WordInput(kind=kind, channel="voice", said_at=self.at(minutes), **more)
        return words.record_word(self.coordinator, self.group.id, given)

    def alarms(self) -> list[str]:
        rows = Alarm.objects.filter(group=self.group, ended_at=None)
        return sorted(rows.values_list("kind", flat=True))

    def phone(self, **more: Any) -> Phone:
        now = timezone.now()
        escort_id = new_id()
        by = {"by_id": self.coordinator.staff_id, "at": now}
        escort = Escort.objects.create(
            id=escort_id,
            team=self.team,
            data_key_id=self.key.id,
            name_sealed=keys.seal(self.key, "missions_escort", escort_id, "name_sealed", "Марта Вигадана"),
            sex="f",
            **by,
        )
        on_mission = MissionEscort.objects.create(
            mission=self.mission, group=self.group, escort=escort, code_name="Osyka 1", part="leader", **by
        )
        given = {
            "token_digest": new_id().bytes * 2,
            "device_digest": new_id().bytes * 2,
            "paired_at": now,
            "issued_by_id": self.coordinator.staff_id,
            "issued_at": now,
            "expires_at": now + timedelta(days=3),
        }
        return Phone.objects.create(group=self.group, escort=on_mission, **(given | more))

    def phone_word(self, minutes: float, kind: str = "ok", **more: Any) -> PhoneWord:
        return PhoneWord(client_id=new_id(), kind=kind, said_at=self.at(minutes), **more)

    def close(self, leg: int, kind: str = "closed", **more: Any) -> LinkRule:
        """A rule about the link of a leg, from a day before the start until a day after it."""
        row = new_id()
        given = {"since": self.at(-1440), "until": self.at(1440)} | more
        return LinkRule.objects.create(
            id=row,
            link=self.legs[leg].link,
            kind=kind,
            value_sealed=keys.seal(self.key, "missions_linkrule", row, "value_sealed", to_json(SAID[kind])),
            source_sealed=keys.seal(self.key, "missions_linkrule", row, "source_sealed", "A carrier"),
            observed_on=self.start.astimezone(UTC).date(),
            by_id=self.coordinator.staff_id,
            at=self.start,
            **given,
        )

    def _place(self, *given: Any) -> Place:
        code, kind, side, zone, x, y = given
        row = new_id()
        return Place.objects.create(
            id=row,
            corridor=self.corridor,
            code=code,
            kind=kind,
            side=side,
            name_sealed=keys.seal(self.key, "missions_place", row, "name_sealed", f"Зоря {code}"),
            zone=zone,
            x=x,
            y=y,
            wait_risk=10,
            may_wait=True,
            by_id=self.coordinator.staff_id,
            at=self.start,
        )

    def _leg(self, order: int, *given: Any) -> Leg:
        start, end, kind, departs, arrives, usual, p90, silent = given
        link = Link.objects.create(
            corridor=self.corridor,
            code=f"{start}{end}",
            kind=kind,
            start=self.places[start],
            end=self.places[end],
            one_way=False,
            minutes=usual,
            minutes_p90=p90,
            risk=10,
            cost=100,
            by_id=self.coordinator.staff_id,
            at=self.start,
        )
        return Leg.objects.create(
            group=self.group,
            order=order,
            link=link,
            start=link.start,
            end=link.end,
            departs_at=self.at(departs),
            arrives_at=self.at(arrives),
            latest_at=self.at(arrives + p90 - usual),
            silent=silent,
            phone=False,
            table=False,
            fallback=self.places["S"] if kind == "crossing" else None,
        )
