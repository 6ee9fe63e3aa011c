"""Who is to travel, taken from a return plan or a group of a mission: kinds, papers held with their last day.

What nobody has said is told (``unsaid``); a paper whose last day nobody knows does not count as held. Code names and numbers
of cases only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.clock_rules import kyiv
from dodomu.journey.missions.corridor_data import endless_papers, paper_codes
from dodomu.journey.missions.corridor_party import NO_END, Member, Party, kinds_by_age
from dodomu.journey.missions.escort_rules import PASSED
from dodomu.journey.missions.models import (
    PREPARED,
    Group,
    Leg,
    LegState,
    MissionChild,
    MissionEscort,
    PlanState,
    ReturnPlan,
)
from dodomu.journey.missions.plan_rules import PaperSaid, held_until
from dodomu.journey.missions.queries import missions_reach, plans_reach
from dodomu.journey.missions.queries.escorts import said_of
from dodomu.journey.missions.queries.missions_checked import ON_LIST
from dodomu.journey.missions.queries.missions_children import ages_on
from dodomu.journey.missions.queries.plans_looked import papers_said
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons

GROUP, PLAN = "group", "plan"
"""How a choice begins: ``group:<id>`` everybody of a group, ``plan:<id>`` one child, with adults who are told besides."""
OWN_PAPERS = "own_papers"


class PartyNotFound(LookupError):
    """No such plan or group, or not within the viewer's reach; the two must look alike."""


@dataclass(frozen=True, slots=True)
class GivenParty:
    """A party from the records.

    Attributes:
        value: the choice it was asked by.
        party: its members, by code name or number of the case.
        unsaid: sentences on what nobody has recorded, which a route may depend on.
        departs_at: when it is to set out, where that is planned.
        start_id, goal_id: the ends of the way it has already, where it has one.
        adults: whether the adults are among the members; of a plan they are told besides.
    """

    value: str
    party: Party
    unsaid: tuple[str, ...]
    departs_at: datetime | None
    start_id: UUID | None = None
    goal_id: UUID | None = None

    @property
    def adults(self) -> bool:
        return self.value.startswith(GROUP)

    @property
    def group_id(self) -> str:
        """The id of the group; empty for a plan."""
        return self.value.partition(":")[2] if self.adults else ""


def parties(viewer: Viewer, corridor_id: UUID) -> list[tuple[str, str]]:
    """What may be chosen: groups of missions on this corridor that have not departed, children with a living plan."""
    found: list[tuple[str, str]] = []
    if Act.MISSION_READ in viewer.acts:
        groups = groups_being_made(viewer, corridor_id, Act.MISSION_READ)
        words = _("Group %(group)s of mission %(mission)s")
        found += [(f"{GROUP}:{one.id}", words % {"group": one.code_name, "mission": one.mission}) for one in groups]
    if Act.PLAN_READ in viewer.acts:
        plans = plans_reach.living(viewer).filter(state__in=(PlanState.OPEN, PlanState.READY), case__closed_at=None)
        words = _("The child of case №%(number)s, by its return plan")
        for plan_id, number in plans.order_by("case__number").values_list("id", "case__number"):
            found.append((f"{PLAN}:{plan_id}", words % {"number": number}))
    return found


@dataclass(frozen=True, slots=True)
class GroupBeingMade:
    """A group of a mission that has not departed; ``legs`` counts those of the way it has."""

    id: UUID
    code_name: str
    mission_id: UUID
    mission: str
    departs_at: datetime
    legs: int


def groups_being_made(viewer: Viewer, corridor_id: UUID, act: Act = Act.MISSION_WORK) -> list[GroupBeingMade]:
    """Groups on this corridor, within the viewer's reach for this act, of missions that have not departed."""
    missions = missions_reach.visible(viewer, act).filter(corridor=corridor_id, state__in=PREPARED)
    groups = Group.objects.filter(mission__in=missions).select_related("mission").order_by("mission__departs_at", "id")
    legs = list(
        Leg.objects.filter(group__in=groups).exclude(state=LegState.REPLACED).values_list("group_id", flat=True)
    )
    return [
        GroupBeingMade(
            id=one.id,
            code_name=one.code_name,
            mission_id=one.mission_id,
            mission=one.mission.code_name,
            departs_at=one.mission.departs_at,
            legs=legs.count(one.id),
        )
        for one in groups
    ]


