"""A network drawn on the server: places, the links between them, and how far groups have come. It is no map.

``drawing(places, links, journeys)`` lays out the wide drawing, ``drawing(…, wide=False)`` the one for a telephone, which
runs from top to bottom. The template draws either as SVG; a table with the same words stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

Text = str | Promise
SIDES: Mapping[str, Text] = {
    "occupied": pgettext_lazy("side", "under occupation"),
    "aggressor": pgettext_lazy("side", "aggressor state"),
    "third": pgettext_lazy("side", "third country"),
    "free": pgettext_lazy("side", "under control of Ukraine"),
}
STATES: Mapping[str, Text] = {
    "closed": pgettext_lazy("link", "closed"),
    "expired": pgettext_lazy("link", "ask again"),
    "unknown": pgettext_lazy("link", "not known"),
    "soon": pgettext_lazy("link", "ends soon"),
    "known": "",
}
"""The word that stands at a link; its mark is ✕ where it is closed, ? where nobody knows, ! where something ends soon."""
MARKS = {"closed": "✕", "expired": "?", "unknown": "?", "soon": "!", "known": ""}
TONES = {"closed": "harm", "expired": "notice", "unknown": "unknown", "soon": "notice", "known": "neutral"}
MOST = 1000
"""Places are given from 0 to 1000 in both directions."""
BEND = 42
LONGEST_NAME = 24
CIRCLE = 18
LETTER = 8.5
"""The usual width of a letter of a name, by which room is reserved."""


@dataclass(frozen=True, slots=True)
class SchematicPlace:
    """A place: ``code`` stands in its circle, ``name`` below; ``side`` is a key of ``SIDES``."""

    id: str
    code: str
    name: str
    kind: Text
    side: str
    x: int
    y: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class SchematicLink:
    """A link. ``state`` is a key of ``STATES``; ``one_way`` is "", "there" (from start to end) or "back"."""

    id: str
    code: str
    start: str
    end: str
    kind: Text
    icon: str
    state: str = "known"
    one_way: str = ""
    walking: bool = False
    crossing: bool = False
    note: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """How far a group has come: at a place or on a link, what lies behind it and ahead, and where it would go instead.

    ``travelled``, ``planned`` and ``fall_back`` are ids of links.
    """

    name: str
    at_place: str = ""
    on_link: str = ""
    travelled: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    fall_back: tuple[str, ...] = ()
    tone: str = "act"
    note: Text = ""


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """``name_x``, ``name_y`` and ``anchor`` (middle, start, end) say where its name finds room."""

    place: SchematicPlace
    x: float
    y: float
    short_name: str
    name_x: float
    name_y: float
    anchor: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """``path`` is SVG path data; ``arrow`` a transform; ``use`` is "", travelled, planned or fall-back; ``through`` are points
    on it; ``word_x``, ``word_y`` and ``word_anchor`` say where the word of its state finds room.
    """

    link: SchematicLink
    path: str
    x: float
    y: float
    arrow: str
    mark: str
    word: Text
    tone: str
    use: str
    label: str
    through: tuple[tuple[float, float], ...] = ()
    word_x: float = 0.0
    word_y: float = 0.0
    word_anchor: str = "middle"

    @property
    def icon_x(self) -> float:
        return round(self.x - 8, 1)

    @property
    def icon_y(self) -> float:
        return round(self.y - 8, 1)

    @property
    def number_x(self) -> float:
        return round(self.x + 16, 1)

    @property
    def number_y(self) -> float:
        return round(self.y - 7, 1)


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    journey: Journey
    x: float
    y: float
    width: int
    label: str

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template draws, from back to front: sides, links, places, groups."""

    size: str
    width: int
    height: int
    places: Sequence[DrawnPlace]
    links: Sequence[DrawnLink]
    groups: Sequence[DrawnGroup]
    sides: Sequence[tuple[str, Text]]


def drawing(
    places: Iterable[SchematicPlace],
    links: Iterable[SchematicLink],
    journeys: Iterable[Journey] = (),
    *,
    wide: bool = True,
) -> Drawing:
    """Lay out a network. Links whose ends are not among the places are left out."""
    known, drawn, ways = list(places), list(links), list(journeys)
    frame = _Frame(known, wide)
    spots = {place.id: frame.spot(place) for place in known}
    uses = _uses(ways)
    lines = _lines([link for link in drawn if {link.start, link.end} <= spots.keys()], spots, uses)
    here = {way.at_place for way in ways}
    taken = _solid(spots, lines)
    groups = _groups(ways, spots, {line.link.id: (line.x, line.y) for line in lines}, taken, frame.width)
    taken += [(one.left, one.y, one.left + one.width, one.y + 22) for one in groups]
    lines = _worded(lines, taken, frame.width)
    return Drawing(
        size="wide" if wide else "narrow",
        width=frame.width,
        height=frame.height,
        places=_places(known, spots, taken, here, frame.width),
        links=lines,
        groups=groups,
        sides=[(side, word) for side, word in SIDES.items() if any(place.side == side for place in known)],
    )


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _solid(spots: Mapping[str, tuple[float, float]], links: Sequence[DrawnLink]) -> list[Box]:
    """What no word may cover: places, the middles of links with their numbers, and the links themselves, point by point."""
    taken: list[Box] = [(x - CIRCLE, y - CIRCLE, x + CIRCLE, y + CIRCLE) for x, y in spots.values()]
    for link in links:
        taken.append((link.x - 13, link.y - 13, link.x + 13, link.y + 13))
        taken.append((link.number_x, link.y - 18, link.number_x + len(link.link.code) * LETTER, link.y - 6))
        taken += [(x - 3, y - 3, x + 3, y + 3) for x, y in link.through]
    return taken


