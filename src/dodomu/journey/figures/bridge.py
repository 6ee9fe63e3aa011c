"""Between counted children and the engine: tables of counts in, what may be shown out; sealing of what may not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

from dodomu.base import journal, keys
from dodomu.engine import estimation
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.queries import CountedChild
from dodomu.journey.figures import definitions
from dodomu.journey.figures.definitions import CANNOT_TELL, CASE_CLOSED, MINOR_ONLY, NONE, POPULATION, Indicator

MONTH, WEEK = 31, 7


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier release: counts by code of cell, those that were shown and those that were hidden."""

    shown: Mapping[str, int]
    hidden: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """What may be shown of the counts, what may not, and the median of days in a step where enough is known.

    Attributes:
        unprotected: hidden counts that could be worked out even so; then nothing may be shown.
    """

    shown: Mapping[str, int]
    hidden: Mapping[str, int]
    days: Mapping[str, int]
    unprotected: frozenset[str] = frozenset()


def code_of(axis: str = "", node: str = "", days: str = "") -> str:
    """The code of a cell: everybody, those at a node of an axis, or those who are there for a band of days.

    >>> code_of("return", "ready", "to_30")
    'children|days_return=to_30|return=ready'
    """
    pairs = [(axis, node)] if node else []
    if days:
        pairs.append((f"days_{axis}", days))
    return estimation.Cell(POPULATION, tuple(sorted(pairs))).code


def counted(children: Sequence[CountedChild], on: date, earlier: Iterable[Earlier] = ()) -> Counted:
    """Count, and hide small counts together with whatever would give them back, now or by comparing with earlier releases.

    Parameters:
        children: see ``cases.queries.counted_children``.
        on: the day the figures are of.
        earlier: what was published before.
    """
    tables = _tables(children, on)
    before = [estimation.Published(_cells(one.shown), _cells(one.hidden)) for one in earlier]
    found = estimation.protect_together(tables, definitions.threshold(), before)
    true = {cell.code: count for table in tables for cell, count in table.cells().items()}
    shown = {cell.code: count for cell, count in found.shown.items()}
    return Counted(
        shown=shown,
        hidden={code: count for code, count in true.items() if code not in shown},
        days={code: days for code, days in _medians(children, on).items() if code in shown},
        unprotected=frozenset(cell.code for cell in found.unprotected),
    )


def _tables(children: Sequence[CountedChild], on: date) -> list[estimation.Table]:
    """Each division, and for each axis also the days in the present step."""
    found = []
    for one in definitions.indicators():
        axis = estimation.Axis(one.axis, one.categories, one.groups)
        places: dict[tuple[str, ...], int] = Counter((category_of(child, one, on),) for child in children)
        found.append(estimation.Table(POPULATION, (axis,), places))
        if one.axis in definitions.AXES_WITH_TIME:
            found.append(_time_table(children, one, on))
    return found


def _time_table(children: Sequence[CountedChild], one: Indicator, on: date) -> estimation.Table:
    axes = (
        estimation.Axis(one.axis, one.categories),
        estimation.Axis(one.days_axis, definitions.day_bands(), ordered=True),
    )
    places: dict[tuple[str, ...], int] = Counter(
        (category_of(child, one, on), days_band_of(child, one, on)) for child in children
    )
    never = frozenset((NONE, band.code) for band in definitions.days())
    return estimation.Table(POPULATION, axes, places, impossible=never)


def category_of(child: CountedChild, one: Indicator, on: date) -> str:
    """Where a child falls in a division."""
    if one.axis == "risk":
        return child.risk or CASE_CLOSED
    if one.axis == "age":
        return age_band_of(child.birth, on)
    return child.steps.get(one.axis, (NONE, ""))[0]


def age_band_of(birth: PartialDate | None, on: date) -> str:
    """The band of full years; where the date is known in part, the band only if every possible day gives the same.

    >>> age_band_of(PartialDate.from_edtf("2014"), date(2026, 6, 1))
    'minor_only'
    """
    if birth is None:
        return CANNOT_TELL
    youngest, oldest = _years(birth.latest, on), _years(birth.earliest, on)
    for band in definitions.ages():
        if band.holds(youngest) and band.holds(oldest):
            return band.code
    return MINOR_ONLY if oldest < definitions.year_of_age() else CANNOT_TELL


def days_band_of(child: CountedChild, one: Indicator, on: date) -> str:
    """For how long the child has been in its present step, as far as the day is known."""
    span = _days(child, one, on)
    if span is None:
        return CANNOT_TELL
    fewest, most = span
    return next((band.code for band in definitions.days() if band.holds(fewest) and band.holds(most)), CANNOT_TELL)


def _medians(children: Sequence[CountedChild], on: date) -> dict[str, int]:
    """Days in the present step in the middle, to full weeks, of those whose day is known to the month and who are enough."""
    known: dict[str, list[float]] = {}
    for one in definitions.indicators():
        if one.axis in definitions.AXES_WITH_TIME:
            for child in children:
                span = _days(child, one, on)
                if span is not None and span[1] - span[0] <= MONTH:
                    known.setdefault(code_of(one.axis, category_of(child, one, on)), []).append(sum(span) / 2)
    enough = {code: days for code, days in known.items() if len(days) >= definitions.threshold()}
    return {code: round(median(days) / WEEK) * WEEK for code, days in enough.items()}


def _days(child: CountedChild, one: Indicator, on: date) -> tuple[int, int] | None:
    if one.axis not in child.steps:
        return None
    since = PartialDate.from_edtf(child.steps[one.axis][1])
    return max(0, (on - since.latest).days), max(0, (on - since.earliest).days)


def _years(born: date, on: date) -> int:
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _cells(counts: Mapping[str, int]) -> dict[estimation.Cell, int]:
    return {estimation.Cell.from_code(code): count for code, count in counts.items()}


def seal(key: keys.OpenKey, table: str, row: UUID, column: str, value: Any) -> bytes:
    """A JSON value sealed for one column of one row."""
    return keys.seal(key, table, row, column, value)


def opened(key_ids: set[UUID]) -> Mapping[UUID, keys.OpenKey]:
    """The data keys of some rows, those lawfully destroyed left out."""
    return keys.open_keys(key_ids)


def unsealed(key: keys.OpenKey | None, table: str, row: UUID, column: str, blob: bytes | memoryview) -> Any:
    """What was sealed; None where its key was destroyed."""
    return None if key is None else keys.unseal(key, table, row, column, bytes(blob))


def committed(key: keys.OpenKey, value: Any) -> tuple[str]:
    """What a journal leaf commits to, under a salt that dies with the key."""
    content = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (journal.commit(key.derive("commitment"), content.encode()),)
