"""The page of one mission, put together for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.mission_whole import Broken
from dodomu.journey.missions.models import (
    Cost,
    Mission,
    MissionApproval,
    MissionEvent,
    MissionState,
    Notice,
)
from dodomu.journey.missions.queries.corridor import natural
from dodomu.journey.missions.queries.missions_checked import broken_rules
from dodomu.journey.missions.queries.missions_children import child_rows
from dodomu.journey.missions.queries.missions_departure import GIVEN
from dodomu.journey.missions.queries.missions_fingerprint import fingerprint
from dodomu.journey.missions.queries.missions_listed import rows_of
from dodomu.journey.missions.queries.missions_open import still_open
from dodomu.journey.missions.queries.missions_parts import escort_rows, leg_rows, vehicle_rows
from dodomu.journey.missions.queries.missions_reach import sees_way, visible
from dodomu.journey.missions.queries.missions_rows import (
    ApprovalRow,
    CostRow,
    GroupRow,
    MissionEventRow,
    MissionPage,
    NoticeRow,
)

_OVER = (MissionState.ENDED, MissionState.CANCELLED)


class MissionNotFound(LookupError):
    """No such mission, or not within the viewer's reach; the two must look alike."""


@in_one_reading
def mission(viewer: Viewer, mission_id: UUID) -> MissionPage:
    """The page of one mission.

    Raises:
        MissionNotFound: there is none within the viewer's reach.
    """
    found = _found(viewer, mission_id)
    opened = Opened({found.data_key_id, found.corridor.data_key_id})
    way = sees_way(viewer)
    key = found.data_key_id
    corridor = opened.text(
        found.corridor.data_key_id,
        "missions_corridor",
        found.corridor_id,
        "title_sealed",
        found.corridor.title_sealed,
    )
    return MissionPage(
        row=rows_of([found])[0],
        team_id=found.team_id,
        reception_team_id=found.reception_team_id,
        corridor_id=found.corridor_id,
        corridor=corridor if way else "",
        meeting=opened.text(key, "missions_mission", found.id, "meeting_sealed", found.meeting_sealed) if way else "",
        note=opened.text(key, "missions_mission", found.id, "note_sealed", found.note_sealed),
        departed_at=found.departed_at,
        ended_at=found.ended_at,
        sees_way=way,
        may_work=visible(viewer, Act.MISSION_WORK).filter(id=found.id).exists(),
        may_confirm=visible(viewer, Act.MISSION_CONFIRM).filter(id=found.id).exists(),
        parts=_Parts(viewer, found, opened, way),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What most pages about a mission do without: who travels how, what it breaks, what was decided, said and paid."""

    viewer: Viewer
    found: Mission
    opened: Opened
    way: bool

    @in_one_reading
    def groups(self) -> tuple[GroupRow, ...]:
        return _groups(self.viewer, self.found, way=self.way)

    @in_one_reading
    def broken(self) -> tuple[Broken, ...]:
        return tuple(broken_rules(self.found)) if self.found.state not in _OVER else ()

    def approvals(self) -> tuple[ApprovalRow, ...]:
        return _approvals(self.found, self.opened)

    def events(self) -> tuple[MissionEventRow, ...]:
        return _events(self.found, self.opened)

    def notices(self) -> tuple[NoticeRow, ...]:
        return _notices(self.found, self.opened)

    def costs(self) -> tuple[CostRow, ...]:
        return _costs(self.found, self.opened)

    @in_one_reading
    def still_open(self) -> tuple[str, ...]:
        return tuple(still_open(self.found)) if self.found.state == MissionState.UNDER_WAY else ()


def _found(viewer: Viewer, mission_id: UUID) -> Mission:
    if Act.MISSION_READ not in viewer.acts:
        raise policy.NotAllowed(Act.MISSION_READ)
    related = ("team", "reception_team", "coordinator", "corridor")
    found = visible(viewer).select_related(*related).prefetch_related("groups").filter(id=mission_id).first()
    if found is None:
        raise MissionNotFound
    return found


def _groups(viewer: Viewer, found: Mission, *, way: bool) -> tuple[GroupRow, ...]:
    vehicles = vehicle_rows(found)
    names = {row.id: row.name for row in vehicles}
    children = sorted(child_rows(viewer, found, names), key=lambda row: natural(row.code_name))
    escorts, legs = escort_rows(found, names), leg_rows(found, way=way)
    return tuple(
        GroupRow(
            id=group.id,
            code_name=group.code_name,
            children=tuple(row for row in children if row.group_id == group.id),
            escorts=tuple(row for row in escorts if row.group_id == group.id),
            vehicles=tuple(row for row in vehicles if row.group_id == group.id),
            legs=tuple(row for row in legs if row.group_id == group.id),
        )
        for group in found.groups.all()
    )


def _approvals(found: Mission, opened: Opened) -> tuple[ApprovalRow, ...]:
    rows = list(MissionApproval.objects.filter(mission=found).select_related("by", "second"))
    now = fingerprint(found) if rows else b""
    table, key = "missions_missionapproval", found.data_key_id
    return tuple(
        ApprovalRow(
            id=row.id,
            state=row.state,
            state_label=str(row.get_state_display()),
            reason=opened.text(key, table, row.id, "reason_sealed", row.reason_sealed),
            by_id=row.by_id,
            by=row.by.display_name,
            at=row.at,
            second=row.second.display_name if row.second else "",
            second_at=row.second_at,
            second_reason=opened.text(key, table, row.id, "second_reason_sealed", row.second_reason_sealed),
            holds=row.void_at is None and bytes(row.fingerprint) == now,
            departed_with=_departed_with(found, row),
        )
        for row in rows
    )


def _departed_with(found: Mission, row: MissionApproval) -> bool:
    """Whether it stood when the mission departed: what happens on the way takes nothing from it."""
    left = found.departed_at
    if left is None or row.state not in GIVEN:
        return False
    return (row.second_at or row.at) <= left and (row.void_at is None or row.void_at > left)


def _events(found: Mission, opened: Opened) -> tuple[MissionEventRow, ...]:
    rows = MissionEvent.objects.filter(mission=found).select_related("by", "child", "escort", "group")
    key = found.data_key_id
    return tuple(
        MissionEventRow(
            what=row.what,
            label=str(row.get_what_display()),
            who=next((one.code_name for one in (row.child, row.escort, row.group) if one), ""),
            reason=opened.text(key, "missions_missionevent", row.id, "reason_sealed", row.reason_sealed),
            by=row.by.display_name if row.by else "",
            at=row.at,
        )
        for row in rows
    )


def _notices(found: Mission, opened: Opened) -> tuple[NoticeRow, ...]:
    """The latest of each kind."""
    latest: dict[str, Notice] = {}
    for row in Notice.objects.filter(mission=found).select_related("by").order_by("at", "id"):
        latest[row.kind] = row
    return tuple(
        NoticeRow(
            kind=row.kind,
            label=str(row.get_kind_display()),
            on=row.on,
            note=opened.text(found.data_key_id, "missions_notice", row.id, "note_sealed", row.note_sealed),
            by=row.by.display_name,
            at=row.at,
        )
        for row in latest.values()
    )


def _costs(found: Mission, opened: Opened) -> tuple[CostRow, ...]:
    rows = Cost.objects.filter(mission=found).select_related("by", "struck_by")
    return tuple(
        CostRow(
            id=row.id,
            kind=row.kind,
            expected=row.expected,
            amount=row.amount,
            currency=row.currency,
            note=opened.text(found.data_key_id, "missions_cost", row.id, "note_sealed", row.note_sealed),
            by=row.by.display_name,
            at=row.at,
            struck_by=row.struck_by.display_name if row.struck_by else "",
            struck_at=row.struck_at,
        )
        for row in rows
    )
