"""Many pairs decided as two people at once. Never as one person: that is looked at pair by pair, by two of us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from dodomu.base.access.actions import keep_undoable, take_back
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import bridge, rules
from dodomu.journey.tracing.actions import sealing
from dodomu.journey.tracing.actions.deciding import decide
from dodomu.journey.tracing.actions.refusals import NotNow
from dodomu.journey.tracing.actions.undoing import undo
from dodomu.journey.tracing.models import Candidate, Status, Verdict
from dodomu.journey.tracing.queries import scoring
from dodomu.kit.dates import today

DISMISS = "tracing.dismiss"
NAMESAKES = "tracing.namesakes"
TOO_LIKELY, NO_NAMESAKES, NOT_OPEN = "too_likely", "no_namesakes", "not_open"
"""Why a pair is left as it is: too likely one person, not namesakes by what is known now, not to be decided."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """What became of many pairs: how many were decided, and of the others why each was left as it is."""

    done: int
    left: dict[UUID, str]

    @property
    def reasons(self) -> Counter[str]:
        """How many pairs were left for each reason."""
        return Counter(self.left.values())


def dismiss_many(by: Viewer, candidate_ids: Iterable[UUID], reason: str) -> Dismissed:
    """Decide that these pairs are two people each. The author can take it back for a while.

    Each pair gets a decision of its own with this reason, in force at once and undone like any other. Pairs as likely one
    person as ``namesake_most`` says, by what is known now, are left to be read one by one; so is one that waits for a
    second person, is settled or out of reach.

    Raises:
        NotAllowed: the viewer does not decide on pairs. ValueError: the reason is empty.
    """
    return _dismiss(by, DISMISS, list(candidate_ids), reason, only_namesakes=False)


def dismiss_namesakes(by: Viewer, candidate_ids: Iterable[UUID], reason: str) -> Dismissed:
    """The same for pairs that are namesakes by what is known now: one name, and births, places or parents that contradict.

    Raises:
        As ``dismiss_many``.
    """
    return _dismiss(by, NAMESAKES, list(candidate_ids), reason, only_namesakes=True)


@transaction.atomic
def _dismiss(by: Viewer, code: str, ids: list[UUID], reason: str, *, only_namesakes: bool) -> Dismissed:
    require(by, Act.CANDIDATE_DECIDE)
    words = sealing.reason_of(reason)
    open_ones = Candidate.objects.filter(id__in=ids, status__in=(Status.OPEN, Status.UNSURE))
    pairs = {row.id: (row.person_a_id, row.person_b_id) for row in open_ones}
    rated = scoring.rate(pairs.values(), today())
    left, decided = dict.fromkeys(ids, NOT_OPEN), list[str]()
    for candidate_id, pair in pairs.items():
        why = _why_left(rated.get(pair), only_namesakes=only_namesakes)
        if why:
            left[candidate_id] = why
            continue
        try:
            decided.append(str(decide(by, candidate_id, Verdict.DIFFERENT, words).id))
        except (NotNow, Http404):
            continue
        del left[candidate_id]
    if decided:
        keep_undoable(by, code, decided)
    return Dismissed(len(decided), left)


def _why_left(rated: scoring.Rated | None, *, only_namesakes: bool) -> str:
    """Why this pair is not decided with others; empty when it may be."""
    if rated is None:
        return NOT_OPEN
    if rated.scored.probability >= rules.threshold("namesake_most"):
        return TOO_LIKELY
    return NO_NAMESAKES if only_namesakes and rated.scored.relation_hint != bridge.NAMESAKE else ""


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
