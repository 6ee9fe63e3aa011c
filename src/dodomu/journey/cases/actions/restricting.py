"""What consent means for the use of the data: the restrictions that every stage honours.

The rule (decision 11): a use stops as soon as one of those who answered for it refuses or withdraws, and when the last
consent that was given for it runs out. It is permitted again when the same person consents again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from dodomu.base.access.actions import lift_use, stop_use
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Consent
from dodomu.journey.cases.queries.consents import last_rows, stops_at
from dodomu.journey.registry.queries import linking


def renew(by: Viewer, person_id: UUID, use: str) -> None:
    """Make the restrictions of one use say what was just recorded.

    What is stopped is stopped for every record that is this child now, so that it holds for each of them when a join
    is undone: whoever withdrew spoke of the child as it was known then.
    """
    _renew(by, last_rows(person_id, use), linking.parts_of(person_id))


def follow(by: Viewer, person_ids: Iterable[UUID]) -> None:
    """After a join or a split: who answers for a child may have changed. No other record is drawn in by it."""
    for person_id in person_ids:
        rows = last_rows(person_id)
        for use in sorted({row.use for row in rows}):
            _renew(by, [row for row in rows if row.use == use], None)


def _renew(by: Viewer, rows: Collection[Consent], subjects: Collection[UUID] | None) -> None:
    for row in rows:
        since = stops_at(row, rows)
        if since is None:
            lift_use(by, row.line)
        else:
            stop_use(by, subjects or {row.person_id}, row.use, since, row.line)
