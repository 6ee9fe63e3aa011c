"""What is at work in a case: clocks, tasks, flags, papers, warnings and closings, those of led cases included."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.cases import clocks
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case, CaseDocument, Closing, Flag, Task
from dodomu.journey.cases.queries.births import births_of
from dodomu.journey.cases.queries.disclosure import second_row, warning_rows
from dodomu.journey.cases.queries.page import CaseNotFound
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.cases.queries.recorded import recorded
from dodomu.journey.cases.queries.work_rows import (
    CaseWork,
    ClockRow,
    ClosingRow,
    DocumentRow,
    FlagRow,
    LedRow,
    TaskChangeRow,
    TaskRow,
)


@in_one_reading
def work(viewer: Viewer, case_id: UUID) -> CaseWork:
    """Everything at work in a case and in the cases it leads.

    Raises:
        CaseNotFound: there is none within the viewer's reach.
    """
    found = visible(viewer).select_related("team").filter(id=case_id).first()
    if found is None:
        raise CaseNotFound
    family = [found, *led_by(viewer, found)]
    opened = Opened({case.data_key_id for case in family})
    return CaseWork(
        clocks=tuple(clock_rows(viewer, family, opened)),
        tasks=tuple(task_rows(family, opened)),
        flags=tuple(flag_rows(family, opened)),
        documents=tuple(row for _case_id, row in document_rows(family, opened)),
        warnings=tuple(warning_rows(family, opened)),
        closings=tuple(_closings(found, opened)),
        led=tuple(LedRow(case.id, case.number, case.team.name) for case in family[1:]),
    )


def led_by(viewer: Viewer, leading: Case) -> list[Case]:
    """The cases that this one leads, and those that they led before."""
    found: list[Case] = []
    ahead = [leading.id]
    while ahead:
        following = list(visible(viewer).select_related("team").filter(led_by__in=ahead).order_by("number"))
        found += following
        ahead = [case.id for case in following]
    return found


def clock_rows(viewer: Viewer, cases: Sequence[Case], opened: Opened | None = None) -> list[ClockRow]:
    """The clocks of these cases at this moment, what is due first; reasons only where keys are handed in."""
    now = timezone.now()
    found = recorded(cases, births_of(viewer, cases), opened)
    rows = []
    for case in cases:
        for clock in clocks.compute(found[case.id], now):
            mark = clock.mark
            rows.append(ClockRow(case.id, case.number, clock, mark.by if mark else "", mark.reason if mark else ""))
    far = max((row.clock.due_at for row in rows if row.clock.due_at), default=now)
    return sorted(rows, key=lambda row: (not row.clock.is_open, row.clock.due_at or far))


def task_rows(cases: Sequence[Case], opened: Opened) -> list[TaskRow]:
    """The tasks of these cases by due time, each with its history."""
    ids = [case.id for case in cases]
    rows = Task.objects.filter(case__in=ids).select_related("case__team", "owner", "by", "ended_by")
    rows = rows.prefetch_related("changes__owner", "changes__by")
    return [task_row(task, opened) for task in rows]


def task_row(task: Task, opened: Opened, *, with_history: bool = True) -> TaskRow:
    """One task; its history is left out where a list does not show it."""
    key_id = task.case.data_key_id
    changes = task.changes.all() if with_history else ()
    history = tuple(
        TaskChangeRow(
            label=str(change.get_what_display()),
            owner=change.owner.display_name if change.owner else "",
            due_at=change.due_at,
            whole_day=change.whole_day,
            by=change.by.display_name if change.by else "",
            at=change.at,
            note=opened.text(key_id, "cases_taskchange", change.id, "note_sealed", change.note_sealed),
        )
        for change in changes
    )
    return TaskRow(
        id=task.id,
        case_id=task.case_id,
        case_number=task.case.number,
        title=opened.text(key_id, "cases_task", task.id, "title_sealed", task.title_sealed),
        owner_id=task.owner_id,
        owner=task.owner.display_name if task.owner else "",
        team=task.case.team.name,
        due_at=task.due_at,
        whole_day=task.whole_day,
        state=task.state,
        by=task.by.display_name,
        at=task.at,
        ended_by=task.ended_by.display_name if task.ended_by else "",
        ended_at=task.ended_at,
        note=next((change.note for change in history if change.note), ""),
        history=history,
    )


def flag_rows(cases: Sequence[Case], opened: Opened) -> list[FlagRow]:
    """The flags of these cases by due time."""
    ids = [case.id for case in cases]
    rows = Flag.objects.filter(case__in=ids).select_related("case", "by", "cleared_by")
    return [
        FlagRow(
            id=flag.id,
            case_id=flag.case_id,
            case_number=flag.case.number,
            reason=opened.text(flag.case.data_key_id, "cases_flag", flag.id, "reason_sealed", flag.reason_sealed),
            due_at=flag.due_at,
            whole_day=flag.whole_day,
            by=flag.by.display_name,
            at=flag.at,
            cleared_by=flag.cleared_by.display_name if flag.cleared_by else "",
            cleared_at=flag.cleared_at,
            note=opened.text(flag.case.data_key_id, "cases_flag", flag.id, "note_sealed", flag.note_sealed),
        )
        for flag in rows
    ]


def document_rows(cases: Sequence[Case], opened: Opened) -> list[tuple[UUID, DocumentRow]]:
    """The dated papers of these cases, each with its case."""
    ids = [case.id for case in cases]
    rows = CaseDocument.objects.filter(case__in=ids).select_related("case", "by")
    return [
        (
            row.case_id,
            DocumentRow(
                id=row.id,
                case_number=row.case.number,
                kind=row.kind,
                label=str(row.get_kind_display()),
                holder=opened.text(
                    row.case.data_key_id, "cases_casedocument", row.id, "holder_sealed", row.holder_sealed
                ),
                issued_on=row.issued_on,
                valid_until=row.valid_until,
                by=row.by.display_name,
                at=row.at,
            ),
        )
        for row in rows
    ]


def _closings(case: Case, opened: Opened) -> list[ClosingRow]:
    rows = Closing.objects.filter(case=case).select_related("by", "second", "reopening__by")
    return [_closing(row, case, opened) for row in rows]


def _closing(row: Closing, case: Case, opened: Opened) -> ClosingRow:
    again = getattr(row, "reopening", None)
    reason = ""
    if again:
        reason = opened.text(case.data_key_id, "cases_reopening", again.id, "reason_sealed", again.reason_sealed)
    return ClosingRow(
        asked=second_row(row, case, opened),
        outcome=row.outcome,
        label=str(row.get_outcome_display()),
        refused_by=str(row.get_refused_by_display()) if row.refused_by else "",
        open_tasks=row.open_tasks,
        open_clocks=row.open_clocks,
        reopened_at=again.at if again else None,
        reopened_by=again.by.display_name if again else "",
        reopened_reason=reason,
    )
