"""An invented centre with its colleagues, and a mission that brings children to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from dodomu.base import events, keys
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.bridge import seal_text
from dodomu.journey.cases.models import Case
from dodomu.journey.missions.models import Corridor, Group, Mission, MissionChild
from dodomu.journey.reception import actions
from dodomu.journey.reception.bridge import Look, sections_for
from dodomu.journey.reception.models import Arrival
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.vocabulary import MentionRole, RelationKind
from dodomu.kit.dates import today
from tests.journey.registry_people import child_report, person_in
from tests.people import make_team

Viewers = Callable[..., Any]
WHY = "Her mother asked us to find her."
CALM = {"heart_rate": "100", "respiratory_rate": "24", "temperature": "36.8", "spo2": "98"}


def mission_of(by: Any, team: Any, waiting: Any, *, hours: float = 4) -> tuple[Mission, Group]:
    """An empty mission under way with one group; ``waiting`` is the team at its end."""
    key, now = keys.new_data_key(), timezone.now()
    row = new_id()
    title = keys.seal(key, "missions_corridor", row, "title_sealed", "Вигадана дорога")
    corridor = Corridor.objects.create(
        id=row, team=team, data_key_id=key.id, title_sealed=title, by_id=by.user_id, at=now
    )
    mission = Mission.objects.create(
        code_name=f"Crane {Mission.objects.count()}",
        team=team,
        reception_team=waiting,
        coordinator_id=by.user_id,
        corridor=corridor,
        data_key_id=key.id,
        state="under_way",
        departs_at=now - timedelta(hours=8),
        departed_at=now - timedelta(hours=8),
        arrives_at=now + timedelta(hours=hours),
        by_id=by.user_id,
        at=now,
    )
    return mission, Group.objects.create(mission=mission, code_name="A")


def aboard(
    by: Any, mission: Mission, group: Group, case: Case, code_name: str, *, medicine: str = "", **more: Any
) -> MissionChild:
    """A child that is on the way with a mission."""
    child = MissionChild(
        mission=mission,
        case=case,
        group=group,
        code_name=code_name,
        state="boarded",
        by_id=by.user_id,
        at=timezone.now(),
        **more,
    )
    if medicine:
        key = keys.open_keys({case.data_key_id})[case.data_key_id]
        child.medicine_sealed = seal_text(key, "missions_missionchild", child.id, "medicine_sealed", medicine)
    child.save()
    return child


class House:
    """A centre of the team Heron with a clinician and a nurse; the cases belong to the team Willow."""

    def __init__(self, viewer_with: Viewers) -> None:
        self.viewer_with = viewer_with
        self.heron, self.willow = make_team("Heron"), make_team("Willow")
        self.analyst = viewer_with("tracing_analyst")
        self.director = viewer_with("director")
        self.clinician = viewer_with("reception_clinician", team=self.heron)
        self.nurse = viewer_with("reception_clinician", team=self.heron)
        self.worker = viewer_with("case_worker", team=self.willow)
        self.coordinator = viewer_with("mission_coordinator", team=self.willow)

    def case(self, name: str = "Коваленко Олена", *, born: str = "2019-06-01", sex: str = "f", **more: Any) -> Case:
        facts = (registry.FactInput("sex", sex),)
        report = registry.record_report(self.analyst, child_report(self.analyst, name, born=born, more=facts, **more))
        return self.opened(person_in(report))

    def opened(self, person_id: UUID) -> Case:
        return cases.open_case(self.director, person_id, self.willow.id, self.worker.user_id, "high", WHY)

    def siblings(self) -> list[Case]:
        """Two children whom one report calls brother and sister."""
        first = child_report(self.analyst, "Коваленко Олена", born="2019-06-01")
        other = registry.MentionInput(
            MentionRole.CHILD, child_report(self.analyst, "Коваленко Ілля", born="2015").mentions[0].facts
        )
        relation = registry.RelationInput(0, 1, RelationKind.SIBLING)
        both = type(first)(
            **{
                **{name: getattr(first, name) for name in first.__dataclass_fields__},
                "mentions": (*first.mentions, other),
                "relations": (relation,),
            }
        )
        report = registry.record_report(self.analyst, both)
        return [self.opened(person_in(report, position)) for position in (0, 1)]

    def mission(self, *children: Case, hours: float = 4, **more: Any) -> Mission:
        """A mission under way with these children; nobody has told anybody yet."""
        mission, self.group = mission_of(self.coordinator, self.willow, self.heron, hours=hours)
        for place, case in enumerate(children):
            self.aboard(mission, case, f"Wren {place}", **more)
        return mission

    def aboard(self, mission: Mission, case: Case, code_name: str, **more: Any) -> MissionChild:
        return aboard(self.coordinator, mission, self.group, case, code_name, **more)

    def expected(self, *children: Case, **more: Any) -> list[Arrival]:
        """These children on a mission that has departed, on the list of arrivals."""
        mission = self.mission(*children, **more)
        events.publish("mission_departed", mission_id=mission.id)
        return list(Arrival.objects.filter(child__mission=mission).order_by("id"))

    def here(self, *children: Case, identity: str = "photo") -> list[Arrival]:
        """These children, received by the clinician."""
        found = self.expected(*(children or (self.case(),)))
        return actions.receive(self.clinician, [actions.Received(one.id, identity) for one in found])

    def centre(self, *rooms: actions.RoomInput) -> Any:
        made = actions.add_centre(self.clinician, self.heron.id, actions.CentreInput("House", "Sadova 1"))
        for room in rooms:
            actions.add_room(self.clinician, made.id, room)
        return made

    def look(self, **more: Any) -> Look:
        """A girl of seven in whom everything was looked for and nothing found, unless said otherwise."""
        signs = {code: "no" for codes in sections_for(None, "f", today()).values() for code in codes}
        signs |= more.pop("signs", {})
        given = {"born": "2019-06-01", "sex": "f", "consciousness": "A", "vitals": dict(CALM), "signs": signs}
        return Look(**(given | more))
