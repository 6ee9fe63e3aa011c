"""What may be chosen in forms of missions: within the viewer's reach, and only what the act will accept."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.names import NameForm
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case
from dodomu.journey.missions import code_names
from dodomu.journey.missions.models import (
    Authority,
    ChildState,
    Corridor,
    Escort,
    Group,
    IdentityCheck,
    Link,
    ManifestLine,
    Mission,
    MissionChild,
    MissionEscort,
    Notice,
    Place,
)
from dodomu.journey.missions.plan_rules import budget_kinds
from dodomu.journey.missions.plan_words import COSTS
from dodomu.journey.missions.queries.missions_children import ages_on
from dodomu.journey.missions.queries.missions_kin import siblings_of
from dodomu.journey.missions.queries.missions_reach import sees_way, visible
from dodomu.journey.missions.queries.missions_roster import refusals_of
from dodomu.journey.missions.queries.missions_taken import cases_taken, escorts_elsewhere
from dodomu.journey.missions.queries.plans import ready_children
from dodomu.journey.missions.vehicle_words import VEHICLES
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReadyToGo:
    """A child who may be put on a mission. ``siblings`` are numbers of cases of brothers and sisters who may go too."""

    plan_id: UUID
    case_id: UUID
    case_number: int
    name: NameForm | None = field(repr=False)
    ages: tuple[int, int] | None
    siblings: tuple[int, ...]
    with_siblings: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OnRoster:
    """An escort who may be asked. ``reasons``: why they may not travel on the mission's days."""

    id: UUID
    name: str = field(repr=False)
    sex: str
    medical: bool
    reasons: tuple[str, ...]
    elsewhere: str


@dataclass(frozen=True, slots=True)
class WayChoice:
    """A link of the corridor in one direction: ``value`` is what the form sends."""

    value: str
    link_id: UUID
    backward: bool
    kind: str
    start: str
    end: str
    minutes: int
    minutes_p90: int


def teams_to_run(viewer: Viewer) -> list[Choice]:
    """Teams in which the viewer runs missions."""
    found = Team.objects.filter(id__in=policy.teams_for(viewer, Act.MISSION_WORK)).order_by("name")
    return [(str(key), name) for key, name in found.values_list("id", "name")]


def teams_that_wait() -> list[Choice]:
    """Teams that may wait at the end of a mission."""
    return [(str(key), name) for key, name in Team.objects.order_by("name").values_list("id", "name")]


def corridors(viewer: Viewer) -> list[Choice]:
    """Corridors that are kept, by title."""
    if not sees_way(viewer):
        return []
    rows = list(Corridor.objects.filter(retired_at=None))
    opened = Opened({row.data_key_id for row in rows})
    named = [
        (str(row.id), opened.text(row.data_key_id, "missions_corridor", row.id, "title_sealed", row.title_sealed))
        for row in rows
    ]
    return sorted(named, key=lambda pair: pair[1])


def names_to_suggest(viewer: Viewer, language: str) -> list[str]:
    """Code names that no mission has."""
    taken = list(Mission.objects.values_list("code_name", flat=True))
    return code_names.suggestions(language, [*taken, *Group.objects.values_list("code_name", flat=True)])


def ready_to_go(viewer: Viewer) -> list[ReadyToGo]:
    """Children within reach of whom nothing is missing and who are on no mission, brothers and sisters beside each other."""
    found = ready_children(viewer)
    taken = cases_taken([child.case_id for child in found])
    free = [child for child in found if child.case_id not in taken and _may_take(viewer, child.person_id)]
    by_case = {child.case_id: child for child in free}
    rows = []
    for child in free:
        others = [by_case[one] for one in child.siblings if one in by_case]
        rows.append(
            ReadyToGo(
                plan_id=child.plan_id,
                case_id=child.case_id,
                case_number=child.case_number,
                name=child.name,
                ages=(child.youngest, child.oldest),
                siblings=tuple(sorted(other.case_number for other in others)),
                with_siblings=tuple(other.plan_id for other in others),
            )
        )
    return sorted(rows, key=lambda row: (min((row.case_number, *row.siblings)), row.case_number))


def _may_take(viewer: Viewer, person_id: UUID) -> bool:
    return policy.may(viewer, Act.MISSION_WORK, subject=person_id)


