"""Missions of one child, for its page, its life-line and its history: masked without the compartment ``route``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import answered
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.models import ChildChange, HandOver, MissionChild
from dodomu.journey.missions.queries.missions_reach import visible
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class OnMission:
    """A child on one mission. Without the compartment ``code_name`` and ``departs_at`` are empty and ``masked`` is set; ``open``:
    the viewer may open the mission.
    """

    id: UUID
    mission_id: UUID
    code_name: str
    state: str
    label: str
    departs_at: datetime | None
    masked: bool
    open: bool
    happened: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to the child on the mission: another state, or a hand-over (``state`` is then empty)."""

    id: UUID
    state: str
    label: str
    at: datetime
    recorded_at: datetime
    by: str
    reason: str = field(repr=False)


def missions_of_child(viewer: Viewer, person_id: UUID) -> list[OnMission]:
    """The missions the child is or was on, the latest first; nothing for those who do not see the child."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    return answered(("missions.of_child", viewer.pid, person_id), lambda: _missions_of(viewer, person_id))


def _missions_of(viewer: Viewer, person_id: UUID) -> list[OnMission]:
    parts = linking.parts_of(person_id)
    rows = list(
        MissionChild.objects.filter(case__person_id__in=parts)
        .select_related("mission", "case")
        .order_by("-mission__departs_at", "-id")
    )
    if not rows:
        return []
    way = policy.sees_compartment(viewer, Compartment.ROUTE, person_id)
    seen = set(visible(viewer).filter(id__in=[row.mission_id for row in rows]).values_list("id", flat=True))
    may_open = Act.MISSION_READ in viewer.acts
    opened = Opened({row.case.data_key_id for row in rows})
    happened = _happened(rows, opened, way=way)
    return [
        OnMission(
            id=row.id,
            mission_id=row.mission_id,
            code_name=row.mission.code_name if way else "",
            state=row.state,
            label=str(row.get_state_display()),
            departs_at=row.mission.departs_at if way else None,
            masked=not way,
            open=way and may_open and row.mission_id in seen,
            happened=tuple(sorted(happened[row.id], key=lambda one: (one.at, one.id))),
        )
        for row in rows
    ]


def _happened(rows: list[MissionChild], opened: Opened, *, way: bool) -> dict[UUID, list[Happened]]:
    keys = {row.id: row.case.data_key_id for row in rows}
    found: dict[UUID, list[Happened]] = {row.id: [] for row in rows}
    for change in ChildChange.objects.filter(child__in=keys).select_related("by"):
        table, column = "missions_childchange", "reason_sealed"
        reason = opened.text(keys[change.child_id], table, change.id, column, change.reason_sealed) if way else ""
        found[change.child_id].append(
            Happened(
                change.id,
                change.state,
                str(change.get_state_display()),
                change.happened_at,
                change.at,
                change.by.display_name,
                reason,
            )
        )
    for hand in HandOver.objects.filter(child__in=keys).select_related("by", "authority"):
        basis = str(hand.authority.get_basis_display()) if hand.authority else ""
        found[hand.child_id].append(Happened(hand.id, "", basis, hand.happened_at, hand.at, hand.by.display_name, ""))
    return found
