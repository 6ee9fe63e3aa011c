"""What is at work in a case as its page shows it, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.queries import CasePage, CaseWork, ClosingRow, FlagRow, TaskRow
from dodomu.journey.cases.web.clock_words import ClockView, clock_view, closing_status, due_status, due_words
from dodomu.kit.status import Status


@dataclass(frozen=True, slots=True)
class DueLine:
    """A task or a flag with its due time in words and as a status."""

    row: TaskRow | FlagRow
    due: str
    status: Status


@dataclass(frozen=True, slots=True)
class ClosingLine:
    row: ClosingRow
    status: Status


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next in one sentence, with its button where the viewer can do it."""

    sentence: str
    label: str | Promise = ""
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class WorkView:
    """Everything at work, ready for the page."""

    work: CaseWork
    clocks: list[ClockView]
    past_clocks: list[ClockView]
    tasks: list[DueLine]
    past_tasks: list[DueLine]
    flags: list[DueLine]
    closings: list[ClosingLine]

    @property
    def warnings(self) -> list[Any]:
        return [row for row in self.work.warnings if row.active]

    @property
    def past_warnings(self) -> list[Any]:
        return [row for row in self.work.warnings if not row.active]

    @property
    def past_flags(self) -> list[FlagRow]:
        return [row for row in self.work.flags if row.cleared_at]

    @property
    def outcome(self) -> ClosingLine | None:
        """The closing that holds; meant for a closed case."""
        held = self.work.outcome
        return next((line for line in self.closings if line.row is held), None)


def work_view(work: CaseWork) -> WorkView:
    now = timezone.now()
    shown = [clock_view(row, now) for row in work.clocks]
    open_ones = [view for view in shown if view.row.clock.is_open or view.row.clock.state == "not_known"]
    return WorkView(
        work=work,
        clocks=open_ones,
        past_clocks=[view for view in shown if view not in open_ones],
        tasks=_lines(work.open_tasks),
        past_tasks=_lines(task for task in work.tasks if task.state != "open"),
        flags=_lines(work.open_flags),
        closings=[ClosingLine(row, closing_status(row)) for row in work.closings],
    )


def _lines(rows: Iterable[TaskRow | FlagRow]) -> list[DueLine]:
    return [DueLine(row, due_words(row.due_at, row.whole_day), due_status(row.due_at)) for row in rows]


def next_step(viewer: Viewer, case: CasePage, view: WorkView) -> NextStep:
    """The first of: answer as second person, what is overdue, proposals, nobody works on it, what comes next."""
    if case.closed_at:
        again = reverse("cases:reopen", args=[case.row.id]) if case.may_reopen else ""
        if case.destroyed:
            return NextStep(_("The case is closed, and its care data were destroyed."))
        return NextStep(_("The case is closed. Nothing new begins in it."), _("Open it again"), again, "undo")
    steps = (_second(viewer, case, view), _overdue(case, view), _proposal(case), _unowned(case), _ahead(case, view))
    return next(step for step in steps if step)


def _second(viewer: Viewer, case: CasePage, view: WorkView) -> NextStep | None:
    waiting = view.work.waiting_closing
    if waiting and case.may_confirm and waiting.asked.by_id != viewer.user_id:
        url = reverse("cases:answer_closing", args=[case.row.id, waiting.asked.id])
        return NextStep(
            _("A colleague asks you as the second person to close this case."), _("Read and answer"), url, "people"
        )
    for row in view.warnings:
        asked = row.ending if row.ending and row.ending.state == "waiting" else None
        if asked and case.may_confirm and asked.by_id != viewer.user_id:
            url = reverse("cases:answer_warning", args=[row.case_id, row.id])
            return NextStep(
                _("A colleague asks you as the second person to end a warning."), _("Read and answer"), url, "people"
            )
    return None


def _overdue(case: CasePage, view: WorkView) -> NextStep | None:
    late = [clock for clock in view.clocks if clock.row.clock.state == "overdue"]
    if late:
        clock = late[0]
        words = {"what": clock.label, "left": clock.left or clock.status.word}
        url = _clock_url(clock) if case.may_work else ""
        return NextStep(_("%(what)s: %(left)s.") % words, _("Record what was done"), url, "check")
    tasks = [line for line in view.tasks if line.status.tone == "harm"]
    if tasks:
        line = tasks[0]
        url = reverse("cases:task", args=[line.row.case_id, line.row.id])
        return NextStep(_("A task is late: %(left)s.") % {"left": line.status.word}, _("Open the task"), url, "check")
    return None


def _proposal(case: CasePage) -> NextStep | None:
    if not case.waiting:
        return None
    url = reverse("cases:answer", args=[case.row.id, case.waiting[0].id]) if case.may_work else ""
    count = len(case.waiting)
    sentence = ngettext("%(n)s proposal waits for your answer.", "%(n)s proposals wait for your answer.", count)
    return NextStep(sentence % {"n": count}, _("Answer the proposal"), url, "check")


def _unowned(case: CasePage) -> NextStep | None:
    if case.row.worker:
        return None
    url = reverse("cases:hand_over", args=[case.row.id]) if case.may_work or case.may_assign else ""
    return NextStep(_("Nobody works on this case yet. Give it to somebody."), _("Give it to somebody"), url, "person")


def _ahead(case: CasePage, view: WorkView) -> NextStep:
    ahead = [clock for clock in view.clocks if clock.left]
    if not ahead:
        new = reverse("cases:new_task", args=[case.row.id]) if case.may_work else ""
        return NextStep(_("Nothing is due. Make a task so that the case goes on."), _("New task"), new, "plus")
    first = ahead[0]
    words = {"worker": case.row.worker, "what": first.label, "left": first.left}
    url = _clock_url(first) if case.may_work and first.row.clock.code in {"response", "plan"} else ""
    return NextStep(_("%(worker)s works on it. %(what)s: %(left)s.") % words, _("Record what was done"), url, "check")


def _clock_url(view: ClockView) -> str:
    row = view.row
    return reverse("cases:clock", args=[row.case_id, row.clock.code, row.clock.start_ref])
