"""A mission as the rules see it, put together from its rows. No scope: callers check the right, and show code names only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions import group_demands
from dodomu.journey.missions.corridor_rules import Known, Opening, open_at
from dodomu.journey.missions.corridor_words import sentences
from dodomu.journey.missions.mission_rules import rules_broken
from dodomu.journey.missions.mission_whole import AdultOnWay, Broken, ChildOnWay, Ride, Stretch, Whole
from dodomu.journey.missions.models import (
    Authority,
    ChildState,
    Leg,
    LegState,
    LinkKind,
    Mission,
    MissionChild,
    MissionEscort,
    MissionState,
    Notice,
    PlanState,
    ReturnPlan,
    RuleKind,
    Side,
    Vehicle,
)
from dodomu.journey.missions.plan_rules import held_until
from dodomu.journey.missions.plan_words import PAPERS
from dodomu.journey.missions.queries.corridor_reading import read
from dodomu.journey.missions.queries.missions_kin import siblings_of
from dodomu.journey.missions.queries.missions_roster import refusals_of
from dodomu.journey.missions.queries.missions_taken import cases_taken, escort_rests, escorts_elsewhere
from dodomu.journey.missions.queries.plans_looked import papers_said
from dodomu.journey.missions.vehicle_words import ride_name
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons

ON_LIST = (ChildState.LISTED, ChildState.BOARDED)
"""Children whom the rules count: who did not come or is no longer with the group needs no seat."""
OPENNESS = (RuleKind.OPENING, RuleKind.TIMETABLE)


def broken_rules(mission: Mission, without: Iterable[UUID] = ()) -> list[Broken]:
    """Every rule that the mission breaks as it stands, the gravest first.

    Parameters:
        without: children (ids of their rows on the mission) who are left out: they did not come to the meeting point.
    """
    day = mission.departs_at.astimezone(KYIV).date()
    today = timezone.now().astimezone(KYIV).date()
    return rules_broken(whole_of(mission, without), group_demands.in_force(day), today)


def whole_of(mission: Mission, without: Iterable[UUID] = ()) -> Whole:
    """The mission in values."""
    groups = {group.id: group.code_name for group in mission.groups.all()}
    vehicles = list(Vehicle.objects.filter(mission=mission, removed_at=None).order_by("id"))
    names = {vehicle.id: ride_name(vehicle.kind, number) for number, vehicle in enumerate(vehicles, 1)}
    legs = list(
        Leg.objects.filter(group__mission=mission)
        .exclude(state=LegState.REPLACED)
        .select_related("link", "start", "end", "fallback")
    )
    notices = _notices(mission)
    return Whole(
        code_name=mission.code_name,
        departs_at=mission.departs_at.astimezone(KYIV),
        groups=tuple(groups.values()),
        children=tuple(_children(mission, groups, names, set(without))),
        adults=tuple(_adults(mission, groups, names)),
        rides=tuple(_ride(vehicle, groups, names) for vehicle in vehicles),
        stretches=tuple(_stretches(mission, legs, groups)),
        reception_team=mission.reception_team_id is not None,
        ordered_on=notices.get(Notice.Kind.ORDER),
        police_on=notices.get(Notice.Kind.POLICE),
        under_way=mission.state in {MissionState.UNDER_WAY, MissionState.ENDED},
        corridor_kept=mission.corridor.retired_at is None,
        travelled=frozenset((groups[leg.group_id], leg.order) for leg in legs if leg.state == LegState.TRAVELLED),
    )


def _ride(vehicle: Vehicle, groups: dict[UUID, str], names: dict[UUID, str]) -> Ride:
    return Ride(
        name=names[vehicle.id],
        group=groups[vehicle.group_id],
        kind=vehicle.kind,
        seats=vehicle.seats,
        child_seats=vehicle.child_seats,
        wheelchairs=vehicle.wheelchairs,
        drivers=vehicle.drivers,
    )


def _children(
    mission: Mission, groups: dict[UUID, str], vehicles: dict[UUID, str], without: set[UUID]
) -> Iterable[ChildOnWay]:
    rows = MissionChild.objects.filter(mission=mission, state__in=ON_LIST).exclude(id__in=without)
    listed = list(rows.select_related("case", "plan").order_by("code_name"))
    persons = current_persons([child.case.person_id for child in listed])
    cards = linking.summaries_of(set(persons.values()))
    plans = _plans(listed)
    ends, authorised = _papers(plans, mission), _authorised(plans, mission)
    by_person = {persons[child.case.person_id]: child for child in listed}
    kin = siblings_of(by_person)
    ready = _ready_and_free({one for group in kin.values() for one in group} - set(by_person), mission)
    for child in listed:
        person = persons[child.case.person_id]
        card, plan = cards.get(person), plans.get(child.case_id)
        yield ChildOnWay(
            code_name=child.code_name,
            group=groups[child.group_id],
            vehicle=vehicles.get(child.vehicle_id, "") if child.vehicle_id else "",
            youngest=_youngest(card.birth.latest if card and card.birth else None, mission.departs_at),
            sex=card.sex if card else "",
            child_seat=child.child_seat,
            wheelchair=child.wheelchair,
            medical_escort=child.medical_escort,
            ready=plan is not None and plan.state == PlanState.READY,
            unplanned=child.unplanned,
            siblings=tuple(by_person[one].code_name for one in kin[person] if one in by_person),
            left_out=sum(one in ready for one in kin[person]),
            ends=tuple(ends.get(plan.id, ())) if plan else (),
            has_authority=plan is not None and plan.id in authorised,
        )


def _plans(listed: Sequence[MissionChild]) -> dict[UUID, ReturnPlan]:
    """The plan of each case: the one the child was chosen by, else one that is not ended."""
    found = ReturnPlan.objects.filter(case__in=[child.case_id for child in listed]).exclude(state=PlanState.ENDED)
    plans = {plan.case_id: plan for plan in found}
    return plans | {child.case_id: child.plan for child in listed if child.plan is not None}


def _papers(plans: dict[UUID, ReturnPlan], mission: Mission) -> dict[UUID, list[tuple[str, date]]]:
    """Papers that are held and run out before the mission arrives."""
    last = last_day(mission)
    return {
        plan_id: [
            (str(PAPERS[kind]), ends)
            for kind, ends in held_until(said, last).items()
            if kind in PAPERS and ends is not None and ends < last
        ]
        for plan_id, said in papers_said(plans.values()).items()
    }


def _authorised(plans: dict[UUID, ReturnPlan], mission: Mission) -> set[UUID]:
    """Plans with somebody who may lawfully take the child on the mission's days."""
    first, last = mission.departs_at.astimezone(KYIV).date(), last_day(mission)
    holding = Authority.objects.filter(plan__in=[plan.id for plan in plans.values()], ended_at=None)
    holding = holding.filter(Q(valid_until=None) | Q(valid_until__gte=last), valid_from__lte=first)
    return set(holding.values_list("plan_id", flat=True))


