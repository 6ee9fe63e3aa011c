"""The same as the drawing in words: one line for each event, the latest year first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby, islice

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from dodomu.base.contributions import TimelineEvent
from dodomu.kit.dates import day_in_words, moment_in_words, reading
from dodomu.kit.icons import icon
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

    @property
    def html(self) -> SafeString:
        """The line of the list. Written here and not in the template: a life has hundreds of them."""
        title = escape(str(self.title))
        named = f'<a href="{escape(self.url)}">{title}</a>' if self.url else title
        text = f"<p>{escape(str(self.text))}</p>" if self.text else ""
        source = f" · {_source_word(get_language())} {escape(str(self.source))}" if self.source else ""
        return SafeString(
            f'<li class="life-row tone-{self.tone}" id="{self.anchor}"><span class="event-mark">{icon(self.icon, 17)}'
            f'</span><p class="life-when">{escape(self.when)}</p><div><p class="event-title">{named}</p>{text}'
            f'<p class="event-source">{escape(str(self.lane.label))}{source}</p></div></li>'
        )


@lru_cache(maxsize=8)
def _source_word(_language: str | None) -> str:
    return escape(gettext("Source:"))


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
