"""A mission has arrived: each child is handed over at the centre, received, given a bed, looked at; one is not looked at yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate
from dodomu.entry.scenario import sendings
from dodomu.entry.scenario.children import read
from dodomu.entry.scenario.plans import Teller
from dodomu.entry.scenario.road_families import TEAM, WORKER, Traveller
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.actions import consents
from dodomu.journey.missions import actions as missions
from dodomu.journey.missions.actions import handing_over, words
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.bridge import sections_for

CLINICIAN, COORDINATOR = "reception-clinician", "mission-coordinator"
Row = dict[str, Any]


@dataclass
class Reception:
    """The centre of the team, and the children who come to it.

    Parameters:
        bodies: the outside bodies by their key in ``sendings.toml``.
    """

    story: Teller
    bodies: dict[str, UUID]
    beds: dict[str, list[UUID]] = field(default_factory=dict)

    @property
    def clinician(self) -> Viewer:
        return self.story.as_of(CLINICIAN)

    def furnish(self) -> None:
        """The house, its rooms, its beds."""
        told = read("road.toml")["centre"]
        by = self.clinician
        team = Team.objects.get(name=TEAM).pk
        self.centre_id = actions.add_centre(by, team, actions.CentreInput(told["label"], told["address"])).id
        for row in told["rooms"]:
            given = actions.RoomInput(
                row["label"], row["for"], row["beds"], row.get("cots", 0), step_free=row.get("step_free", False)
            )
            room = actions.add_room(by, self.centre_id, given)
            self.beds[row["for"]] = [bed.id for bed in room.beds.order_by("number")]

    def take_in(self, mission: Any, travellers: Sequence[Traveller]) -> None:
        """Hand over and receive every child of a mission that has come, end the mission, look at the children."""
        told = {one.child.key: read("road.toml")["arrival"].get(one.child.key, {}) for one in travellers}
        self._hand_over(mission, travellers)
        here = self._receive(mission, travellers, told)
        self._end(mission)
        for one in travellers:
            self._look(one, here[one.case_id], told[one.child.key])

    def _hand_over(self, mission: Any, travellers: Sequence[Traveller]) -> None:
        """From the escort who leads to the mother who has come to the centre."""
        by, leader = self.story.as_of(COORDINATOR), mission.escorts.get(part="leader")
        place = mission.corridor.places.get(code="O")
        children = {child.case_id: child for child in mission.children.all()}
        for one in travellers:
            child, now = children[one.case_id], timezone.now()
            right = handing_over.authorities_on(child, now)[0]
            given = handing_over.HandOverInput(
                now,
                "photo",
                right.id,
                from_escort_id=leader.id,
                to_name=one.family["mother"],
                place_id=place.id,
                from_confirmed=True,
                to_confirmed=True,
            )
            handing_over.hand_over(by, child.id, given)

    def _receive(self, mission: Any, travellers: Sequence[Traveller], told: dict[str, Row]) -> dict[UUID, UUID]:
        """Arrivals by case; brothers and sisters sleep in the family's room."""
        by = self.clinician
        expected = {row.case_id: row.id for row in queries.arrivals(by, mission_id=mission.id)}
        received = [actions.Received(expected[one.case_id], "photo") for one in travellers]
        actions.receive(by, received, actions.Handing(centre_id=self.centre_id, brought_by="Марта Причальна"))
        beds = {
            expected[one.case_id]: self.beds[told[one.child.key]["room"]].pop(0)
            for one in travellers
            if "room" in told[one.child.key]
        }
        actions.place(by, beds)
        return expected

    def _end(self, mission: Any) -> None:
        """Every child is home, every adult came back, nobody waits for a word any more."""
        by = self.story.as_of(COORDINATOR)
        for group in mission.groups.all():
            said = words.WordInput(kind="ok", channel="in_person", said_at=timezone.now(), about="arrived")
            words.record_word(by, group.id, said)
        for child in mission.children.all():
            home = missions.Outcome("returned", timezone.now(), "Мати забрала в центрі, обидві дорослі підтвердили.")
            missions.record_outcome(by, child.id, home)
        for escort in mission.escorts.all():
            missions.end_escort(by, escort.id, "done")
        missions.end_mission(by, mission.id)

    def _look(self, one: Traveller, arrival: UUID, row: Row) -> None:
        by = self.clinician
        if "look" in row:
            actions.record_triage(by, arrival, self._seen(one, row["look"]), note=row["look"].get("note", ""))
        for need in row.get("needs", ()):
            made = actions.note_need(
                by, arrival, actions.NeedInput(need["kind"], need["urgency"], need.get("note", ""))
            )
            if "met" in need:
                actions.end_need(by, made.id, "met", need["met"])
        actions.record_particulars(by, arrival, {kind: tuple(said) for kind, said in row.get("carers", {}).items()})
        person = queries.arrival(by, arrival).row.person_id
        for topic, why in row.get("do_not_ask", {}).items():
            actions.add_topic(by, person, topic, why)
        if "referral" in row:
            self._refer(one, row["referral"])

    def _seen(self, one: Traveller, row: Row) -> actions.Look:
        """What was seen. ``signs_none``: every other sign of the child's card was looked for and not there."""
        born = PartialDate.of_day(one.child.born(self.story.today))
        card = sections_for(born, one.child.sex, self.story.today) if row.get("signs_none") else {}
        none = {sign: "no" for signs in card.values() for sign in signs}
        return actions.Look(
            born=born.edtf,
            sex=one.child.sex,
            consciousness=row.get("consciousness", ""),
            vitals=row["vitals"],
            signs=none | row.get("signs", {}),
        )

    def _refer(self, one: Traveller, row: Row) -> None:
        """The worker sends on what the child needs, with the mother's consent, and the other side accepts."""
        worker, today = self.story.as_of(WORKER), self.story.today
        said = consents.Said("given", "mother", today, one.family["mother"], valid_from=today, kept=row["kept"])
        consents.record_consent(worker, one.case_id, row["uses"], said)
        sendings.send(worker, one.case_id, row, self.bodies, today)
        assessed = cases.Step("recovery", "assessed", PartialDate.of_day(today))
        cases.record_step(worker, one.case_id, assessed)
