"""One case per child at a time; status histories and proposals that nobody can rewrite.

Everything a person typed is sealed under the case's own data key: it dies with the key. What the database reads are
codes, dates and who did it.
"""

from dodomu.journey.cases.models.axes import AxisEntry, AxisWithdrawal
from dodomu.journey.cases.models.case import Case, CaseEvent, NeedToKnow, RiskLevel
from dodomu.journey.cases.models.proposals import Proposal, ProposalKind, ProposalState

__all__ = [
    "AxisEntry",
    "AxisWithdrawal",
    "Case",
    "CaseEvent",
    "NeedToKnow",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "RiskLevel",
]