def _worded(links: Sequence[DrawnLink], taken: list[Box], width: int) -> list[DrawnLink]:
    """The word of each link below its middle, or above or beside it; ``taken`` grows by where they stand."""
    found = []
    for link in links:
        if link.word:
            box, x, y, anchor = _room((link.x, link.y), 13, len(str(link.word)) * LETTER, taken, width)
            taken.append(box)
            link = replace(link, word_x=x, word_y=y, word_anchor=anchor)  # noqa: PLW2901
        found.append(link)
    return found


def _places(
    places: Sequence[SchematicPlace],
    spots: Mapping[str, tuple[float, float]],
    taken: list[Box],
    here: set[str],
    width: int,
) -> list[DrawnPlace]:
    """Each name stands below its place, or above, or beside it, wherever it covers nothing; ``taken`` grows by the names."""
    found = []
    for place in places:
        x, y = spots[place.id]
        name = _short(place.name)
        box, name_x, name_y, anchor = _room((x, y), CIRCLE, len(name) * LETTER, taken, width)
        taken.append(box)
        label = _place_label(place)
        found.append(DrawnPlace(place, x, y, name, name_x, name_y, anchor, label, place.id in here))
    return found


def _room(
    spot: tuple[float, float], around: int, length: float, taken: Sequence[Box], width: int
) -> tuple[Box, float, float, str]:
    """Where a text of this length stands beside a circle of the radius ``around``: the first of ten places that is free, else
    the one that covers least.
    """
    x, y = spot
    half, gap, below, above = length / 2, around + 6, y + around + 18, y - around - 8
    choices = [
        (x, below, "middle"),
        (x, above, "middle"),
        (x + gap, y + 5, "start"),
        (x - gap, y + 5, "end"),
        (x + 10, below, "start"),
        (x - 10, below, "end"),
        (x + 10, above, "start"),
        (x - 10, above, "end"),
        (max(half + 4, min(x, width - half - 4)), below, "middle"),
        (max(half + 4, min(x, width - half - 4)), above, "middle"),
    ]
    least, best = float("inf"), ((0.0, 0.0, 0.0, 0.0), x, y, "middle")
    for name_x, name_y, anchor in choices:
        left = name_x - {"middle": half, "start": 0.0, "end": length}[anchor]
        box = (left, name_y - 13, left + length, name_y + 5)
        covered = _covered(box, taken, width)
        if covered < least:
            least, best = covered, (box, round(name_x, 1), round(name_y, 1), anchor)
        if not covered:
            break
    return best


def _covered(box: Box, taken: Sequence[Box], width: int) -> float:
    """How much of what is drawn already a box would cover; to stick out of the drawing counts a hundredfold."""
    left, top, right, bottom = box
    outside = max(0.0, 2 - left) + max(0.0, right - width + 2)
    # Of the points of all links hardly any is near: most are left out here without being measured.
    near = [one for one in taken if one[1] < bottom and one[3] > top and one[0] < right and one[2] > left]
    return sum(_common(box, other) for other in near) + outside * 100


