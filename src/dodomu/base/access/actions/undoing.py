"""Acts on many rows that their author can take back for some minutes; what is taken back, the stage itself knows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.models import UndoableAct
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.viewer import Viewer

MINUTES = 10


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that can still be taken back."""

    id: UUID
    code: str
    count: int
    until: datetime


def keep_undoable(by: Viewer, code: str, steps: list[Any]) -> UUID:
    """Remember how to take an act back. ``steps`` is JSON-able: one entry per row, ids and codes only."""
    now = timezone.now()
    act = UndoableAct.objects.create(
        user_id=by.staff_id, code=code, steps=json.dumps(steps), at=now, until=now + timedelta(minutes=MINUTES)
    )
    return act.id


def undoable(viewer: Viewer, codes: set[str]) -> Undoable | None:
    """The latest act of these kinds that this viewer did and can still take back."""
    now = timezone.now()
    found = UndoableAct.objects.filter(user=viewer.user_id, code__in=codes, undone_at=None, until__gt=now)
    act = found.order_by("-at").first()
    return Undoable(act.id, act.code, len(json.loads(act.steps)), act.until) if act else None


@transaction.atomic
def take_back(by: Viewer, act_id: UUID) -> tuple[str, list[Any]]:
    """Mark an act as taken back, in the caller's transaction.

    Returns:
        Its code and its steps, for the stage to reverse.

    Raises:
        OutOfReach: it is not the viewer's, was taken back already, or its time is over.
    """
    now = timezone.now()
    found = UndoableAct.objects.select_for_update().filter(pk=act_id, user=by.staff_id, undone_at=None, until__gt=now)
    act = found.first()
    if act is None:
        raise OutOfReach
    act.undone_at = now
    act.save(update_fields=("undone_at",))
    return act.code, json.loads(act.steps)