def roster(viewer: Viewer, mission_id: UUID) -> list[OnRoster]:
    """Escorts of the viewer's teams who are not on this mission, those who may travel first."""
    mission = visible(viewer, Act.MISSION_WORK).filter(id=mission_id).first()
    if mission is None:
        return []
    teams = policy.teams_for(viewer, Act.MISSION_WORK)
    on_it = MissionEscort.objects.filter(mission=mission, ended_at=None).values("escort")
    rows = list(Escort.objects.filter(team__in=teams, retired_at=None).exclude(id__in=on_it))
    opened = Opened({row.data_key_id for row in rows})
    refused = refusals_of({row.id for row in rows}, mission)
    elsewhere = escorts_elsewhere({row.id for row in rows}, mission)
    found = [
        OnRoster(
            id=row.id,
            name=opened.text(row.data_key_id, "missions_escort", row.id, "name_sealed", row.name_sealed),
            sex=str(row.get_sex_display()),
            medical=row.medical,
            reasons=tuple(refused[row.id]),
            elsewhere=elsewhere.get(row.id, ""),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (bool(one.reasons or one.elsewhere), one.name))


def parts() -> list[Choice]:
    """As what an escort travels."""
    return [(part.value, str(part.label)) for part in MissionEscort.Part]


def escort_outcomes(*, replaced: bool) -> list[Choice]:
    """What can become of an escort on the way; ``replaced``: somebody else takes their part."""
    ended = MissionEscort.Outcome
    left_out = {ended.RELEASED, ended.DONE} if replaced else {ended.RELEASED, ended.REPLACED}
    return [(one.value, str(one.label)) for one in ended if one not in left_out]


def ways(viewer: Viewer, corridor_id: UUID) -> list[WayChoice]:
    """Links of the corridor, in each direction in which they can be travelled."""
    if not sees_way(viewer):
        return []
    links = Link.objects.filter(corridor=corridor_id, retired_at=None).select_related("start", "end")
    names = dict(places(viewer, corridor_id))
    found = []
    for link in links.order_by("code"):
        start, end = names[str(link.start_id)], names[str(link.end_id)]
        kind = str(link.get_kind_display())
        found.append(WayChoice(f"{link.id}:on", link.id, False, kind, start, end, link.minutes, link.minutes_p90))
        if not link.one_way:
            found.append(WayChoice(f"{link.id}:back", link.id, True, kind, end, start, link.minutes, link.minutes_p90))
    return found


def places(viewer: Viewer, corridor_id: UUID) -> list[Choice]:
    """Places of a corridor: code and name."""
    if not sees_way(viewer):
        return []
    rows = list(Place.objects.filter(corridor=corridor_id).select_related("corridor").order_by("code"))
    opened = Opened({row.corridor.data_key_id for row in rows})
    return [
        (
            str(row.id),
            f"{row.code} · "
            + opened.text(row.corridor.data_key_id, "missions_place", row.id, "name_sealed", row.name_sealed),
        )
        for row in rows
    ]


def identity_checks() -> list[Choice]:
    """How it was established that this is the child."""
    return [(one.value, str(one.label)) for one in IdentityCheck]


def medicines() -> list[Choice]:
    """Answers about medicine at the meeting point."""
    return [(one.value, str(one.label)) for one in ManifestLine.Medicine]


def notices() -> list[Choice]:
    """What the law asks to be done ahead."""
    return [(one.value, str(one.label)) for one in Notice.Kind]


def may_join(viewer: Viewer, mission_id: UUID) -> list[ReadyToGo]:
    """Brothers and sisters of the children of a mission, with an open case within reach and on no mission."""
    mission = visible(viewer, Act.MISSION_WORK).filter(id=mission_id).first()
    if mission is None:
        return []
    listed = MissionChild.objects.filter(mission=mission).exclude(state="dropped")
    persons = set(current_persons(list(listed.values_list("case__person_id", flat=True))).values())
    kin = {one for others in siblings_of(persons).values() for one in others} - persons
    parts_of = {part: person for person in kin for part in linking.parts_of(person)}
    reach = policy.subjects(viewer, Act.MISSION_WORK, field="person_id")
    cases = list(Case.objects.filter(reach, person_id__in=parts_of, closed_at=None).order_by("number"))
    taken = cases_taken([case.id for case in cases])
    cards = linking.cards_of(viewer, kin)
    return [
        ReadyToGo(
            plan_id=case.id,
            case_id=case.id,
            case_number=case.number,
            name=card.name if (card := cards.get(parts_of[case.person_id])) else None,
            ages=ages_on(card.birth if card else None, mission.departs_at),
            siblings=(),
            with_siblings=(),
        )
        for case in cases
        if case.id not in taken
    ]


def case_numbered(viewer: Viewer, number: int) -> UUID | None:
    """The open case with this number, when the viewer may put its child on a mission."""
    reach = policy.subjects(viewer, Act.MISSION_WORK, field="person_id")
    return Case.objects.filter(reach, number=number, closed_at=None).values_list("id", flat=True).first()


def authorities(viewer: Viewer, child_id: UUID) -> list[Choice]:
    """Who may lawfully take a child of a mission, by its plans: holder and basis, also those that hold no more."""
    child = MissionChild.objects.select_related("case").filter(id=child_id).first()
    if child is None or not policy.may(viewer, Act.MISSION_WORK, subject=child.case.person_id):
        return []
    rows = list(Authority.objects.filter(plan__case=child.case_id, ended_at=None).order_by("at", "id"))
    opened = Opened({child.case.data_key_id})
    return [
        (
            str(row.id),
            opened.text(child.case.data_key_id, "missions_authority", row.id, "holder_sealed", row.holder_sealed)
            + f" · {row.get_basis_display()}",
        )
        for row in rows
    ]


def cost_kinds() -> list[Choice]:
    """What a mission costs, in words."""
    return [(kind, str(COSTS[kind])) for kind, _span in budget_kinds()]


def vehicle_kinds() -> list[Choice]:
    return [(code, str(word)) for code, word in VEHICLES.items()]


def child_states() -> list[Choice]:
    """Where a child may stand within a mission, in words."""
    return [(one.value, str(one.label)) for one in ChildState]
