"""Where everything stands in the drawing. The template writes it as SVG; nothing here needs a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import ngettext

from dodomu.base.contributions import TimelineEvent
from dodomu.engine.values.dates import PartialDate
from dodomu.kit.dates import day_in_words
from dodomu.kit.lifeline.axis import Scale, Tick, ticks
from dodomu.kit.lifeline.lanes import LANE_LOOKS, LaneLook
from dodomu.kit.lifeline.period import Period
from dodomu.kit.lifeline.placing import Placed, placed, whole_of
from dodomu.kit.lifeline.rows import when_in_words
from dodomu.kit.status import known_tone, tone_icon

ROOM = 26.0
"""Marks nearer than this become one that says how many it stands for: a finger must hit it."""
LANE, HEAD, FOOT = 34, 8, 44
EDGE = 14.0

Zoom = Callable[[Period], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to tap: a single event, or several that stand too close."""

    x: float
    label: str | Promise
    url: str
    tone: str
    icon: str
    count: int = 1

    @property
    def icon_x(self) -> float:
        """Where its icon begins, 14 units wide."""
        return round(self.x - 7, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time: ``vague`` when it happened on some day of it, else it lasted so long."""

    x: float
    width: float
    vague: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the drawing."""

    look: LaneLook
    y: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class LifeLine:
    """The whole drawing in units of its own; ``today`` is None when the period does not reach it."""

    width: int
    height: int
    left: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    period: Period
    whole: Period
    count: int

    @property
    def bottom(self) -> int:
        """Where the lanes end and the years begin."""
        return self.height - FOOT

    @property
    def ages(self) -> bool:
        return any(tick.age for tick in self.ticks)


def life_line(
    events: Iterable[TimelineEvent | Placed],
    *,
    today: date,
    born: PartialDate | None = None,
    period: Period | None = None,
    width: int = 1080,
    left: float = 150.0,
    zoom: Zoom | None = None,
) -> LifeLine:
    """Lay out the events on one axis.

    Parameters:
        today: the day of the line "today".
        born: of the child, for the ages under the years.
        period: what to show; the whole life without it.
        width: of the drawing; ``left``: how much of it the names of the lanes take.
        zoom: the address that shows a period; marks that stand for several lead there. Without it they lead to
            the line of their first event in the list (``#event-…``).
    """
    found = placed(events)
    whole = whole_of(found, today)
    shown = period or whole
    scale = Scale(shown, left + EDGE, width - EDGE)
    inside = [one for one in found if shown.touches(one.first, one.last)]
    present = [look for code, look in LANE_LOOKS.items() if any(one.lane == code for one in found)]
    lanes = tuple(
        _lane(look, HEAD + LANE * row + LANE // 2, [one for one in inside if one.lane == look.code], scale, zoom)
        for row, look in enumerate(present)
    )
    return LifeLine(
        width=width,
        height=HEAD + LANE * max(len(lanes), 1) + FOOT,
        left=left,
        lanes=lanes,
        ticks=tuple(ticks(scale, born)),
        today=scale.x(today) if shown.first <= today <= shown.last else None,
        period=shown,
        whole=whole,
        count=len(inside),
    )


def _lane(look: LaneLook, y: int, inside: list[Placed], scale: Scale, zoom: Zoom | None) -> Lane:
    groups: list[list[tuple[float, Placed]]] = []
    for one in sorted(inside, key=lambda one: _middle(one, scale)):
        x = _middle(one, scale)
        if groups and x - groups[-1][0][0] < ROOM:
            groups[-1].append((x, one))
        else:
            groups.append([(x, one)])
    return Lane(look, y, _bars(inside, scale), tuple(_mark(group, scale, zoom) for group in groups))


def _middle(one: Placed, scale: Scale) -> float:
    """A vague event stands in the middle of its days, a lasting one where it began."""
    return (scale.x(one.first) + scale.x(one.last)) / 2 if one.vague else scale.x(one.first)


def _mark(group: list[tuple[float, Placed]], scale: Scale, zoom: Zoom | None) -> Mark:
    x, first = round(group[0][0], 1), group[0][1]
    if len(group) == 1:
        event = first.event
        tone = known_tone(event.tone)
        label = f"{when_in_words(first)}: {event.title}"
        return Mark(x, label, event.url or f"#{first.anchor}", tone, event.icon or tone_icon(tone))
    several = [one for _x, one in group]
    period = Period(min(one.first for one in several), max(one.last for one in several)).at_least()
    url = zoom(period) if zoom and period.days < scale.period.days else f"#{first.anchor}"
    words = ngettext("%(count)s event, %(first)s – %(last)s", "%(count)s events, %(first)s – %(last)s", len(several))
    days = {"first": day_in_words(several[0].first), "last": day_in_words(max(one.last for one in several))}
    return Mark(x, words % {"count": len(several), **days}, url, _gravest(several), "", len(several))


def _gravest(several: list[Placed]) -> str:
    tones = {known_tone(one.event.tone) for one in several}
    return next((tone for tone in ("harm", "notice", "well", "act", "unknown") if tone in tones), "neutral")


def _bars(inside: list[Placed], scale: Scale) -> tuple[Bar, ...]:
    """The stretches of a lane; those that overlap are drawn as one."""
    bars: list[Bar] = []
    for vague in (True, False):
        stretches: list[list[float]] = []
        for one in (one for one in inside if one.vague is vague and one.last > one.first):
            start, end = scale.x(one.first), scale.x(one.last)
            if stretches and start <= stretches[-1][1]:
                stretches[-1][1] = max(stretches[-1][1], end)
            else:
                stretches.append([start, end])
        bars += [Bar(start, round(max(end - start, 2.0), 1), vague) for start, end in stretches]
    return tuple(bars)
