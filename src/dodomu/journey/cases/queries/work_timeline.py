"""Deadlines, tasks, flags, papers and warnings on a child's life-line."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import answered
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.at_work import clock_rows, document_rows, flag_rows, task_rows
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.cases.queries.work_rows import ClockRow, DocumentRow, FlagRow, TaskRow
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class AtWork:
    """What is at work in the cases of one child; nothing for those who may not read them."""

    clocks: list[ClockRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    flags: list[FlagRow] = field(default_factory=list)
    documents: list[tuple[UUID, DocumentRow]] = field(default_factory=list)


def at_work_for(viewer: Viewer, person_id: UUID) -> AtWork:
    """Everything dated that is at work in the cases of a child."""
    if Act.CASE_READ not in viewer.acts and person_id not in viewer.broken_glass:
        return AtWork()
    return answered(("cases.at_work_for", viewer.pid, person_id), lambda: _at_work_for(viewer, person_id))


def _at_work_for(viewer: Viewer, person_id: UUID) -> AtWork:
    cases: list[Case] = list(
        visible(viewer).select_related("team").filter(person_id__in=linking.parts_of(person_id)).order_by("number")
    )
    opened = Opened({case.data_key_id for case in cases})
    return AtWork(
        clocks=clock_rows(viewer, cases, opened),
        tasks=task_rows(cases, opened),
        flags=flag_rows(cases, opened),
        documents=document_rows(cases, opened),
    )
