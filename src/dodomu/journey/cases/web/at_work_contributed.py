"""What is due in cases, for pages that are not theirs: my work, the life-line, the head of a child's page, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import ChildHead, HeadWarning, MissingItem, TimelineEvent, WorkItem
from dodomu.journey.cases import queries
from dodomu.journey.cases.clock_labels import LABELS
from dodomu.journey.cases.clocks import BIRTHDAY, MET, NOT_KNOWN, OPEN
from dodomu.journey.cases.queries import ClockRow
from dodomu.journey.cases.queries.my_work import DueWork, ForSecond, due_for
from dodomu.journey.cases.queries.work_timeline import at_work_for
from dodomu.journey.cases.web.clock_words import clock_view

SHARES = {"critical": 1.0, "high": 0.85, "medium": 0.6, "low": 0.4}
"""How much of the harm of its kind a delay does, by risk level."""
MANY_CLOCKS = ngettext_lazy("A deadline in %(count)s case", "Deadlines in %(count)s cases", "count")
MANY_TASKS = ngettext_lazy("%(count)s task", "%(count)s tasks", "count")
MANY_FLAGS = ngettext_lazy("%(count)s flagged case", "%(count)s flagged cases", "count")
MANY_CLOSINGS = ngettext_lazy(
    "%(count)s case to close as the second person", "%(count)s cases to close as the second person", "count"
)


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_child_head(head)
    contributions.register_missing(missing)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Deadlines near or past, tasks and flags, and what waits for this viewer as the second person."""
    due = due_for(viewer)
    yield from (_clock_item(row) for row in due.clocks)
    yield from _task_items(due)
    yield from _flag_items(due)
    yield from (_second_item(one) for one in due.second)


def _clock_item(row: ClockRow) -> WorkItem:
    return WorkItem(
        code="case.clock_due",
        title=_("Case №%(number)s: %(what)s") % {"number": row.case_number, "what": LABELS[row.clock.code]},
        url=reverse("cases:clock", args=[row.case_id, row.clock.code, row.clock.start_ref]),
        note=clock_view(row).when,
        due_at=row.clock.due_at,
        share=SHARES[row.clock.rule.harm],
        act=_("record what was done"),
        many=MANY_CLOCKS,
        many_url=f"{reverse('cases:list')}?worker=mine&due=week",
    )


def _task_items(due: DueWork) -> Iterator[WorkItem]:
    for task in due.tasks:
        yield WorkItem(
            code="case.task_due",
            title=_("Case №%(number)s: a task") % {"number": task.case_number},
            url=reverse("cases:task", args=[task.case_id, task.id]),
            note=task.title,
            due_at=task.due_at,
            share=SHARES[due.risks[task.case_id]],
            act=_("open the task"),
            many=MANY_TASKS,
        )


def _flag_items(due: DueWork) -> Iterator[WorkItem]:
    for flag in due.flags:
        yield WorkItem(
            code="case.flag_open",
            title=_("Case №%(number)s: flagged for attention") % {"number": flag.case_number},
            url=reverse("cases:case", args=[flag.case_id]),
            note=flag.reason,
            due_at=flag.due_at,
            share=SHARES[due.risks[flag.case_id]],
            act=_("look"),
            many=MANY_FLAGS,
            many_url=f"{reverse('cases:list')}?flag=yes",
        )


