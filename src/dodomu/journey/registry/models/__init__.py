"""The registry's tables."""

from dodomu.journey.registry.models.imports import BatchStatus, ColumnChoice, ImportBatch
from dodomu.journey.registry.models.persons import Join, Membership, Person, Pin, ProfileCard
from dodomu.journey.registry.models.reports import (
    Fact,
    IdentityChange,
    Mention,
    Relation,
    Report,
    Source,
    Withdrawal,
)
from dodomu.journey.registry.models.search import SearchKey

__all__ = [
    "BatchStatus",
    "ColumnChoice",
    "Fact",
    "IdentityChange",
    "ImportBatch",
    "Join",
    "Membership",
    "Mention",
    "Person",
    "Pin",
    "ProfileCard",
    "Relation",
    "Report",
    "SearchKey",
    "Source",
    "Withdrawal",
]
