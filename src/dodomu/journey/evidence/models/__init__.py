"""Tables of evidence: exhibits and what is said of them, custody, legal holds, disclosure lists."""

from dodomu.journey.evidence.models.custody import CustodyEvent, CustodyState, Purpose
from dodomu.journey.evidence.models.disclosure import DisclosedFor, DisclosureItem, DisclosureList, Fate, WithheldWhy
from dodomu.journey.evidence.models.exhibit import (
    DAYS,
    About,
    Bears,
    Claim,
    ClaimSource,
    CopyKind,
    Derivative,
    Exhibit,
    ExhibitKind,
    FactLink,
    Language,
    OpenedFor,
    Opening,
    Removed,
    Way,
)
from dodomu.journey.evidence.models.hold import HoldLifting, HoldWhy, LegalHold

__all__ = [
    "DAYS",
    "About",
    "Bears",
    "Claim",
    "ClaimSource",
    "CopyKind",
    "CustodyEvent",
    "CustodyState",
    "Derivative",
    "DisclosedFor",
    "DisclosureItem",
    "DisclosureList",
    "Exhibit",
    "ExhibitKind",
    "FactLink",
    "Fate",
    "HoldLifting",
    "HoldWhy",
    "Language",
    "LegalHold",
    "OpenedFor",
    "Opening",
    "Purpose",
    "Removed",
    "Way",
    "WithheldWhy",
]
