"""Ways through a corridor for a party: a few alternatives with their fall-backs, or "do not travel now" with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.bridge import corridor_search as bridge
from dodomu.journey.missions.bridge.corridor_search import Passage, Question, Way
from dodomu.journey.missions.corridor_party import Party
from dodomu.journey.missions.queries.corridor_reach import corridor_of
from dodomu.journey.missions.queries.corridor_reading import Read, place_row, read, rule_rows
from dodomu.journey.missions.queries.corridor_rows import PlaceRow, RuleRow

SAFEST, EARLIEST, CHEAPEST = "safest", "earliest", "cheapest"
"""What one of the alternatives is best at."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: from where to where, not before, not after, for whom, how many ways to show (3 to 7).

    ``step`` is the grid of time in minutes.
    """

    start_id: UUID
    goal_id: UUID
    earliest: datetime
    latest: datetime
    party: Party
    shown: int = 5
    step: int = 10


@dataclass(frozen=True, slots=True)
class LegRow:
    """One passage of a way.

    Attributes:
        back: the link is passed from its end to its start.
        latest_at: by when nine in ten such passages are over.
        waits: minutes waited at ``start`` before; ``risk`` and ``waiting_risk`` are in points, rounded up.
        cost: in hryvnias, of the whole party.
        papers: the rules about papers that hold then; ``walking_m`` the way on foot.
    """

    link_id: UUID
    code: str
    kind: str
    kind_label: str
    back: bool
    start: PlaceRow
    end: PlaceRow
    departs_at: datetime
    arrives_at: datetime
    latest_at: datetime
    waits: int
    risk: int
    waiting_risk: int
    cost: int
    walking_m: int
    papers: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class StopRow:
    """What stops the party at a link: the engine's reason and the rule behind it.

    ``reason`` is a code of ``engine.planning.Reason``; ``rule_kind`` and ``rule`` (None where there has never been
    one) tell what is known or missing; ``who`` are references of members, ``papers`` codes of which one would do.
    """

    reason: str
    link_id: UUID | None
    code: str
    start: PlaceRow
    end: PlaceRow
    rule_kind: str = ""
    rule: RuleRow | None = None
    since: datetime | None = None
    until: datetime | None = None
    who: tuple[str, ...] = ()
    papers: frozenset[str] = frozenset()
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One way. ``risk`` in points (rounded up), ``cost`` in hryvnias of the whole party; ``best`` see above.

    ``fall_back`` shares no crossing with this way; None with ``no_fall_back`` saying why there is none.
    """

    legs: tuple[LegRow, ...]
    departs_at: datetime
    arrives_at: datetime
    minutes: int
    risk: int
    cost: int
    best: tuple[str, ...] = ()
    fall_back: RouteRow | None = None
    no_fall_back: tuple[StopRow, ...] = ()

    @property
    def crossings(self) -> tuple[LegRow, ...]:
        return tuple(leg for leg in self.legs if leg.kind == "crossing")

    @property
    def waiting(self) -> tuple[LegRow, ...]:
        """The legs before which one waits."""
        return tuple(leg for leg in self.legs if leg.waits)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Do not travel now: no lawful way exists. ``stops`` says what stopped it at the edge of what can be reached."""

    stops: tuple[StopRow, ...]
    reached: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The answer. Either ``shown`` (out of ``total`` that none betters in arrival, risk and cost) or ``refusal``.

    ``left_out``: links that this party cannot pass at all in this time, whatever way it takes.
    """

    wish: Wish
    start: PlaceRow
    goal: PlaceRow
    shown: tuple[RouteRow, ...] = ()
    total: int = 0
    refusal: Refusal | None = None
    left_out: tuple[StopRow, ...] = ()


