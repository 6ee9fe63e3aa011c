"""Whether anything on the board has changed: one short text for each mission, in one statement for all of them.

What changes by time alone (a word becomes late) is not part of it; the alarm clock writes an alarm then, and pages count
down by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Model, OuterRef, Subquery

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import (
    Alarm,
    AlarmStep,
    ExpectedWord,
    Leg,
    LegState,
    LinkRule,
    MissionEvent,
    MissionState,
    Word,
)
from dodomu.journey.missions.queries import board_reach


@dataclass(frozen=True, slots=True)
class Pulses:
    """What stands of each mission under way: by its id the team that runs it, and a text that changes with it."""

    of: Mapping[UUID, tuple[UUID, str]]


def pulses(viewer: Viewer) -> Pulses:
    """Of each mission under way within reach a text that is another when its words, alarms, legs or its corridor's rules are.

    Raises:
        NotAllowed: the viewer sees no missions.
    """
    policy.require(viewer, Act.MISSION_READ)
    found = board_reach.missions(viewer).filter(state=MissionState.UNDER_WAY)
    parts = found.annotate(
        words=_latest(Word, "received_at"),
        laid=_latest(ExpectedWord, "laid_at"),
        dropped=_latest(ExpectedWord, "dropped_at"),
        raised=_latest(Alarm, "raised_at"),
        stepped=_latest(AlarmStep, "at", "alarm__group__mission"),
        happened=_latest(MissionEvent, "at", "mission"),
        legs=_travelled(),
        ruled=_ruled("at"),
        unruled=_ruled("withdrawn_at"),
    )
    names = ("words", "laid", "dropped", "raised", "stepped", "happened", "legs", "ruled", "unruled")
    rows = parts.values_list("id", "team_id", *names)
    return Pulses({row[0]: (row[1], "|".join(str(part) for part in row[2:])) for row in rows})


def fingerprint(viewer: Viewer, found: Pulses) -> str:
    """One short text for the missions of ``found`` within the viewer's reach; it tells nothing about them."""
    everywhere = policy.reach(viewer, Act.MISSION_READ) is Reach.ALL
    teams = policy.teams_for(viewer, Act.MISSION_READ)
    lines = [f"{key}|{text}" for key, (team, text) in found.of.items() if everywhere or team in teams]
    return blake2b("\n".join(sorted(lines)).encode(), digest_size=12).hexdigest()


def _latest(model: type[Model], column: str, path: str = "group__mission") -> Subquery:
    rows: Any = model._default_manager.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Subquery(rows.annotate(latest=Max(column)).values("latest"))


def _travelled() -> Subquery:
    rows: Any = Leg.objects.filter(group__mission=OuterRef("pk"), state=LegState.TRAVELLED).order_by()
    return Subquery(rows.values("group__mission").annotate(number=Count("pk")).values("number"))


def _ruled(column: str) -> Subquery:
    """When a rule of the mission's corridor was last recorded or withdrawn: its links are drawn on the board."""
    rows: Any = LinkRule.objects.filter(link__corridor=OuterRef("corridor")).order_by().values("link__corridor")
    return Subquery(rows.annotate(latest=Max(column)).values("latest"))
