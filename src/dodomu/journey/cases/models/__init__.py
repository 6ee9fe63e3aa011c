"""One case per child at a time; status histories and proposals that nobody can rewrite.

Everything a person typed is sealed under the case's own data key: it dies with the key. What the database reads are
codes, dates and who did it.
"""

from dodomu.journey.cases.models.axes import AxisEntry, AxisWithdrawal
from dodomu.journey.cases.models.case import Case, CaseEvent, NeedToKnow, RiskLevel
from dodomu.journey.cases.models.proposals import Proposal, ProposalKind, ProposalState
from dodomu.journey.cases.models.requests import (
    DataRequest,
    IdentityProof,
    RecipientTold,
    Requester,
    RequestEvent,
    RequestKind,
    RequestState,
)
from dodomu.journey.cases.models.retention import RetentionReview
from dodomu.journey.cases.models.transfers import (
    Basis,
    Body,
    BodyKind,
    Sending,
    SendingEvent,
    SendingKind,
    SendingState,
    Way,
)

__all__ = [
    "AxisEntry",
    "AxisWithdrawal",
    "Basis",
    "Body",
    "BodyKind",
    "Case",
    "CaseEvent",
    "DataRequest",
    "IdentityProof",
    "NeedToKnow",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "RecipientTold",
    "RequestEvent",
    "RequestKind",
    "RequestState",
    "Requester",
    "RetentionReview",
    "RiskLevel",
    "Sending",
    "SendingEvent",
    "SendingKind",
    "SendingState",
    "Way",
]
