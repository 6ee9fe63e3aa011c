"""Who has an exhibit in hand. No scope here: callers check who asks."""

from __future__ import annotations

from dodomu.journey.evidence.models import CustodyEvent, CustodyState, Exhibit


def last_received(exhibit: Exhibit) -> CustodyEvent:
    """The hand-over that says in whose hands the exhibit is; every exhibit has one, that of its intake."""
    return CustodyEvent.objects.filter(exhibit=exhibit, state=CustodyState.RECEIVED).order_by("-seq")[0]
