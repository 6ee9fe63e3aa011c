"""What the forms of work in a case can change: tasks, deadlines, consent, the list of outside bodies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import Addition, State
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.clock_rules import day_of
from dodomu.journey.cases.models import Body, Case, ClockMark, Consent, Task
from dodomu.journey.cases.queries.bodies import body as body_within_reach
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import KYIV, day_in_words, moment_in_words


def task_state(viewer: Viewer, task_id: UUID) -> State:
    """For the form that changes a task."""
    return task_of(Task.objects.get(id=task_id, case__in=visible(viewer)))


def clock_state(viewer: Viewer, case_id: UUID, code: str, start_ref: UUID) -> State:
    """For the form of a deadline: what was said about it."""
    return clock_of(visible(viewer).get(id=case_id), code, start_ref)


def consent_state(viewer: Viewer, case_id: UUID) -> State:
    """For the forms of consent: every statement about this child."""
    return consent_of(visible(viewer).get(id=case_id))


def body_state(viewer: Viewer, body_id: UUID) -> State:
    """For the form of an outside body."""
    body_within_reach(viewer, body_id)
    return body_of(Body.objects.select_related("changed_by", "added_by").get(id=body_id))


def task_of(task: Task) -> State:
    """The same of a row that an act holds; its caller has checked the right."""
    day, time = day_of(task.due_at), ""
    if not task.whole_day:
        local = task.due_at.astimezone(KYIV)
        day, time = local.date(), f"{local:%H:%M}"
    values = {"owner": str(task.owner_id or ""), "day": day.isoformat(), "time": time}
    last = task.changes.select_related("by").first()
    who = (last.by.display_name if last.by else "", last.at) if last else ("", task.at)
    return State(f"task:{task.id}", values, *who)


def clock_of(case: Case, code: str, start_ref: UUID) -> State:
    marks = ClockMark.objects.filter(case=case, code=code, start_ref=start_ref).select_related("by").order_by("at")
    additions = [Addition(str(mark.id), _marked(mark), mark.by.display_name, mark.at) for mark in marks]
    return State(f"case:{case.id}:clock:{code}:{start_ref}", additions=tuple(additions))


def consent_of(case: Case) -> State:
    rows = Consent.objects.filter(person__in=linking.parts_of(case.person_id)).select_related("by").order_by("at", "id")
    additions = [Addition(str(row.id), _said(row), row.by.display_name, row.at) for row in rows]
    return State(f"case:{case.id}:consent", additions=tuple(additions))


def body_of(body: Body) -> State:
    contact = Opened({body.data_key_id}).text(
        body.data_key_id, "cases_body", body.id, "contact_sealed", body.contact_sealed
    )
    values = {"name": body.name, "kind": body.kind, "way": body.way, "contact": contact}
    by = body.changed_by or body.added_by
    at = body.changed_at or body.added_at
    return State(f"body:{body.id}", values | {"in_use": "" if body.closed_at else "on"}, by.display_name, at)


def _marked(mark: ClockMark) -> str:
    at: datetime | None = mark.due_at if mark.kind == ClockMark.Kind.MOVED else mark.done_at
    if at is None:
        return str(mark.get_kind_display())
    words = day_in_words(day_of(at)) if mark.whole_day and mark.done_at is None else moment_in_words(at)
    return gettext("%(what)s: %(when)s") % {"what": mark.get_kind_display(), "when": words}


def _said(row: Consent) -> str:
    words = {"use": row.get_use_display(), "state": row.get_state_display(), "who": row.get_giver_display()}
    return gettext("%(use)s: %(state)s, %(who)s") % words