def _second_item(one: ForSecond) -> WorkItem:
    number = {"number": one.case_number}
    if one.kind == "closing":
        return WorkItem(
            code="case.closing_second",
            title=_("Case №%(number)s: close it as the second person") % number,
            url=reverse("cases:answer_closing", args=[one.case_id, one.id]),
            since=one.since,
            act=_("read and answer"),
            many=MANY_CLOSINGS,
        )
    return WorkItem(
        code="case.warning_second",
        title=_("Case №%(number)s: a warning is to end, second person") % number,
        url=reverse("cases:answer_warning", args=[one.case_id, one.id]),
        since=one.since,
        act=_("read and answer"),
    )


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """Deadlines where they are due (met ones where they were met), tasks done, flags and dated papers."""
    found = at_work_for(viewer, person_id)
    for row in found.clocks:
        yield from _clock_events(row)
    for task in found.tasks:
        done = task.state == "done"
        title = _("Task done: %(title)s") if done else _("Task: %(title)s")
        if task.state != "dropped":
            url = reverse("cases:task", args=[task.case_id, task.id])
            at = task.ended_at or task.due_at
            yield TimelineEvent(
                at,
                title % {"title": task.title},
                task.note,
                icon="list",
                tone="well" if done else "act",
                source=_number(task.case_number),
                url=url,
                lane="work",
                id=f"task:{task.id}",
            )
    for flag in found.flags:
        url = reverse("cases:case", args=[flag.case_id])
        title = _("Flagged for attention: %(reason)s") % {"reason": flag.reason}
        yield TimelineEvent(
            flag.at,
            title,
            flag.note,
            icon="flag",
            tone="notice",
            source=_number(flag.case_number),
            url=url,
            until=flag.cleared_at,
            lane="work",
            id=f"flag:{flag.id}",
        )
    for case_id, paper in found.documents:
        day = paper.issued_on or paper.valid_until
        if day:
            at = datetime.combine(day, time(12), UTC)
            url = reverse("cases:case", args=[case_id])
            yield TimelineEvent(
                at,
                f"{paper.label[:1].upper()}{paper.label[1:]}",
                paper.holder,
                icon="document",
                tone="act",
                source=_number(paper.case_number),
                url=url,
                lane="legal",
                id=f"paper:{paper.id}",
            )


def _clock_events(row: ClockRow) -> Iterator[TimelineEvent]:
    clock, view = row.clock, clock_view(row)
    met = clock.mark.done_at if clock.state == MET and clock.mark else None
    at = met or (clock.due_at if clock.state in OPEN else None)
    if at is None:
        return
    title = _("Deadline: %(what)s, %(state)s") % {"what": view.label, "state": view.status.word}
    lane = "legal" if clock.code in {BIRTHDAY, "placement", "certificate_for_return", "power_of_attorney"} else "work"
    yield TimelineEvent(
        at,
        title,
        row.reason or view.note,
        icon="clock",
        tone=view.status.tone,
        source=_number(row.case_number),
        url=reverse("cases:case", args=[row.case_id]),
        lane=lane,
        id=f"clock:{clock.code}:{clock.start_ref}",
    )


def head(viewer: Viewer, person_id: UUID) -> ChildHead | None:
    """Who must never learn of the child, and flags, before anything else is read."""
    warnings = [
        HeadWarning(
            _("Never disclose to: %(whom)s") % {"whom": row.whom},
            row.why,
            "harm",
            "eye-off",
            _case_url(viewer, row.case_id),
        )
        for row in queries.never_disclose(viewer, person_id)
        if row.active
    ]
    for flag in at_work_for(viewer, person_id).flags:
        if flag.cleared_at is None:
            title = _("Flagged for attention by %(by)s") % {"by": flag.by}
            warnings.append(
                HeadWarning(title, flag.reason, "notice", "flag", reverse("cases:case", args=[flag.case_id]))
            )
    return ChildHead(warnings=tuple(warnings)) if warnings else None


def _case_url(viewer: Viewer, case_id: UUID) -> str:

    return reverse("cases:case", args=[case_id]) if Act.CASE_READ in viewer.acts else ""


def missing(viewer: Viewer, person_id: UUID) -> Iterator[MissingItem]:
    """What keeps deadlines from being known, and what is overdue."""
    for row in at_work_for(viewer, person_id).clocks:
        view = clock_view(row)
        url = reverse("cases:case", args=[row.case_id])
        if row.clock.state == NOT_KNOWN:
            yield MissingItem(_("The birth date"), view.note, url=url)
        elif row.clock.code in {"response", "plan"} and row.clock.state in OPEN:
            yield MissingItem(view.label, f"{view.when} · {view.left}", url=url)
        elif row.clock.code in {"response", "plan"} and row.clock.state == MET:
            yield MissingItem(view.label, view.when, done=True, url=url)


def _number(number: int) -> str:
    return _("Case №%(number)s") % {"number": number}
