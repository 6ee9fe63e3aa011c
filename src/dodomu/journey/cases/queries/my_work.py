"""What is due in cases for one viewer: deadlines, tasks, flags, and what waits for them as the second person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import clocks
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case, Closing, DisclosureEnding, Flag, SecondState, Task, TaskState
from dodomu.journey.cases.queries.at_work import clock_rows, flag_rows, task_row
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.cases.queries.work_rows import ClockRow, FlagRow, TaskRow


@dataclass(frozen=True, slots=True)
class ForSecond:
    """What a colleague asked and this viewer may answer: the case, the row to answer, since when it waits."""

    kind: str
    case_id: UUID
    case_number: int
    id: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class DueWork:
    """What is due for one viewer; ``risks`` by case."""

    clocks: tuple[ClockRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    second: tuple[ForSecond, ...] = ()
    risks: dict[UUID, str] = field(default_factory=dict)


def due_for(viewer: Viewer) -> DueWork:
    """Deadlines that are near or past and flags of the viewer's own cases (and of those of their team that nobody works
    on), their own tasks and the team's, and what waits for them as the second person.
    """
    if viewer.user_id is None or not viewer.acts & {Act.CASE_WORK, Act.CASE_READ, Act.CASE_CONFIRM}:
        return DueWork()
    own = list(_own(viewer).select_related("team")) if Act.CASE_WORK in viewer.acts else []
    tasks = list(_tasks(viewer).select_related("case__team", "owner", "by", "ended_by"))
    opened = Opened({case.data_key_id for case in own} | {task.case.data_key_id for task in tasks})
    near = {clocks.DUE_SOON, clocks.OVERDUE}
    rows = [row for row in clock_rows(viewer, own) if row.clock.state in near] if own else []
    flagged = Flag.objects.filter(case__in=own, cleared_at=None).values_list("case_id", flat=True)
    flags = [row for row in flag_rows([case for case in own if case.id in set(flagged)], opened) if not row.cleared_at]
    return DueWork(
        clocks=tuple(rows),
        tasks=tuple(task_row(task, opened, with_history=False) for task in tasks),
        flags=tuple(flags),
        second=tuple(_second(viewer)),
        risks={case.id: case.risk for case in own} | {task.case_id: task.case.risk for task in tasks},
    )


def _own(viewer: Viewer) -> QuerySet[Case]:
    """Open cases the viewer works on, and those of their teams that nobody works on."""
    teams = policy.teams_for(viewer, Act.CASE_WORK)
    mine = Q(worker=viewer.user_id) | Q(worker=None, team__in=teams)
    return visible(viewer, Act.CASE_WORK).filter(mine, closed_at=None)


def _tasks(viewer: Viewer) -> QuerySet[Task]:
    """Open tasks of the viewer, and of their teams; those of closed cases too: nothing is dropped."""
    mine = Q(owner=viewer.user_id, case__in=visible(viewer)) if Act.CASE_READ in viewer.acts else Q(pk__in=[])
    teams = policy.teams_for(viewer, Act.CASE_WORK)
    if Act.CASE_WORK in viewer.acts:
        mine |= Q(owner=None, case__team__in=teams, case__in=visible(viewer, Act.CASE_WORK))
    return Task.objects.filter(mine, state=TaskState.OPEN)


def _second(viewer: Viewer) -> list[ForSecond]:
    if Act.CASE_CONFIRM not in viewer.acts:
        return []
    reached = visible(viewer, Act.CASE_CONFIRM)
    closings = Closing.objects.filter(state=SecondState.WAITING, case__in=reached.filter(closed_at=None))
    endings = DisclosureEnding.objects.filter(state=SecondState.WAITING, entry__case__in=reached)
    found = [
        ForSecond("closing", row.case_id, row.case.number, row.id, row.at)
        for row in closings.exclude(by=viewer.user_id).select_related("case")
    ]
    return found + [
        ForSecond("warning", row.entry.case_id, row.entry.case.number, row.entry_id, row.at)
        for row in endings.exclude(by=viewer.user_id).select_related("entry__case")
    ]
