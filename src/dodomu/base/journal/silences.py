"""How long too few witnesses saw the journal: pauses of each of them, laid over one another and judged by the policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.db.models import F, Max, Min, QuerySet, Window
from django.db.models.functions import Lag
from django.utils import timezone

from dodomu.base.journal.models import KeptCosignature, Leaf
from dodomu.base.journal.store import tree_size
from dodomu.base.journal.witnesses import Witness, Witnesses
from dodomu.engine.ledger import VerifierKey

Span = tuple[int, int]
"""From and to, in seconds since 1970: witnesses state whole seconds of their own clocks."""


@dataclass(frozen=True, slots=True)
class Unwitnessed:
    """A time in which too few vouched: ``until`` is None where it lasts. ``first`` and ``last``: entries that waited."""

    since: datetime
    until: datetime | None
    first: int
    last: int


def unwitnessed(witnesses: Witnesses, pause: timedelta, limit: int) -> list[Unwitnessed]:
    """Times longer than ``pause`` in which the policy was not met, the last ``limit`` of them, in order."""
    begun = Leaf.objects.order_by("index").values_list("written_at", flat=True).first()
    if begun is None:
        return []
    # One second more than now, so that what lasts is told from what ends at this very moment.
    whole = int(begun.timestamp()), int(timezone.now().timestamp()) + 1
    silent = [(one, list(_silences(one, whole, pause, limit))) for one in witnesses.asked]
    found = [span for span in _unmet(witnesses, silent, whole) if span[1] - span[0] > pause.total_seconds()]
    return [_told(span, whole, witnesses) for span in found[-limit:]]


def cosignatures_of(keys: Sequence[VerifierKey]) -> QuerySet[KeptCosignature]:
    """What these keys signed, of any log."""
    if len(keys) == 1:  # the usual case: the index then gives them in order as well
        return KeptCosignature.objects.filter(witness=keys[0].name, key_id=keys[0].id.hex())
    names, ids = {key.name for key in keys}, {key.id.hex() for key in keys}
    return KeptCosignature.objects.filter(witness__in=names, key_id__in=ids)


def _silences(witness: Witness, whole: Span, pause: timedelta, limit: int) -> Iterator[Span]:
    seconds, rows = int(pause.total_seconds()), cosignatures_of(witness.keys)
    ends = rows.aggregate(first=Min("stated_at"), last=Max("stated_at"))
    if ends["first"] is None:
        yield whole
        return
    if ends["first"] - whole[0] > seconds:
        yield whole[0], ends["first"]
    between = rows.annotate(before=Window(Lag("stated_at"), order_by="stated_at"))
    long = between.filter(stated_at__gt=F("before") + seconds).order_by("-stated_at")
    yield from reversed(long.values_list("before", "stated_at")[:limit])
    if whole[1] - ends["last"] > seconds:
        yield ends["last"], whole[1]


def _unmet(witnesses: Witnesses, silent: Sequence[tuple[Witness, list[Span]]], whole: Span) -> list[Span]:
    """The longest spans in which those who were not silent do not make the quorum."""
    marks = sorted({*whole, *(moment for _, spans in silent for span in spans for moment in span)})
    found: list[Span] = []
    for start, end in pairwise(marks):
        awake = [one for one, spans in silent if not any(begin <= start and end <= over for begin, over in spans)]
        if witnesses.policy.is_met_by(key for one in awake for key in one.keys):
            continue
        if found and found[-1][1] == start and not _met_at(start, witnesses, silent):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _met_at(moment: int, witnesses: Witnesses, silent: Sequence[tuple[Witness, list[Span]]]) -> bool:
    """Whether enough of them vouched at this very moment, between two silences: then one gap ends and another begins."""
    awake = [one for one, spans in silent if not any(begin < moment < over for begin, over in spans)]
    return witnesses.policy.is_met_by(key for one in awake for key in one.keys)


def _told(span: Span, whole: Span, witnesses: Witnesses) -> Unwitnessed:
    keys = [key for one in witnesses.asked for key in one.keys]
    lasts = span[1] == whole[1]
    until = None if lasts else datetime.fromtimestamp(span[1], UTC)
    after = tree_size() if lasts else _seen_at(span[1], keys)
    return Unwitnessed(datetime.fromtimestamp(span[0], UTC), until, _seen_at(span[0], keys), after - 1)


def _seen_at(moment: int, keys: Sequence[VerifierKey]) -> int:
    """How many entries the cosignatures of this moment vouch for; 0 where the journal began."""
    found = cosignatures_of(keys).filter(stated_at=moment).aggregate(size=Max("checkpoint__size"))
    return int(found["size"] or 0)