def routes(viewer: Viewer, corridor_id: UUID, wish: Wish) -> Routes:
    """Ways from one place to another.

    Raises:
        NotAllowed, OutOfReach: the corridor is not for this viewer.
        ValueError: start or goal is not in use in this corridor, both are the same, or the time asked for is backwards or longer than
            the grid can hold; the message names the field.
    """
    teller = _Teller(read([corridor_of(viewer, corridor_id)]))
    places = {place.id for place in teller.places.values() if place.retired_at is None}
    for name, place in (("start", wish.start_id), ("goal", wish.goal_id)):
        if place not in places:
            raise ValueError(f"{name}: accepted are places in use of this corridor")
    if wish.start_id == wish.goal_id:
        raise ValueError("goal: accepted is another place than the start")
    if wish.latest <= wish.earliest:
        raise ValueError("latest: accepted is a time after the earliest departure")
    question = Question(
        wish.start_id, wish.goal_id, wish.earliest, wish.latest, wish.party, shown=wish.shown, step=wish.step
    )
    found = bridge.search(teller.read.network(), question)
    return Routes(
        wish=wish,
        start=teller.places[wish.start_id],
        goal=teller.places[wish.goal_id],
        shown=tuple(teller.route(way) for way in found.ways),
        total=found.total,
        refusal=None
        if found.ways
        else Refusal(
            tuple(teller.stop(stop) for stop in found.stops), tuple(teller.places[place] for place in found.reached)
        ),
        left_out=tuple(teller.stop(stop) for stop in found.left_out),
    )


def stops_on(
    viewer: Viewer, corridor_id: UUID, passages: Iterable[Passage], party: Party
) -> tuple[tuple[Passage, tuple[StopRow, ...]], ...]:
    """What stands against passages that are planned already: each with what forbids it, empty where nothing does.

    Timetables are not asked: a passage is planned for a time, and this says whether anything known forbids it then.
    A link that is retired is forbidden with the reason ``no_link``.

    Raises:
        NotAllowed, OutOfReach: the corridor is not for this viewer.
    """
    teller = _Teller(read([corridor_of(viewer, corridor_id)]))
    found = bridge.against(teller.read.network(), tuple(passages), party)
    return tuple((passage, tuple(teller.stop(stop) for stop in stops)) for passage, stops in found)


class _Teller:
    """Turns what the bridge found into rows with words."""

    def __init__(self, known: Read) -> None:
        self.read = known
        self.places: Mapping[UUID, PlaceRow] = {place.id: place_row(known, place) for place in known.places}
        self.links = {link.id: link for link in known.links}
        self.rules: dict[str, RuleRow] = {str(row.id): row for link in known.links for row in rule_rows(known, link)}

    def route(self, way: Way) -> RouteRow:
        legs = tuple(self._leg(leg) for leg in way.legs)
        return RouteRow(
            legs=legs,
            departs_at=legs[0].departs_at,
            arrives_at=way.arrives_at,
            minutes=way.minutes,
            risk=way.risk,
            cost=way.cost,
            best=way.best,
            fall_back=self.route(way.fall_back) if way.fall_back else None,
            no_fall_back=tuple(self.stop(stop) for stop in way.no_fall_back),
        )

    def stop(self, stop: bridge.Stopped) -> StopRow:
        link = self.links.get(stop.link_id) if stop.link_id else None
        return StopRow(
            reason=stop.reason,
            link_id=stop.link_id,
            code=link.code if link else "",
            start=self.places[stop.start_id],
            end=self.places[stop.end_id],
            rule_kind=stop.rule_kind,
            rule=self.rules.get(stop.rule_id),
            since=stop.since,
            until=stop.until,
            who=stop.who,
            papers=stop.papers,
            metres=stop.metres,
        )

    def _leg(self, leg: bridge.FoundLeg) -> LegRow:
        link = self.links[leg.link_id]
        rules = [self.rules[one] for one in leg.paper_rules if one in self.rules]
        return LegRow(
            link_id=leg.link_id,
            code=link.code,
            kind=link.kind,
            kind_label=str(link.get_kind_display()),
            back=leg.back,
            start=self.places[leg.start_id],
            end=self.places[leg.end_id],
            departs_at=leg.departs_at,
            arrives_at=leg.arrives_at,
            latest_at=leg.latest_at,
            waits=leg.waits,
            risk=leg.risk,
            waiting_risk=leg.waiting_risk,
            cost=leg.cost,
            walking_m=leg.walking_m,
            papers=tuple(sentence for rule in rules for sentence in rule.sentences),
        )
