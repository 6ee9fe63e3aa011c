"""What may be done with figures: take them, write down those of others, withdraw one, let some leave."""

from dodomu.journey.figures.actions.noting import note_export
from dodomu.journey.figures.actions.publishing import (
    AlreadyWithdrawn,
    PublishedInput,
    add_published,
    withdraw_published,
)
from dodomu.journey.figures.actions.taking import AlreadyTaken, NothingToCount, NotProtected, take_figures

__all__ = [
    "AlreadyTaken",
    "AlreadyWithdrawn",
    "NotProtected",
    "NothingToCount",
    "PublishedInput",
    "add_published",
    "note_export",
    "take_figures",
    "withdraw_published",
]
