"""A mission or a group held for the length of an act, within the viewer's reach; free words under the mission's key."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.bridge import seal_text
from dodomu.journey.missions.models import Group, Mission
from dodomu.journey.missions.queries import board_reach


def held_group(by: Viewer, group_id: UUID, act: Act = Act.MISSION_WORK) -> Group:
    """The group with its mission, locked for this transaction.

    Raises:
        NotAllowed: no role of the viewer names the act.
        OutOfReach: there is no such group, or not for this viewer; the two look alike.
    """
    policy.require(by, act)
    found = Group.objects.filter(board_reach.in_reach(by, act, "mission__"), id=group_id)
    group = found.select_for_update(of=("self",)).select_related("mission").first()
    if group is None:
        raise policy.OutOfReach
    return group


def lock_group(group_id: UUID) -> Group:
    """The group, locked. Whatever changes words or alarms of a group takes this lock first, so that nobody waits in a ring."""
    return Group.objects.select_for_update(of=("self",)).select_related("mission").get(id=group_id)


def held_mission(by: Viewer, mission_id: UUID, act: Act = Act.MISSION_WORK) -> Mission:
    """The mission, locked for this transaction.

    Raises:
        NotAllowed, OutOfReach: as ``held_group``.
    """
    policy.require(by, act)
    mission = board_reach.missions(by, act).select_for_update(of=("self",)).filter(id=mission_id).first()
    if mission is None:
        raise policy.OutOfReach
    return mission


def require_mission(by: Viewer, act: Act, mission: Mission) -> None:
    """Pass in silence, or refuse.

    Raises:
        NotAllowed, OutOfReach: as ``held_group``.
    """
    policy.require(by, act)
    if not board_reach.missions(by, act).filter(id=mission.id).exists():
        raise policy.OutOfReach


def sealed(mission: Mission, table: str, row: UUID, column: str, text: str) -> bytes | None:
    """``text`` sealed under the mission's key; None where nothing was written."""
    return seal_text(key_of(mission), table, row, column, text.strip()) if text.strip() else None
