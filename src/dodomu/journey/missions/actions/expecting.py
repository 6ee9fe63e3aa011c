"""Which words a group is to send: laid out from its legs, dropped when the way changes, moved when it is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.missions import word_windows
from dodomu.journey.missions.actions.alarms_ending import end_silences
from dodomu.journey.missions.actions.words_holding import lock_group, require_mission
from dodomu.journey.missions.models import ExpectedWord, Group, Leg, LegState, Word
from dodomu.journey.missions.word_windows import PlannedLeg, Window


@transaction.atomic
def expect_words(by: Viewer, group: Group) -> list[ExpectedWord]:
    """Lay out the words of the group's planned legs for which nobody waits yet; done again it changes nothing.

    For each leg: departed after a stop, through behind a checkpoint, signs of life on a long one, and where it ends; none
    inside planned silence (``word_windows.lay_out``).

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission.
    """
    require_mission(by, Act.MISSION_WORK, group.mission)
    lock_group(group.id)
    legs = legs_of(group)
    planned = {leg.id: leg for leg in legs if leg.state == LegState.PLANNED}
    standing = ExpectedWord.objects.filter(group=group, dropped_at=None)
    known = set(standing.values_list("leg_id", "about", "at_end"))
    now = timezone.now()
    return [
        _lay(group.id, window, now)
        for window in word_windows.lay_out([planned_leg(leg) for leg in legs])
        if window.leg_id in planned
        and (window.leg_id, window.about, window.at_end) not in known
        and (window.at_end or not planned[window.leg_id].began_at)
    ]


@transaction.atomic
def drop_words(group: Group, *, due_too: bool = False) -> int:
    """Nobody waits for the words that lie ahead: the way is changed. The caller has checked the right.

    What is due already stays, for a new plan does not heal a silence; ``due_too`` drops that as well (the mission ended).

    Returns:
        How many were dropped.
    """
    lock_group(group.id)
    now = timezone.now()
    rows = ExpectedWord.objects.filter(group=group, met_by=None, dropped_at=None)
    ids = list((rows if due_too else rows.filter(due_at__gt=now)).values_list("id", flat=True))
    ExpectedWord.objects.filter(id__in=ids).update(dropped_at=now)
    end_silences(ids, at=now)
    return len(ids)


def open_rows(group_id: UUID) -> list[ExpectedWord]:
    """The words somebody waits for, in the order in which they are due."""
    rows = ExpectedWord.objects.filter(group_id=group_id, met_by=None, dropped_at=None)
    return list(rows.order_by("due_at", "leg__order", "at_end", "id"))


def legs_of(group: Group) -> list[Leg]:
    """The legs of the group's way as it stands, in order."""
    rows = group.legs.exclude(state=LegState.REPLACED).select_related("link", "start", "end")
    return list(rows.order_by("order"))


def planned_leg(leg: Leg) -> PlannedLeg:
    """A leg as the rules take it."""
    return PlannedLeg(
        id=leg.id,
        kind=leg.link.kind,
        start_kind=leg.start.kind,
        end_kind=leg.end.kind,
        departs_at=leg.departs_at,
        arrives_at=leg.arrives_at,
        latest_at=leg.latest_at,
        silent=leg.silent,
    )


def planned_at(row: ExpectedWord, legs: Iterable[PlannedLeg]) -> datetime:
    """When the row would have been due by the plan; for a sign of life within a leg, its own time."""
    leg = next((leg for leg in legs if leg.id == row.leg_id), None)
    if leg is None or (row.about == word_windows.CHECK and not row.at_end):
        return row.due_at
    return leg.arrives_at if row.at_end else leg.departs_at


def move(word: Word, rows: Sequence[ExpectedWord], legs: Sequence[Leg], leg_id: UUID, shift: timedelta) -> None:
    """The word says that a leg is ``shift`` later than planned: lay out its open words, and those behind it, anew.

    Parameters:
        rows: the open ones; legs: those of the group, in order.
    """
    plans = [planned_leg(leg) for leg in legs]
    current = {
        row.leg_id: row.due_at - planned_at(row, plans)
        for row in rows
        if row.leg_id and (row.at_end or row.about != word_windows.CHECK)
    }
    # A leg that was replaced after its word was due is no longer part of the way: it moves alone.
    on_way = any(leg.id == leg_id for leg in plans)
    later = word_windows.shifts(plans, current, leg_id, shift) if on_way else {leg_id: shift}
    for row in rows:
        if row.leg_id in later:
            relay(word, row, later[row.leg_id] - current.get(row.leg_id, timedelta()))


def relay(word: Word, row: ExpectedWord, by: timedelta) -> ExpectedWord:
    """Drop a row and lay out the same word later; the old times stay in the dropped row."""
    now = timezone.now()
    ExpectedWord.objects.filter(id=row.id).update(dropped_at=now)
    end_silences([row.id], at=now, word=word)
    return ExpectedWord.objects.create(
        id=new_id(),
        group_id=row.group_id,
        leg_id=row.leg_id,
        about=row.about,
        at_end=row.at_end,
        due_at=row.due_at + by,
        late_at=row.late_at + by,
        overdue_at=row.overdue_at + by,
        critical_at=row.critical_at + by,
        laid_at=now,
        moved_from=row,
        moved_by=word,
    )


def _lay(group_id: UUID, window: Window, now: datetime) -> ExpectedWord:
    return ExpectedWord.objects.create(
        id=new_id(),
        group_id=group_id,
        leg_id=window.leg_id,
        about=window.about,
        at_end=window.at_end,
        due_at=window.due_at,
        late_at=window.late_at,
        overdue_at=window.overdue_at,
        critical_at=window.critical_at,
        laid_at=now,
    )
