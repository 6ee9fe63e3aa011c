"""What may be read of cases, always by somebody."""

from __future__ import annotations

from dodomu.journey.cases.queries.at_work import work
from dodomu.journey.cases.queries.authors import who_joined, who_let_go, who_split
from dodomu.journey.cases.queries.bodies import bodies, body
from dodomu.journey.cases.queries.choices import risks, teams, workers
from dodomu.journey.cases.queries.consents import Consented, consent_for, consent_now
from dodomu.journey.cases.queries.counting import CountedChild, counted_children
from dodomu.journey.cases.queries.data_requests import (
    Recipient,
    RequestNotFound,
    RequestPage,
    RequestRow,
    request,
    requests,
    to_correct,
    to_tell,
    waiting_for_release,
)
from dodomu.journey.cases.queries.disclosure import never_disclose
from dodomu.journey.cases.queries.listing import Counts, Found, case_ids, cases, counts
from dodomu.journey.cases.queries.load import WaitingSecond, WorkerLoad, load, waiting_for_second
from dodomu.journey.cases.queries.packages import Line, Package
from dodomu.journey.cases.queries.page import CaseNotFound, case, open_case_of
from dodomu.journey.cases.queries.reach import case_pids
from dodomu.journey.cases.queries.rows import AxisHistory, CasePage, CaseRow, EntryRow, EventRow, ProposalRow
from dodomu.journey.cases.queries.sending_rows import BodyRow, SendingPage, SendingRow, StepRow
from dodomu.journey.cases.queries.sendings import (
    SendingNotFound,
    for_second,
    sending,
    sendings,
    sendings_about,
    sendings_named,
    sendings_of,
)
from dodomu.journey.cases.queries.states import axis_state, hands_state, risk_state
from dodomu.journey.cases.queries.timeline import Happening, happenings
from dodomu.journey.cases.queries.waiting import (
    by_number,
    cases_without_worker,
    children_without_case,
    waiting_proposals,
)
from dodomu.journey.cases.queries.work_rows import (
    CaseWork,
    ClockRow,
    ClosingRow,
    DocumentRow,
    FlagRow,
    LedRow,
    SecondRow,
    TaskChangeRow,
    TaskRow,
    WarningRow,
)
from dodomu.journey.cases.queries.work_states import body_state, clock_state, consent_state, task_state

__all__ = [
    "body_state",
    "clock_state",
    "consent_state",
    "task_state",
    "AxisHistory",
    "BodyRow",
    "CaseNotFound",
    "CasePage",
    "CaseRow",
    "CaseWork",
    "ClockRow",
    "ClosingRow",
    "CountedChild",
    "Consented",
    "Counts",
    "DocumentRow",
    "EntryRow",
    "EventRow",
    "FlagRow",
    "Found",
    "Happening",
    "LedRow",
    "Line",
    "Package",
    "ProposalRow",
    "Recipient",
    "RequestNotFound",
    "RequestPage",
    "RequestRow",
    "SecondRow",
    "SendingNotFound",
    "SendingPage",
    "SendingRow",
    "StepRow",
    "TaskChangeRow",
    "TaskRow",
    "WaitingSecond",
    "WarningRow",
    "WorkerLoad",
    "axis_state",
    "bodies",
    "body",
    "by_number",
    "case",
    "case_ids",
    "case_pids",
    "cases",
    "cases_without_worker",
    "children_without_case",
    "consent_for",
    "consent_now",
    "counted_children",
    "counts",
    "for_second",
    "hands_state",
    "happenings",
    "load",
    "never_disclose",
    "open_case_of",
    "request",
    "requests",
    "risk_state",
    "risks",
    "sending",
    "sendings",
    "sendings_about",
    "sendings_named",
    "sendings_of",
    "teams",
    "to_correct",
    "to_tell",
    "waiting_for_release",
    "waiting_for_second",
    "waiting_proposals",
    "who_joined",
    "who_let_go",
    "who_split",
    "work",
    "workers",
]
