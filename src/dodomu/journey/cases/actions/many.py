"""One act on many cases: each checked and journaled as it would be alone; what does not fit is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from dodomu.base.access.actions import keep_undoable, take_back
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions import staffing
from dodomu.journey.cases.actions.flags import clear_flag, raise_flag
from dodomu.journey.cases.actions.handing import reassign
from dodomu.journey.cases.actions.holding import CaseClosed
from dodomu.journey.cases.actions.tasks import NotOpen
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case

REASSIGN, FLAG = "cases.reassign", "cases.flag"
LEFT_ALONE = (PermissionDenied, Http404, CaseClosed, NotOpen)
"""What makes an act skip one case and go on: no right to it, out of reach, closed, ended by somebody else."""


@transaction.atomic
def reassign_many(by: Viewer, case_ids: Iterable[UUID], team_id: UUID, worker_id: UUID | None, reason: str) -> int:
    """Give these cases to one colleague. The author can take it back for a while.

    Returns:
        How many changed hands; those that are in these hands already are not counted.

    Raises:
        ValueError: the reason is empty, or the worker does not work cases in that team.
    """
    staffing.check(team_id, worker_id)
    steps: list[list[str | None]] = []
    for case_id in case_ids:
        before = Case.objects.filter(id=case_id).values_list("team_id", "worker_id").first()
        if before is None or before == (team_id, worker_id):
            continue
        if _fits(lambda one=case_id: reassign(by, one, team_id, worker_id, reason)):  # type: ignore[misc]
            steps.append([str(case_id), str(before[0]), _text(before[1]), str(team_id), _text(worker_id)])
    if steps:
        keep_undoable(by, REASSIGN, steps)
    return len(steps)


@transaction.atomic
def flag_many(by: Viewer, case_ids: Iterable[UUID], reason: str, due: Due) -> int:
    """Flag these cases for attention. The author can take it back for a while."""
    flags: list[str] = []
    for case_id in case_ids:

        def flag(one: UUID = case_id) -> None:
            flags.append(str(raise_flag(by, one, reason, due).id))

        _fits(flag)
    if flags:
        keep_undoable(by, FLAG, flags)
    return len(flags)


@transaction.atomic
def undo_many(by: Viewer, act_id: UUID) -> int:
    """Take back what the viewer did to many cases: those that somebody has changed since stay as they are now.

    Returns:
        How many are as they were before.

    Raises:
        OutOfReach: there is no such act, or its time is over.
    """
    code, steps = take_back(by, act_id)
    if code == FLAG:
        note = _("Flagged with many others, and taken back right after.")
        return sum(_fits(lambda one=flag: clear_flag(by, UUID(one), note)) for flag in steps)  # type: ignore[misc]
    return sum(_handed_back(by, step) for step in steps)


def _handed_back(by: Viewer, step: list[str | None]) -> bool:
    """``step``: the case, its team and worker before, those it was given to."""
    case_id, team_id, worker_id, *given_to = (_id(one) for one in step)
    if case_id is None or team_id is None:
        return False
    held = Case.objects.filter(id=case_id).values_list("team_id", "worker_id").first()
    if held is None or list(held) != given_to:
        return False
    reason = _("Given away with many others, and taken back right after.")
    try:
        return _fits(lambda: reassign(by, case_id, team_id, worker_id, reason))
    except ValueError:
        # Whoever had it no longer works cases in that team.
        return False


def _fits(act: Callable[[], object]) -> bool:
    try:
        act()
    except LEFT_ALONE:
        return False
    return True


def _text(key: UUID | None) -> str | None:
    return str(key) if key else None


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