def _ready_and_free(persons: set[UUID], mission: Mission) -> set[UUID]:
    """Which of these persons have a plan that is ready and are on no mission."""
    parts = {part: person for person in persons for part in linking.parts_of(person)}
    plans = ReturnPlan.objects.filter(case__person_id__in=parts, state=PlanState.READY, case__closed_at=None)
    found = dict(plans.values_list("case_id", "case__person_id"))
    taken = cases_taken(found)
    return {parts[person] for case_id, person in found.items() if case_id not in taken}


def _adults(mission: Mission, groups: dict[UUID, str], vehicles: dict[UUID, str]) -> Iterable[AdultOnWay]:
    rows = list(MissionEscort.objects.filter(mission=mission, ended_at=None).select_related("escort"))
    running = mission.state not in {MissionState.CANCELLED, MissionState.ENDED}
    asked = {row.escort_id for row in rows} if running else set()
    refused, elsewhere = refusals_of(asked, mission), escorts_elsewhere(asked, mission)
    rests = escort_rests(asked, mission)
    for row in rows:
        yield AdultOnWay(
            code_name=row.code_name,
            group=groups[row.group_id],
            part=row.part,
            sex=row.escort.sex,
            medical=row.escort.medical,
            vehicle=vehicles.get(row.vehicle_id, "") if row.vehicle_id else "",
            refusals=tuple(refused.get(row.escort_id, ())),
            elsewhere=elsewhere.get(row.escort_id, ""),
            rest=rests.get(row.escort_id),
        )


def _stretches(mission: Mission, legs: Sequence[Leg], groups: dict[UUID, str]) -> Iterable[Stretch]:
    rules = _rules_of(mission, {leg.link_id for leg in legs})
    for leg in legs:
        in_force = [rule for rule in rules[leg.link_id] if rule.since <= leg.arrives_at and rule.until > leg.departs_at]
        local = leg.departs_at.astimezone(ZoneInfo(leg.start.zone))
        scheduled = leg.link.kind in {LinkKind.CROSSING, LinkKind.TRAIN}
        yield Stretch(
            group=groups[leg.group_id],
            order=leg.order,
            kind=leg.link.kind,
            start=leg.start.code,
            end=leg.end.code,
            departs_at=leg.departs_at.astimezone(KYIV),
            arrives_at=leg.arrives_at.astimezone(KYIV),
            latest_at=leg.latest_at.astimezone(KYIV),
            walking_m=leg.link.walking_m,
            km=leg.km,
            free=leg.start.side == Side.FREE and leg.end.side == Side.FREE,
            closed=any(rule.kind == RuleKind.CLOSED for rule in in_force),
            known=not scheduled or any(rule.kind in OPENNESS for rule in in_force),
            retired=leg.link.retired_at is not None,
            silent=leg.silent,
            fallback=leg.fallback.code if leg.fallback else "",
            abort=leg.abort,
            shut=tuple(_shut(in_force, leg.departs_at, local)),
            begins=f"{local:%H:%M}",
        )


def _shut(rules: Iterable[Known], at: datetime, local: datetime) -> Iterable[str]:
    """The hours of every rule by which nobody may begin to pass at that moment, in words."""
    for rule in rules:
        if isinstance(rule.value, Opening) and rule.holds(at) and not open_at(rule.value, local):
            yield from sentences(rule.value)


def _rules_of(mission: Mission, link_ids: set[UUID]) -> dict[UUID, tuple[Known, ...]]:
    """The rules of these links that count at some time, each until one that takes its place begins."""
    known = read([mission.corridor])
    links = {link.id: link for link in known.links}
    return {link_id: known.known(links[link_id]) if link_id in links else () for link_id in link_ids}


def _notices(mission: Mission) -> dict[str, date | None]:
    return {notice.kind: notice.on for notice in Notice.objects.filter(mission=mission).order_by("at", "id")}


def _youngest(born_at_the_latest: date | None, departs_at: datetime) -> int | None:
    """Full years at departure of somebody born on that day; nobody is younger than nothing."""
    if born_at_the_latest is None:
        return None
    day = departs_at.astimezone(KYIV).date()
    passed = (day.month, day.day) >= (born_at_the_latest.month, born_at_the_latest.day)
    return max(0, day.year - born_at_the_latest.year - (not passed))


def last_day(mission: Mission) -> date:
    """The day in Kyiv on which the mission is to arrive; that of departure while it has no legs."""
    return (mission.arrives_at or mission.departs_at).astimezone(KYIV).date()
