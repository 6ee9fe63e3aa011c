"""Many pairs decided as two people at once. Never as one person: that is looked at pair by pair, by two of us."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from dodomu.base.access.actions import keep_undoable, take_back
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing.actions.deciding import decide
from dodomu.journey.tracing.actions.refusals import NotNow
from dodomu.journey.tracing.actions.undoing import undo
from dodomu.journey.tracing.models import Candidate, Status, Verdict

DISMISS = "tracing.dismiss"


@transaction.atomic
def dismiss_many(by: Viewer, candidate_ids: Iterable[UUID], reason: str) -> int:
    """Decide that these pairs are two people each. The author can take it back for a while.

    Returns:
        How many were decided; a pair that waits for a second person, is settled or out of reach stays as it is.

    Raises:
        NotAllowed: the viewer does not decide on pairs. ValueError: the reason is empty.
    """
    require(by, Act.CANDIDATE_DECIDE)
    decided: list[str] = []
    open_ones = Candidate.objects.filter(id__in=list(candidate_ids), status__in=(Status.OPEN, Status.UNSURE))
    for candidate_id in open_ones.values_list("id", flat=True):
        try:
            decided.append(str(decide(by, candidate_id, Verdict.DIFFERENT, reason).id))
        except (NotNow, Http404):
            continue
    if decided:
        keep_undoable(by, DISMISS, decided)
    return len(decided)


@transaction.atomic
def undo_many(by: Viewer, act_id: UUID) -> int:
    """Take back what was decided about many pairs; a decision that somebody has replaced since stays.

    Raises:
        OutOfReach: there is no such act of this viewer, or its time is over.
    """
    _code, decisions = take_back(by, act_id)
    undone = 0
    for decision_id in decisions:
        try:
            undo(by, UUID(decision_id), _("Decided with many others, and taken back right after."))
        except (NotNow, Http404):
            continue
        undone += 1
    return undone
