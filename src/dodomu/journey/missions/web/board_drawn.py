"""The corridors on which groups of the board travel, drawn with all of them: the overview on a desk.

On a telephone each group has its own line of stations instead; it is short enough to be read there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.queries.corridor import CorridorView, corridors_drawn
from dodomu.journey.missions.web.board_look import GroupLook
from dodomu.journey.missions.web.corridor_journeys import group_journey
from dodomu.journey.missions.web.corridor_look import schematic
from dodomu.kit.schematic import Drawing, Journey


@dataclass(frozen=True, slots=True)
class Drawn:
    """One corridor with the groups on it; ``title`` says where each is."""

    id: UUID
    name: str
    title: str
    wide: Drawing


def drawn_corridors(viewer: Viewer, groups: Sequence[GroupLook]) -> list[Drawn]:
    """A drawing for each corridor on which a group has a way and that this viewer may see, in the order of the groups."""
    on_way = [group for group in groups if group.wide is not None and group.mission.corridor_id]
    wanted = dict.fromkeys(group.mission.corridor_id for group in on_way if group.mission.corridor_id)
    views = corridors_drawn(viewer, wanted.keys())
    found = []
    for corridor_id in wanted:
        if (view := views.get(corridor_id)) is not None:
            mine = [group for group in on_way if group.mission.corridor_id == corridor_id]
            journeys = [_journey(view, group) for group in mine]
            title = " ".join(f"{group.row.code_name}: {group.where}." for group in mine)
            found.append(Drawn(corridor_id, view.row.title, title, schematic(view, journeys)["wide"]))
    return found


def _journey(view: CorridorView, group: GroupLook) -> Journey:
    shut = [leg.link_id for leg in group.row.legs if leg.closed and leg.link_id]
    return group_journey(view, group.row.code_name, group.row.legs, note=group.where, tone=group.tone, shut=shut)
