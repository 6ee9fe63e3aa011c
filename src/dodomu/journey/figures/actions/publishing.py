"""Writing down what others published, and withdrawing it with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.figures import bridge, published_rules, queries
from dodomu.journey.figures.models import PublishedFigure, Qualifier, Withdrawal
from dodomu.journey.figures.queries.published import TABLE, WITHDRAWALS
from dodomu.kit.dates import today

MOST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class PublishedInput:
    """A figure as somebody restates it: the number and its day, who said it, of whom, and where it was published."""

    series: str
    line: str
    on: PartialDate
    qualifier: str
    low: int
    high: int | None
    speaker: str
    about: str
    source: str
    note: str = ""


class AlreadyWithdrawn(ValueError):
    """Somebody withdrew the figure before."""


@transaction.atomic
def add_published(by: Viewer, given: PublishedInput) -> PublishedFigure:
    """Write down a published figure.

    Raises:
        NotAllowed: the viewer does not look after figures. ValueError: names the field.
    """
    policy.require(by, Act.FIGURES_MANAGE)
    _check(given, today())
    key, row = keys.new_data_key(), new_id()
    names = ("speaker", "about", "source", "note")
    words = {name: " ".join(str(value).split()) for name, value in asdict(given).items() if name in names}
    figure = PublishedFigure.objects.create(
        id=row,
        series=given.series,
        line=given.line,
        as_of=given.on.edtf,
        as_of_earliest=given.on.earliest,
        qualifier=given.qualifier,
        low=given.low,
        high=given.high,
        words_sealed=bridge.seal(key, TABLE, row, "words_sealed", words),
        data_key_id=key.id,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    journal.append(
        "figures.published_added",
        by=by,
        subject=figure.pid,
        commitments=bridge.committed(key, [given.low, given.high, words]),
        codes={"series": given.series, "source": given.line},
    )
    return figure


@transaction.atomic
def withdraw_published(by: Viewer, code: str, reason: str) -> Withdrawal:
    """Say that a figure should not stand here, and why. It stays readable, struck through, and is compared no more.

    Raises:
        NotAllowed: the viewer does not look after figures. FigureNotFound. AlreadyWithdrawn. ValueError: no reason.
    """
    policy.require(by, Act.FIGURES_MANAGE)
    if not reason.strip():
        raise ValueError("reason: say why the figure is withdrawn")
    queries.one_published(by, code)
    serialise("figures.withdrawals")
    if Withdrawal.objects.filter(figure=code).exists():
        raise AlreadyWithdrawn("figure: accepted are figures that stand")
    key, row = keys.new_data_key(), new_id()
    withdrawal = Withdrawal.objects.create(
        id=row,
        figure=code,
        reason_sealed=bridge.seal(key, WITHDRAWALS, row, "reason_sealed", reason.strip()),
        data_key_id=key.id,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    commitments = bridge.committed(key, reason.strip())
    journal.append("figures.published_withdrawn", by=by, subject=withdrawal.pid, commitments=commitments)
    return withdrawal


def _check(given: PublishedInput, day: date) -> None:
    if given.series not in published_rules.series():
        raise ValueError(f"series: accepted are {', '.join(published_rules.series())}")
    if given.line not in published_rules.lines():
        raise ValueError(f"line: accepted are {', '.join(published_rules.lines())}")
    if given.qualifier not in Qualifier.values:
        raise ValueError(f"qualifier: accepted are {', '.join(Qualifier.values)}")
    if given.on.earliest > day:
        raise ValueError("on: accepted are days up to today")
    if not 0 <= given.low <= MOST:
        raise ValueError(f"low: accepted are whole numbers from 0 to {MOST}")
    if (given.qualifier == Qualifier.BETWEEN) != (given.high is not None):
        raise ValueError("high: the upper end belongs to “between” and to nothing else")
    if given.high is not None and not given.low < given.high <= MOST:
        raise ValueError(f"high: accepted are whole numbers above the lower end, to {MOST}")
    for name in ("about", "source"):
        if not getattr(given, name).strip():
            raise ValueError(f"{name}: fill it in")
