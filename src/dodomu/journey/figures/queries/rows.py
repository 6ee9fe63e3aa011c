"""What is handed to pages and the API: values, never table rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dodomu.journey.figures.published_rules import Stated


@dataclass(frozen=True, slots=True)
class CellView:
    """One count as it may be read.

    Attributes:
        value: None where it is hidden; never 0 for hidden.
        days: the median of days in the step, in full weeks, where it is known.
        before, before_on: what an earlier release showed of a count that is hidden now, and of which day.
    """

    value: int | None = None
    days: int | None = None
    before: int | None = None
    before_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """All figures of one day.

    Attributes:
        cells: by code; see ``bridge.code_of``.
        shown, hidden: how many counts are which.
    """

    number: int
    as_of: date
    threshold: int
    rules_from: date
    taken_by: str
    taken_at: datetime
    shown: int
    hidden: int
    cells: Mapping[str, CellView] = field(default_factory=dict)

    def at(self, code: str) -> CellView:
        """One count; hidden where the release does not hold it."""
        return self.cells.get(code, CellView())


@dataclass(frozen=True, slots=True)
class CellRow:
    """One line of the list of all counts, by codes: for words see ``words``."""

    code: str
    indicator: str
    axis: str
    node: str
    band: str
    cell: CellView


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A published figure of others, who wrote it down here, whether it was withdrawn and whether this viewer may do so.

    ``by`` and ``at`` are empty for the figures that came with Dodomu.
    """

    stated: Stated
    by: str = ""
    at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_why: str = field(default="", repr=False)
    may_withdraw: bool = False

    @property
    def id(self) -> str:
        return self.stated.code

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
