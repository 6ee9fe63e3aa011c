"""Whether anything on the board has changed: one short text for each mission, in one statement for all of them.

What changes by time alone (a word becomes late) is not part of it; the alarm clock writes an alarm then, and pages count
down by themselves.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Model, OuterRef, Subquery

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import (
    Alarm,
    AlarmStep,
    ExpectedWord,
    Leg,
    LegState,
    MissionEvent,
    MissionState,
    Word,
)
from dodomu.journey.missions.queries import board_reach


def pulses(viewer: Viewer) -> dict[UUID, str]:
    """For each mission under way within reach a text that is another when its words, alarms or legs are.

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
    )
    names = ("words", "laid", "dropped", "raised", "stepped", "happened", "legs")
    return {row[0]: "|".join(str(part) for part in row[1:]) for row in parts.values_list("id", *names)}


def _latest(model: type[Model], column: str, path: str = "group__mission") -> Subquery:
    rows: Any = model._default_manager.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Subquery(rows.annotate(latest=Max(column)).values("latest"))


def _travelled() -> Subquery:
    rows: Any = Leg.objects.filter(group__mission=OuterRef("pk"), state=LegState.TRAVELLED).order_by()
    return Subquery(rows.values("group__mission").annotate(number=Count("pk")).values("number"))
