"""What is done with a pair: found, put side by side, decided, confirmed or rejected, undone."""

from __future__ import annotations

from dodomu.journey.tracing.actions.by_hand import put_side_by_side
from dodomu.journey.tracing.actions.confirming import confirm, reject
from dodomu.journey.tracing.actions.deciding import decide
from dodomu.journey.tracing.actions.finding import find_among
from dodomu.journey.tracing.actions.following import (
    reopen_after_split,
    settle_after_join,
    take_back_after_split,
)
from dodomu.journey.tracing.actions.linking import may_link, note_linking
from dodomu.journey.tracing.actions.looking import look
from dodomu.journey.tracing.actions.many import (
    DISMISS,
    NAMESAKES,
    NO_NAMESAKES,
    NOT_OPEN,
    TOO_LIKELY,
    Dismissed,
    dismiss_many,
    dismiss_namesakes,
    undo_many,
)
from dodomu.journey.tracing.actions.refusals import NotNow, SamePerson, TwoRows
from dodomu.journey.tracing.actions.relating import relate
from dodomu.journey.tracing.actions.sweeping import begin_sweep, is_night, search_part
from dodomu.journey.tracing.actions.undoing import undo
from dodomu.journey.tracing.models import Decision as Decided

__all__ = [
    "DISMISS",
    "NAMESAKES",
    "NOT_OPEN",
    "NO_NAMESAKES",
    "TOO_LIKELY",
    "Decided",
    "Dismissed",
    "NotNow",
    "SamePerson",
    "TwoRows",
    "begin_sweep",
    "confirm",
    "decide",
    "dismiss_many",
    "dismiss_namesakes",
    "find_among",
    "is_night",
    "look",
    "may_link",
    "note_linking",
    "put_side_by_side",
    "reject",
    "relate",
    "reopen_after_split",
    "search_part",
    "settle_after_join",
    "take_back_after_split",
    "undo",
    "undo_many",
]
