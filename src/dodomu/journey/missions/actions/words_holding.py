"""A mission or a group held for the length of an act, within the viewer's reach; free words under the mission's key."""

from __future__ import annotations

import json
from uuid import UUID

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
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
    return keys.seal(keys.open_key(mission.data_key), table, row, column, text.strip()) if text.strip() else None


def committed(mission: Mission, *words: str) -> tuple[str]:
    """What a journal leaf commits to: the words of the act, under a salt that dies with the mission's key."""
    content = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return (journal.commit(keys.open_key(mission.data_key).derive("commitment"), content.encode()),)


def said(field: str, text: str) -> str:
    """The words of a field that must not be empty.

    Raises:
        ValueError: they are.
    """
    if not text.strip():
        raise ValueError(f"{field}: say it in words")
    return text.strip()
