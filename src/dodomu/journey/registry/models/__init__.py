"""The registry's tables."""

from dodomu.journey.registry.models.calls import (
    CallDraft,
    DraftEnd,
    OpenQuestion,
    PossiblyKnown,
    Requester,
    Verification,
)
from dodomu.journey.registry.models.imports import BatchStatus, ColumnChoice, ImportBatch
from dodomu.journey.registry.models.persons import Join, Membership, Person, Pin, ProfileCard
from dodomu.journey.registry.models.photos import Photo, PhotoWithdrawal
from dodomu.journey.registry.models.printouts import PrintOut
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
    "Verification",
    "Requester",
    "PossiblyKnown",
    "OpenQuestion",
    "DraftEnd",
    "CallDraft",
    "BatchStatus",
    "ColumnChoice",
    "Fact",
    "IdentityChange",
    "ImportBatch",
    "Join",
    "Membership",
    "Mention",
    "Person",
    "Photo",
    "PhotoWithdrawal",
    "Pin",
    "PrintOut",
    "ProfileCard",
    "Relation",
    "Report",
    "SearchKey",
    "Source",
    "Withdrawal",
]
