"""A corridor handed to pages: values, never table rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.journey.missions.corridor_rules import Value
from dodomu.journey.missions.corridor_state import LinkState

AHEAD, HOLDS, SOON, EXPIRED, ENDED, REPLACED, WITHDRAWN = (
    "ahead",
    "holds",
    "soon",
    "expired",
    "ended",
    "replaced",
    "withdrawn",
)
"""How a rule stands. ENDED: a closure that is over and asks nothing; EXPIRED: nobody knows any more."""


@dataclass(frozen=True, slots=True)
class CorridorRow:
    """One corridor in a list. ``asks`` counts links of which something has expired or was never known, ``soon`` those
    of which something ends soon, ``closed`` those that are closed now.
    """

    id: UUID
    title: str = field(repr=False)
    team_id: UUID
    team: str
    places: int
    links: int
    closed: int
    asks: int
    soon: int
    by: str
    at: datetime
    retired_at: datetime | None
    may_work: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place; ``zone`` is an IANA time zone, ``x`` and ``y`` its place on the drawing (0 to 1000)."""

    id: UUID
    code: str
    name: str = field(repr=False)
    kind: str
    kind_label: str
    side: str
    side_label: str
    zone: str
    x: int
    y: int
    wait_risk: int
    may_wait: bool
    note: str = field(default="", repr=False)
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What somebody says holds for a link.

    Attributes:
        sentences: what it says, in the reader's language; text: the same as it is written and read back.
        until: as stated; counts_until: no later than a rule that takes its place begins.
        standing: one of the words above.
    """

    id: UUID
    link_id: UUID
    kind: str
    kind_label: str
    value: Value = field(repr=False)
    sentences: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)
    source: str = field(repr=False)
    observed_on: date
    since: datetime
    until: datetime
    counts_until: datetime
    standing: str
    by: str
    at: datetime
    replaces_id: UUID | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = field(default="", repr=False)

    @property
    def counts(self) -> bool:
        return self.standing not in {REPLACED, WITHDRAWN}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link with the rules that count, the latest first, and its state now."""

    id: UUID
    code: str
    kind: str
    kind_label: str
    start: PlaceRow
    end: PlaceRow
    one_way: bool
    minutes: int
    minutes_p90: int
    walking_m: int
    risk: int
    cost: int
    state: LinkState
    rules: tuple[RuleRow, ...] = ()
    note: str = field(default="", repr=False)
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CorridorView:
    """One corridor with everything on it that is in use."""

    row: CorridorRow
    places: tuple[PlaceRow, ...]
    links: tuple[LinkRow, ...]
    retired_places: tuple[PlaceRow, ...] = ()
    retired_links: tuple[LinkRow, ...] = ()

    def place(self, place_id: UUID) -> PlaceRow:
        """Raises KeyError."""
        return {place.id: place for place in (*self.places, *self.retired_places)}[place_id]
