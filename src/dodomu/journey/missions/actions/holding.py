"""A mission held for the length of an act, when the viewer may do the act to it; its words sealed, its history written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import key_of, said, sealed_if_said
from dodomu.journey.cases.bridge import committed
from dodomu.journey.missions.models import (
    RUNNING,
    Group,
    Mission,
    MissionChild,
    MissionEscort,
    MissionEvent,
)
from dodomu.journey.missions.queries.missions_reach import visible

__all__ = ["MissionNotNow", "held", "held_group", "key_of", "leaf", "said", "sealed", "write_event"]


class MissionNotNow(ValueError):
    """The mission is in a state in which this cannot be done; ``state`` names it."""

    def __init__(self, state: str) -> None:
        super().__init__(f"state: this cannot be done with a mission that is {state}")
        self.state = state


class BeforeDeparture(ValueError):
    """Something is said to have happened on the way before the mission departed."""

    def __init__(self, departed_at: datetime) -> None:
        super().__init__("happened_at: accepted is a time from departure on")
        self.departed_at = departed_at


def check_on_the_way(mission: Mission, at: datetime) -> None:
    """That a moment lies between departure and now. People name minutes: that of the departure counts as after it.

    Raises:
        MissionNotNow: it has not departed. BeforeDeparture. ValueError: the moment has not come.
    """
    if mission.departed_at is None:
        raise MissionNotNow(mission.state)
    if at < mission.departed_at.replace(second=0, microsecond=0):
        raise BeforeDeparture(mission.departed_at)
    if at > timezone.now():
        raise ValueError("happened_at: accepted is a time that has come")


def held(
    by: Viewer, mission_id: UUID, act: Act = Act.MISSION_WORK, *, states: Collection[str] | None = RUNNING
) -> Mission:
    """The mission, locked for this transaction.

    Parameters:
        states: the states in which the act can be done; None for all of them.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such mission, or not for this viewer; the two look alike.
        MissionNotNow: it is in another state.
    """
    policy.require(by, act)
    mission = visible(by, act).select_for_update(of=("self",)).filter(id=mission_id).first()
    if mission is None:
        raise policy.OutOfReach
    if states is not None and mission.state not in states:
        raise MissionNotNow(mission.state)
    return mission


def held_group(by: Viewer, group_id: UUID, *, states: Collection[str] | None = RUNNING) -> tuple[Mission, Group]:
    """A group with its mission, which is locked.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: as ``held``.
    """
    policy.require(by, Act.MISSION_WORK)
    group = Group.objects.filter(id=group_id).first()
    if group is None:
        raise policy.OutOfReach
    return held(by, group.mission_id, states=states), group


def sealed(mission: Mission, table: str, row: UUID, **words: str) -> dict[str, bytes]:
    """Columns of one row, each sealed under the mission's key: ``sealed(mission, "missions_leg", id, note=text)``.

    Words that are empty are left out, so that their column stays empty.
    """
    blobs = sealed_if_said(mission, table, row, **words)
    return {name: blob for name, blob in blobs.items() if blob is not None}


def write_event(
    by: Viewer,
    mission: Mission,
    what: MissionEvent.What,
    reason: str = "",
    *,
    group: Group | None = None,
    child: MissionChild | None = None,
    escort: MissionEscort | None = None,
) -> MissionEvent:
    """One line of the mission's history; ``reason`` is sealed under the mission's key."""
    row = new_id()
    return MissionEvent.objects.create(
        id=row,
        mission=mission,
        what=what,
        group=group,
        child=child,
        escort=escort,
        by_id=by.user_id,
        at=timezone.now(),
        **sealed(mission, "missions_missionevent", row, reason=reason),
    )


def leaf(
    by: Viewer, mission: Mission, kind: str, /, *words: str, child: MissionChild | None = None, **codes: str | int
) -> None:
    """The journal's leaf of an act done to a mission: codes, and a commitment to the words under the mission's key.

    What is done to one ``child`` belongs to the case of that child; what is done to the mission, to none.
    """
    key: keys.OpenKey = key_of(mission)
    kept = [word for word in words if word]
    commitments = committed(key, *kept) if kept else ()
    case = child.case.pid if child else None
    journal.append(kind, by=by, subject=mission.pid, commitments=commitments, codes=codes, case=case)
