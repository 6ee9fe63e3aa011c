"""What recovery does of itself when something happens on the road."""

from __future__ import annotations

from uuid import UUID

from dodomu.base import events
from dodomu.journey.recovery.actions.shredding import drop_visits


def listen() -> None:
    """Subscribe to the events of earlier stages."""
    events.subscribe("care_destroyed")(after_destruction)


def after_destruction(case_id: UUID) -> None:
    """Visits that are still due fall away with the care data of their case."""
    drop_visits(case_id)