def party_of(viewer: Viewer, corridor_id: UUID, value: str) -> GivenParty:
    """The party behind a choice of ``parties``.

    Raises:
        PartyNotFound: there is none of that kind for this viewer.
    """
    kind, _colon, text = value.partition(":")
    try:
        wanted = UUID(text)
    except ValueError:
        raise PartyNotFound from None
    if kind == GROUP and Act.MISSION_READ in viewer.acts:
        return _of_group(viewer, corridor_id, wanted, value)
    if kind == PLAN and Act.PLAN_READ in viewer.acts:
        return _of_plan(viewer, wanted, value)
    raise PartyNotFound


def _of_group(viewer: Viewer, corridor_id: UUID, group_id: UUID, value: str) -> GivenParty:
    missions = missions_reach.visible(viewer).filter(corridor=corridor_id)
    group = Group.objects.filter(id=group_id, mission__in=missions).select_related("mission").first()
    if group is None:
        raise PartyNotFound
    at = group.mission.departs_at
    rows = MissionChild.objects.filter(group=group, state__in=ON_LIST).select_related("case", "plan")
    children = [
        _Child(row.code_name, row.case.person_id, row.plan, row.wheelchair, True) for row in rows.order_by("code_name")
    ]
    escorts = MissionEscort.objects.filter(group=group, ended_at=None).select_related("escort").order_by("code_name")
    unsaid = list[str]()
    members = [*_children(children, at, unsaid), *_adults(list(escorts), at, unsaid)]
    legs = list(Leg.objects.filter(group=group).exclude(state=LegState.REPLACED).order_by("order"))
    ends = (legs[0].start_id, legs[-1].end_id) if legs else (None, None)
    return GivenParty(value, Party(tuple(members)), tuple(unsaid), at, *ends)


def _of_plan(viewer: Viewer, plan_id: UUID, value: str) -> GivenParty:
    plan = plans_reach.living(viewer).select_related("case").filter(id=plan_id).first()
    if plan is None:
        raise PartyNotFound
    at = kyiv(plan.travel_by, time(6)) if plan.travel_by else timezone.now() + timedelta(days=1)
    name = _("child of case №%(number)s") % {"number": plan.case.number}
    child = _Child(name, plan.case.person_id, plan, plan.wheelchair == "yes", plan.wheelchair in {"yes", "no"})
    unsaid = list[str]()
    members = tuple(_children([child], at, unsaid))
    return GivenParty(value, Party(members), tuple(unsaid), at if plan.travel_by else None)


@dataclass(frozen=True, slots=True)
class _Child:
    ref: str
    person_id: UUID
    plan: ReturnPlan | None
    wheelchair: bool
    wheelchair_said: bool


def _children(children: Sequence[_Child], at: datetime, unsaid: list[str]) -> Iterator[Member]:
    persons = current_persons([child.person_id for child in children])
    cards = linking.summaries_of(set(persons.values()))
    said = papers_said([child.plan for child in children if child.plan])
    for child in children:
        card = cards.get(persons[child.person_id])
        ages = ages_on(card.birth if card else None, at)
        if ages is None:
            unsaid.append(_("%(who)s: the age is not known, counted as a small child.") % {"who": child.ref})
        if not child.wheelchair_said:
            unsaid.append(_("%(who)s: nobody has said whether a wheelchair is needed.") % {"who": child.ref})
        kinds = kinds_by_age(ages, card.sex if card else "")
        papers = _papers(said.get(child.plan.id, {}), at.date()) if child.plan else {}
        yield Member(child.ref, kinds | ({"wheelchair"} if child.wheelchair else set()), papers)


def _papers(said: Mapping[str, PaperSaid], on: date) -> dict[str, date]:
    """What is held of the papers that links ask for, with the last day of each."""
    found: dict[str, date] = {}
    for kind, ends in held_until(said, on).items():
        if kind not in paper_codes():
            continue
        if kind in endless_papers() and ends is None:
            found[kind] = NO_END
        elif ends is not None:
            found[kind] = ends
    return found


def _adults(rows: Iterable[MissionEscort], at: datetime, unsaid: list[str]) -> Iterator[Member]:
    held = list(rows)
    standing = said_of([row.escort_id for row in held])
    for row in held:
        check = standing[row.escort_id].checks.get(OWN_PAPERS)
        papers: dict[str, date] = {}
        if check is not None and check.outcome == PASSED and check.valid_until is not None:
            papers["passport"] = check.valid_until
        else:
            unsaid.append(
                _("%(who)s: own papers are not checked, or nobody knows until when they hold.") % {"who": row.code_name}
            )
        if row.escort.sex == "m":
            unsaid.append(_("%(who)s: counted as a man of service age.") % {"who": row.code_name})
        yield Member(row.code_name, kinds_by_age((18, 120), row.escort.sex), papers)
