"""Until when a complaint is taken up and answered, from ``data/complaint_terms.csv``."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("dodomu.journey.office").joinpath("data", "complaint_terms.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def due_at(code: str, start: datetime, *, urgent: bool) -> datetime:
    """The moment until which a complaint received at ``start`` is taken up (``take``) or answered (``answer``).

    Raises:
        ValueError: no rule of that code was in force then.

    >>> from datetime import UTC
    >>> due_at("take", datetime(2026, 3, 1, 12, tzinfo=UTC), urgent=True).isoformat()
    '2026-03-01T16:00:00+00:00'
    """
    wanted = (code, "yes" if urgent else "no")
    rows = [
        row
        for row in _rows()
        if (row["code"], row["urgent"]) == wanted and date.fromisoformat(row["valid_from"]) <= start.date()
    ]
    if not rows:
        raise ValueError("code: accepted are take and answer, from the day their rule is in force")
    return start + timedelta(hours=int(max(rows, key=lambda row: row["valid_from"])["hours"]))
