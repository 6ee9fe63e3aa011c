"""Counts of arrivals for figures: numbers only, of everybody, with no way back to a child."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.models import Arrival, ArrivalState, Triage
from dodomu.kit.dates import KYIV


@dataclass(frozen=True, slots=True)
class ArrivalFigures:
    """Arrivals as they stood at a moment.

    ``arrived``: children received until then, by month (``2026-03``) in Kyiv. ``here``, ``expected``: at that moment.
    ``first_colours``: children by the colour of their first triage. ``waits``: from arrival to first triage, each child
    once. Small numbers are not suppressed here: whoever publishes does that.
    """

    as_of: datetime
    arrived: dict[str, int]
    here: int
    expected: int
    not_coming: int
    first_colours: dict[str, int]
    without_triage: int
    waits: tuple[timedelta, ...]


def arrival_figures(viewer: Viewer, as_of: datetime) -> ArrivalFigures:
    """How many children were expected, received and looked at until ``as_of``, in the whole organisation.

    Raises:
        NotAllowed: the viewer sees no figures.
    """
    policy.require(viewer, Act.FIGURES_READ)
    found = list(Arrival.objects.filter(at__lte=as_of).values_list("id", "state", "arrived_at", "left_at"))
    received = {one: arrived for one, _state, arrived, _left in found if arrived and arrived <= as_of}
    first: dict[object, tuple[datetime, str]] = {}
    looks = Triage.objects.filter(arrival__in=list(received), seen_at__lte=as_of).order_by("seen_at", "id")
    for arrival_id, seen_at, colour in looks.values_list("arrival_id", "seen_at", "colour"):
        first.setdefault(arrival_id, (seen_at, colour))
    return ArrivalFigures(
        as_of=as_of,
        arrived=dict(sorted(Counter(f"{at.astimezone(KYIV):%Y-%m}" for at in received.values()).items())),
        here=sum(one in received and not (left and left <= as_of) for one, _state, _at, left in found),
        expected=sum(state == ArrivalState.EXPECTED for _one, state, _at, _left in found),
        not_coming=sum(state == ArrivalState.NOT_COMING for _one, state, _at, _left in found),
        first_colours=dict(Counter(colour for _at, colour in first.values())),
        without_triage=len(received) - len(first),
        waits=tuple(seen_at - received[one] for one, (seen_at, _colour) in first.items()),  # type: ignore[index]
    )
