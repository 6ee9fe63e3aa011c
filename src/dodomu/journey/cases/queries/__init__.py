"""What may be read of cases, always by somebody."""

from __future__ import annotations

from dodomu.journey.cases.queries.authors import who_joined, who_let_go, who_split
from dodomu.journey.cases.queries.choices import risks, teams, workers
from dodomu.journey.cases.queries.listing import Counts, Found, cases, counts
from dodomu.journey.cases.queries.page import CaseNotFound, case, open_case_of
from dodomu.journey.cases.queries.rows import AxisHistory, CasePage, CaseRow, EntryRow, EventRow, ProposalRow
from dodomu.journey.cases.queries.timeline import Happening, happenings
from dodomu.journey.cases.queries.waiting import by_number, cases_without_worker, waiting_proposals

__all__ = [
    "AxisHistory",
    "CaseNotFound",
    "CasePage",
    "CaseRow",
    "Counts",
    "EntryRow",
    "EventRow",
    "Found",
    "Happening",
    "ProposalRow",
    "by_number",
    "case",
    "cases",
    "cases_without_worker",
    "counts",
    "happenings",
    "open_case_of",
    "risks",
    "teams",
    "waiting_proposals",
    "who_joined",
    "who_let_go",
    "who_split",
    "workers",
]
