"""Which columns put the month before the day: dates such as 03/25/2014 give it away, in that column only."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from dodomu.journey.registry.lists.table import TableRow

TWO_ORDERS: Final = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
"""A date that can be read in two orders; with points between, the day stands first in every list of this field."""
MONTH_FIRST: Final = "month"
MIXED: Final = "mixed"
LATEST_MONTH: Final = 12


class DayOrders:
    """Fed with the rows of a list; ``found`` names the columns that do not simply put the day first."""

    def __init__(self) -> None:
        self._seen: defaultdict[int, set[bool]] = defaultdict(set)

    def feed(self, row: TableRow) -> None:
        for position, cell in enumerate(row.cells):
            if ("/" in cell or "-" in cell) and (date := TWO_ORDERS.match(cell)):
                first, second = int(date[1]), int(date[2])
                if max(first, second) > LATEST_MONTH >= min(first, second):
                    self._seen[position].add(second > LATEST_MONTH)

    @property
    def found(self) -> dict[str, str]:
        """Position of the column, as text, and ``month`` (before the day) or ``mixed`` (both orders occur)."""
        return {
            str(position): MIXED if False in seen else MONTH_FIRST
            for position, seen in sorted(self._seen.items())
            if True in seen
        }
