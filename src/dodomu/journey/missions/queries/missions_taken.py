"""Who is on another mission already. No scope: callers check the right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from dodomu.journey.missions.models import (
    RUNNING,
    ChildState,
    Escort,
    Mission,
    MissionChild,
    MissionEscort,
    MissionState,
)


def child_elsewhere(case_id: UUID, mission_id: UUID | None = None) -> str:
    """The code name of another mission that the child is on, empty for none."""
    found = MissionChild.objects.filter(
        case=case_id, state__in=(ChildState.LISTED, ChildState.BOARDED), mission__state__in=RUNNING
    ).exclude(mission=mission_id)
    return found.values_list("mission__code_name", flat=True).first() or ""


def escort_elsewhere(escort: Escort, mission: Mission) -> str:
    """The code name of another mission whose days overlap those of this one, with this escort on it; empty for none."""
    return escorts_elsewhere([escort.id], mission).get(escort.id, "")


def escorts_elsewhere(escorts: Collection[UUID], mission: Mission) -> dict[UUID, str]:
    """The same of many, in one statement; only of those who are on another."""
    begins = Q(mission__departs_at__lte=mission.arrives_at or mission.departs_at)
    under_way = Q(mission__state=MissionState.UNDER_WAY)
    found = MissionEscort.objects.filter(escort__in=escorts, ended_at=None, mission__state__in=RUNNING)
    found = found.annotate(ends=Coalesce("mission__arrives_at", "mission__departs_at")).exclude(mission=mission)
    found = found.filter((begins & Q(ends__gte=mission.departs_at)) | under_way)
    names: dict[UUID, str] = {}
    for escort, code_name in found.values_list("escort_id", "mission__code_name"):
        names.setdefault(escort, code_name)
    return names


def escort_rests(escorts: Collection[UUID], mission: Mission) -> dict[UUID, tuple[int, str]]:
    """The fewest hours that each of these escorts rests before or after this mission, and the code name of the other mission;
    only of those who are on another. Missions that overlap are said by ``escort_elsewhere``. A mission that was cancelled
    tires nobody.
    """
    rows = MissionEscort.objects.filter(escort__in=escorts).exclude(mission=mission).exclude(outcome="released")
    rows = rows.exclude(mission__state=MissionState.CANCELLED)
    found: dict[UUID, tuple[int, str]] = {}
    for row in rows.select_related("mission"):
        other = row.mission
        begins, ends = other.departed_at or other.departs_at, row.ended_at or other.arrives_at or other.departs_at
        gap = max(mission.departs_at - ends, begins - (mission.arrives_at or mission.departs_at))
        if gap >= timedelta():
            rest = (gap // timedelta(hours=1), other.code_name)
            found[row.escort_id] = min(found.get(row.escort_id, rest), rest)
    return found


def cases_taken(case_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these cases have a child on a mission that has not ended."""
    states = (ChildState.LISTED, ChildState.BOARDED)
    found = MissionChild.objects.filter(case__in=list(case_ids), state__in=states, mission__state__in=RUNNING)
    return set(found.values_list("case_id", flat=True))
