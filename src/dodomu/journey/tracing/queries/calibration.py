"""How far the search is right: what people decided about its pairs, by how probable it called them. Counts only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Avg, Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import bridge, rules
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, Status, Verdict
from dodomu.journey.tracing.queries.reach import visible

SAME = Q(verdict=Verdict.SAME, outcome__in=(Outcome.CONFIRMED, Outcome.ALONE))
OTHER = Q(verdict__in=(Verdict.DIFFERENT, Verdict.RELATED), outcome=Outcome.STANDS)
UNSURE = Q(verdict=Verdict.UNSURE, outcome=Outcome.STANDS)
WAITING = Q(outcome=Outcome.WAITING)
ASKED = (Status.OPEN, Status.WAITING, Status.UNSURE)


@dataclass(frozen=True, slots=True)
class BandFigures:
    """One band of probability.

    Attributes:
        waiting: pairs that ask for a decision now, by their probability now.
        same, other: decisions that hold, by the probability its author saw: one person (confirmed by a second one, or
            made alone), two people (relatives among them).
        unsure, unconfirmed: not to be told yet, and waiting for a second person; not counted in ``share``.
        predicted: the mean probability of the decided pairs, 0 to 1; None without any.
        share: how many of the decided were one person, with its 95 % interval; None without any.
    """

    band: rules.Band
    waiting: int
    same: int
    other: int
    unsure: int
    unconfirmed: int
    predicted: float | None
    share: bridge.Proportion | None

    @property
    def decided(self) -> int:
        return self.same + self.other

    @property
    def tells(self) -> bool:
        """Whether there are enough decisions to judge the search by."""
        return self.decided >= rules.threshold("calibration_fewest")

    @property
    def fits(self) -> bool:
        """Whether the probability the search gave lies within what the decisions allow."""
        return self.share is not None and self.predicted is not None and self.share.holds(self.predicted)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long pairs wait: medians of those that ended, the oldest of those that have not. None where there is none."""

    to_decision: timedelta | None
    to_second: timedelta | None
    oldest_open: timedelta | None
    oldest_second: timedelta | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The whole report. ``reversed``: of ``made`` decisions those undone later or refused by the second person."""

    bands: tuple[BandFigures, ...]
    made: int
    undone: int
    rejected: int
    reversal: bridge.Proportion | None
    waits: Waits
    unconfirmed_alone: int

    @property
    def decided(self) -> int:
        return sum(band.decided for band in self.bands)

    @property
    def telling(self) -> tuple[BandFigures, ...]:
        """The bands with enough decisions."""
        return tuple(band for band in self.bands if band.tells)


def calibration(viewer: Viewer) -> Calibration:
    """The report over all pairs within reach.

    Raises:
        NotAllowed: the viewer sees no pairs.
    """
    require(viewer, Act.CANDIDATE_READ)
    pairs = visible(viewer)
    decisions = Decision.objects.filter(candidate__in=pairs).order_by()
    final = decisions.exclude(outcome=Outcome.WAITING).exclude(verdict=Verdict.UNSURE)
    counted = final.aggregate(
        made=Count("id"),
        undone=Count("id", filter=Q(outcome=Outcome.UNDONE)),
        rejected=Count("id", filter=Q(outcome=Outcome.REJECTED)),
        alone=Count("id", filter=Q(outcome=Outcome.ALONE)),
    )
    return Calibration(
        bands=tuple(_bands(pairs, decisions)),
        made=counted["made"],
        undone=counted["undone"],
        rejected=counted["rejected"],
        reversal=bridge.share_of(counted["undone"] + counted["rejected"], counted["made"]),
        waits=_waits(pairs, decisions, timezone.now()),
        unconfirmed_alone=counted["alone"],
    )


def _bands(pairs: QuerySet[Candidate], decisions: QuerySet[Decision]) -> Iterable[BandFigures]:
    asked: dict[str, Count] = {}
    wanted: dict[str, Count | Avg] = {}
    for band in rules.bands():
        within = Q(probability__gte=band.low, probability__lt=band.high)
        asked[band.code] = Count("id", filter=within & Q(status__in=ASKED))
        kinds = {"same": SAME, "other": OTHER, "unsure": UNSURE, "unconfirmed": WAITING}
        wanted |= {f"{band.code}_{name}": Count("id", filter=within & kind) for name, kind in kinds.items()}
        wanted[f"{band.code}_predicted"] = Avg("probability", filter=within & (SAME | OTHER))
    waiting, found = pairs.order_by().aggregate(**asked), decisions.aggregate(**wanted)
    for band in rules.bands():
        same, other = found[f"{band.code}_same"], found[f"{band.code}_other"]
        yield BandFigures(
            band=band,
            waiting=waiting[band.code],
            same=same,
            other=other,
            unsure=found[f"{band.code}_unsure"],
            unconfirmed=found[f"{band.code}_unconfirmed"],
            predicted=found[f"{band.code}_predicted"],
            share=bridge.share_of(same, same + other),
        )


def _waits(pairs: QuerySet[Candidate], decisions: QuerySet[Decision], now: datetime) -> Waits:
    first = decisions.values("candidate").annotate(first=Min("at")).values_list("first", "candidate__found_at")
    answered = decisions.values_list("at", Coalesce("confirmed_at", "rejected_at"))
    second = [answer - at for at, answer in answered if answer is not None]
    open_since = pairs.order_by().filter(status=Status.OPEN, one_list=False).aggregate(at=Min("found_at"))["at"]
    second_since = decisions.filter(WAITING).aggregate(at=Min("at"))["at"]
    return Waits(
        to_decision=_median([max(at - found, timedelta()) for at, found in first]),
        to_second=_median(second),
        oldest_open=now - open_since if open_since else None,
        oldest_second=now - second_since if second_since else None,
    )


def _median(waits: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else None
