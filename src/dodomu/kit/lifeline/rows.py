"""The same as the drawing in words: one line for each event, the latest year first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice

from django.utils.functional import Promise

from dodomu.base.contributions import TimelineEvent
from dodomu.kit.dates import day_in_words, moment_in_words, reading
from dodomu.kit.lifeline.lanes import LaneLook, lane_look
from dodomu.kit.lifeline.period import Period
from dodomu.kit.lifeline.placing import Placed, placed
from dodomu.kit.status import known_tone, tone_icon

Text = str | Promise


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One event as it is read."""

    anchor: str
    year: int
    when: str
    lane: LaneLook
    title: Text
    text: Text
    source: Text
    url: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class LifeYear:
    """The events of one year."""

    year: int
    rows: tuple[LifeRow, ...]


def life_rows(
    events: Iterable[TimelineEvent | Placed],
    *,
    lanes: frozenset[str] = frozenset(),
    period: Period | None = None,
    most: int | None = None,
) -> list[LifeRow]:
    """Every event of the period in words, the latest first.

    Parameters:
        lanes: only these; empty for all. most: no more than so many.
    """
    wanted = (
        one
        for one in reversed(placed(events))
        if (not lanes or one.lane in lanes) and (period is None or period.touches(one.first, one.last))
    )
    return [_row(one) for one in islice(wanted, most)]


def by_year(rows: Iterable[LifeRow]) -> list[LifeYear]:
    return [LifeYear(year, tuple(found)) for year, found in groupby(rows, key=lambda row: row.year)]


def when_in_words(one: Placed) -> str:
    """A moment, a stretch of days, or a date as far as it is known."""
    if one.vague:
        return reading(one.event.edtf, brief=True)
    if one.event.edtf:
        return day_in_words(one.first)
    if one.last > one.first:
        return f"{day_in_words(one.first)} – {day_in_words(one.last)}"
    return moment_in_words(one.event.at, brief=True)


def _row(one: Placed) -> LifeRow:
    event, tone = one.event, known_tone(one.event.tone)
    return LifeRow(
        anchor=one.anchor,
        year=one.first.year,
        when=when_in_words(one),
        lane=lane_look(one.lane),
        title=event.title,
        text=event.text,
        source=event.source,
        url=event.url,
        tone=tone,
        icon=event.icon or tone_icon(tone),
    )
