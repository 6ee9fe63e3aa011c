"""One case per child at a time; status histories and proposals that nobody can rewrite.

Everything a person typed is sealed under the case's own data key: it dies with the key. What the database reads are
codes, dates and who did it.
"""

from dodomu.journey.cases.models.axes import AxisEntry, AxisWithdrawal
from dodomu.journey.cases.models.case import Case, CaseEvent, NeedToKnow, RiskLevel
from dodomu.journey.cases.models.clocks import CaseDocument, ClockMark, DocumentKind, NextDue
from dodomu.journey.cases.models.closing import Closing, Outcome, RefusedBy, Reopening
from dodomu.journey.cases.models.consent import ChildView, Consent, ConsentState, Giver, HowAsked, Interpreting
from dodomu.journey.cases.models.destruction import CareDestruction, DestructionWhy
from dodomu.journey.cases.models.disclosure import DisclosureEnding, NeverDisclose
from dodomu.journey.cases.models.interviews import Interview, InterviewKind, InterviewState, ToldEvent
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
from dodomu.journey.cases.models.sealed_notes import SealedNote, WhyOpened
from dodomu.journey.cases.models.second import NeedsSecond, SecondState
from dodomu.journey.cases.models.tasks import Flag, Task, TaskChange, TaskState
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
    "CareDestruction",
    "Case",
    "CaseDocument",
    "CaseEvent",
    "ChildView",
    "ClockMark",
    "Closing",
    "Consent",
    "ConsentState",
    "DataRequest",
    "DestructionWhy",
    "DisclosureEnding",
    "DocumentKind",
    "Flag",
    "Giver",
    "HowAsked",
    "IdentityProof",
    "Interpreting",
    "Interview",
    "InterviewKind",
    "InterviewState",
    "NeedToKnow",
    "NeedsSecond",
    "NeverDisclose",
    "NextDue",
    "Outcome",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "RecipientTold",
    "RefusedBy",
    "Reopening",
    "RequestEvent",
    "RequestKind",
    "RequestState",
    "Requester",
    "RetentionReview",
    "RiskLevel",
    "SealedNote",
    "SecondState",
    "Sending",
    "SendingEvent",
    "SendingKind",
    "SendingState",
    "Task",
    "TaskChange",
    "TaskState",
    "ToldEvent",
    "Way",
    "WhyOpened",
]
