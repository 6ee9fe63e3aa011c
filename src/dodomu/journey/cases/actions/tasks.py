"""Tasks: made, given to somebody else, due at another time, done, dropped. Flags: raised, cleared."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import dues
from dodomu.journey.cases.actions.holding import found, held, key_of, said, sealed
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case, Task, TaskChange, TaskState
from dodomu.journey.cases.queries import work_states
from dodomu.journey.cases.queries.colleagues import colleagues_of


class NotOpen(ValueError):
    """Somebody was faster: the task is done or dropped, the flag is cleared."""

    def __init__(self) -> None:
        super().__init__("state: accepted is what is still open")


@transaction.atomic
def make_task(by: Viewer, case_id: UUID, title: str, due: Due, owner_id: UUID | None = None) -> Task:
    """Make a task of a case, for a colleague who sees the case, or for its team.

    Raises:
        NotAllowed: the viewer does not work on this case.
        CaseClosed: the case is closed.
        ValueError: the title is empty, or the owner does not see the case.
    """
    case = held(by, case_id)
    words = said("title", title)
    _check_owner(case, owner_id)
    task_id = new_id()
    task = Task.objects.create(
        id=task_id,
        case=case,
        owner_id=owner_id,
        due_at=due.at,
        whole_day=due.whole_day,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, "cases_task", task_id, title=words),
    )
    _changed(by, case, task, TaskChange.What.MADE, "")
    journal.append(
        "case.task_made", by=by, subject=case.pid, case=case.pid, commitments=bridge.committed(key_of(case), words)
    )
    return task


@transaction.atomic
def change_task(
    by: Viewer, task_id: UUID, due: Due, owner_id: UUID | None, note: str = "", *, expected_version: str = ""
) -> Task:
    """Give a task to somebody else, or another due time.

    Raises:
        NotAllowed: the viewer does not work on this case.
        NotOpen: the task has ended.
        ValueError: the owner does not see the case.
        Changed: the task is another than that of ``expected_version``.
    """
    task = _locked(task_id)
    case = held(by, task.case_id, closed_too=True)
    _need_open(task)
    work_states.task_of(task).must_be(expected_version)
    _check_owner(case, owner_id)
    task.owner_id, task.due_at, task.whole_day = owner_id, due.at, due.whole_day
    task.save(update_fields=("owner", "due_at", "whole_day"))
    _changed(by, case, task, TaskChange.What.CHANGED, note)
    journal.append(
        "case.task_changed",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), note.strip()),
    )
    return task


@transaction.atomic
def end_task(by: Viewer, task_id: UUID, state: str, note: str = "") -> Task:
    """A task is done, or dropped with a note that says why. It can be ended in a closed case too.

    Raises:
        NotAllowed: the viewer neither works on this case nor owns the task.
        NotOpen: the task has ended.
        ValueError: neither done nor dropped, or dropped without a note.
    """
    task = _locked(task_id)
    case = found(task.case_id)
    require_ending(by, task, case)
    _need_open(task)
    if state not in {TaskState.DONE, TaskState.DROPPED}:
        raise ValueError("state: accepted are done and dropped")
    if state == TaskState.DROPPED:
        said("note", note)
    task.state, task.ended_by_id, task.ended_at = state, by.staff_id, timezone.now()
    task.save(update_fields=("state", "ended_by", "ended_at"))
    _changed(by, case, task, TaskChange.What(state), note)
    words = bridge.committed(key_of(case), note.strip())
    journal.append(
        "case.task_ended", by=by, subject=case.pid, case=case.pid, commitments=words, codes={"state": str(state)}
    )
    return task


def require_ending(by: Viewer, task: Task, case: Case) -> None:
    """Who may end a task: who works on the case, and its owner while they see the case.

    Raises:
        OutOfReach: somebody else.
    """
    act = Act.CASE_READ if task.owner_id is not None and task.owner_id == by.user_id else Act.CASE_WORK
    policy.require(by, act, subject=case.person_id)


def _changed(by: Viewer, case: Case, task: Task, what: TaskChange.What, note: str) -> None:
    row = new_id()
    words = sealed(case, "cases_taskchange", row, note=note) if note.strip() else {}
    TaskChange.objects.create(
        id=row,
        task=task,
        what=what,
        owner_id=task.owner_id,
        due_at=task.due_at,
        whole_day=task.whole_day,
        by_id=by.staff_id,
        at=timezone.now(),
        **words,
    )
    dues.refresh(case)


def _locked(task_id: UUID) -> Task:
    task = Task.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise policy.OutOfReach
    return task


def _need_open(task: Task) -> None:
    if task.state != TaskState.OPEN:
        raise NotOpen


def _check_owner(case: Case, owner_id: UUID | None) -> None:
    if owner_id is not None and owner_id not in dict(colleagues_of(case)):
        raise ValueError("owner: accepted are colleagues who see this case, or the team")
