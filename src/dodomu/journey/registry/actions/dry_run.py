"""Try every row of a staged list: what would be new, what is known, what cannot be read. Nothing is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.actions.fingerprints import unknown_rows
from dodomu.journey.registry.actions.listed import ListedRow, listed_rows
from dodomu.journey.registry.lists.messages import RowMessage, Weight
from dodomu.journey.registry.models import ImportBatch
from dodomu.journey.registry.queries.originals import opened_table

Item = TypeVar("Item")
MOST_MESSAGES = 2_000
PART = 500


@dataclass(slots=True)
class DryRun:
    """Counts of rows and the first 2,000 messages; ``codes`` counts all of them."""

    rows: int = 0
    new: int = 0
    unchanged: int = 0
    refused: int = 0
    warned: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    messages: list[RowMessage] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Numbers and codes only: this is kept beside the import in the clear."""
        counts = {name: getattr(self, name) for name in ("rows", "new", "unchanged", "refused", "warned")}
        messages = [[message.row, message.column, message.code] for message in self.messages]
        return {**counts, "codes": dict(self.codes), "messages": messages}

    def add(self, part: list[ListedRow]) -> None:
        reports = [row.report for row in part if row.report]
        known = sum(existing is not None for _mark, existing in unknown_rows(reports))
        self.rows += len(part)
        self.new += len(reports) - known
        self.unchanged += known
        self.refused += len(part) - len(reports)
        for row in part:
            said = row.child.messages
            self.warned += bool(row.report) and any(message.weight is Weight.WARNING for message in said)
            self.codes.update(message.code for message in said)
            if len(self.messages) < MOST_MESSAGES:
                self.messages.extend(said)


def check(batch: ImportBatch, by: Viewer) -> DryRun:
    """Read the whole list as it would be imported.

    Raises:
        ListNotReadable: it cannot be read as a list at all.
    """
    found = DryRun()
    with opened_table(batch, by) as table:
        for part in parts(listed_rows(batch, table), PART):
            found.add(part)
    return found


def parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut ``items`` into lists of ``size``, the last one shorter."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part