def _common(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


class _Frame:
    """From the coordinates of a place to those of the drawing; what is empty at the edges is cut off."""

    def __init__(self, places: Sequence[SchematicPlace], wide: bool) -> None:
        self.wide = wide
        xs, ys = [place.x for place in places] or [0], [place.y for place in places] or [0]
        self.low, self.span = (min(xs), min(ys)), (max(xs) - min(xs), max(ys) - min(ys))
        if wide:
            self.width, self.height, self.edge = 1040, 150 + round(460 * self.span[1] / MOST), (70, 58)
        else:
            self.width, self.height, self.edge = 360, 150 + round(1150 * self.span[0] / MOST), (66, 52)

    def spot(self, place: SchematicPlace) -> tuple[float, float]:
        shares = [
            (value - low) / span if span else 0.5
            for value, low, span in zip((place.x, place.y), self.low, self.span, strict=True)
        ]
        across, down = shares if self.wide else reversed(shares)
        return (
            round(self.edge[0] + across * (self.width - 2 * self.edge[0]), 1),
            round(self.edge[1] + down * (self.height - 2 * self.edge[1] - 26), 1),
        )


def _lines(
    links: Sequence[SchematicLink], spots: Mapping[str, tuple[float, float]], uses: Mapping[str, str]
) -> list[DrawnLink]:
    """Several links between the same two places bend away from each other."""
    beside: dict[frozenset[str], list[SchematicLink]] = {}
    for link in links:
        beside.setdefault(frozenset((link.start, link.end)), []).append(link)
    found = []
    for link in links:
        others = beside[frozenset((link.start, link.end))]
        bend = (others.index(link) - (len(others) - 1) / 2) * BEND * (1 if link.start < link.end else -1)
        found.append(_line(link, spots[link.start], spots[link.end], bend, uses.get(link.id, "")))
    return found


def _line(
    link: SchematicLink, start: tuple[float, float], end: tuple[float, float], bend: float, use: str
) -> DrawnLink:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1
    steps = max(2, round(length / 8))
    control = (
        (start[0] + end[0]) / 2 - down / length * bend * 2,
        (start[1] + end[1]) / 2 + across / length * bend * 2,
    )
    return DrawnLink(
        link=link,
        path=f"M{start[0]} {start[1]}Q{control[0]:.1f} {control[1]:.1f} {end[0]} {end[1]}",
        x=round(_curve(start[0], control[0], end[0], 0.5), 1),
        y=round(_curve(start[1], control[1], end[1], 0.5), 1),
        arrow=_arrow(link, start, control, end),
        mark=MARKS[link.state],
        word=STATES[link.state],
        tone=TONES[link.state],
        use=use,
        label=_link_label(link),
        through=tuple(
            (_curve(start[0], control[0], end[0], at / steps), _curve(start[1], control[1], end[1], at / steps))
            for at in range(1, steps)
        ),
    )


def _arrow(
    link: SchematicLink, start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]
) -> str:
    """Where the head of the arrow of a one-way link stands and how it is turned."""
    if not link.one_way:
        return ""
    at = 0.74 if link.one_way == "there" else 0.26
    x, y = (_curve(start[axis], control[axis], end[axis], at) for axis in (0, 1))
    across, down = ((1 - at) * (control[axis] - start[axis]) + at * (end[axis] - control[axis]) for axis in (0, 1))
    turned = degrees(atan2(down, across)) + (180 if link.one_way == "back" else 0)
    return f"translate({x:.1f} {y:.1f}) rotate({turned:.0f})"


def _curve(start: float, control: float, end: float, at: float) -> float:
    return (1 - at) ** 2 * start + 2 * at * (1 - at) * control + at**2 * end


def _uses(journeys: Sequence[Journey]) -> dict[str, str]:
    """What groups do with each link; what is travelled counts before what is planned, that before a fall-back."""
    found: dict[str, str] = {}
    for use, name in (("fall-back", "fall_back"), ("planned", "planned"), ("travelled", "travelled")):
        for journey in journeys:
            found |= dict.fromkeys(getattr(journey, name), use)
    return found


def _groups(
    journeys: Sequence[Journey],
    spots: Mapping[str, tuple[float, float]],
    middles: Mapping[str, tuple[float, float]],
    taken: Sequence[Box],
    width: int,
) -> list[DrawnGroup]:
    """The flag of each group above where it is, moved aside where it would cover a place; several stand above each other."""
    found: list[DrawnGroup] = []
    stacked: dict[tuple[float, float], int] = {}
    for journey in journeys:
        spot = spots.get(journey.at_place) or middles.get(journey.on_link)
        if spot is None:
            continue
        above = stacked[spot] = stacked.get(spot, 0) + 1
        across, top = 34 + 9 * len(journey.name), round(spot[1] - 14 - 26 * above, 1)
        aside, beside = across / 2 - 14, across / 2 + 8
        tried = [
            (_covered((x - across / 2, top, x + across / 2, top + 22), taken, width), x)
            for x in (spot[0] + shift for shift in (0, -aside, aside, -beside, beside))
        ]
        x = round(min(tried, key=lambda one: one[0])[1], 1)
        label = f"{journey.name}: {journey.note}" if journey.note else journey.name
        found.append(DrawnGroup(journey, x, top, across, label))
    return found


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _place_label(place: SchematicPlace) -> str:
    return f"{place.code}: {place.name}, {place.kind}, {SIDES.get(place.side, '')}"


def _link_label(link: SchematicLink) -> str:
    parts = [f"{link.code}: {link.kind}"]
    if link.one_way:
        parts.append(_("one way"))
    if link.walking:
        parts.append(_("on foot"))
    parts += [str(part) for part in (STATES[link.state], link.note) if part]
    return ", ".join(parts)
