"""What is done with a case: opened, moved along an axis, answered, handed over, closed; its tasks, clocks, warnings."""

from __future__ import annotations

from dodomu.journey.cases.actions.axes import Step, record_step, withdraw_step
from dodomu.journey.cases.actions.bodies import AlreadyListed, BodyInput, add_body, change_body
from dodomu.journey.cases.actions.clocks import ClockAnswer, NoSuchClock, answers_for, mark_clock, record_document
from dodomu.journey.cases.actions.closing import OpenElsewhere, answer_closing, close_case, reopen_case
from dodomu.journey.cases.actions.compiling import (
    compile_file,
    draft,
    open_file,
    read_file,
    release_file,
    send_back,
)
from dodomu.journey.cases.actions.destroying import (
    DestructionInput,
    NotReviewed,
    PlanChanged,
    answer_destruction,
    ask_destruction,
)
from dodomu.journey.cases.actions.disclosure import Warned, add_never_disclose, answer_ending, end_never_disclose
from dodomu.journey.cases.actions.dues import refresh_outdated
from dodomu.journey.cases.actions.enquiring import Answer, record_answer
from dodomu.journey.cases.actions.flags import clear_flag, raise_flag
from dodomu.journey.cases.actions.handing import change_risk, reassign, release_worker
from dodomu.journey.cases.actions.holding import CareDestroyed, CaseClosed
from dodomu.journey.cases.actions.joins import follow_join, follow_split
from dodomu.journey.cases.actions.looking import export_cases, look
from dodomu.journey.cases.actions.many import FLAG, REASSIGN, flag_many, reassign_many, undo_many
from dodomu.journey.cases.actions.opening import AlreadyOpen, open_case
from dodomu.journey.cases.actions.opening_sendings import look_at_sending, open_package
from dodomu.journey.cases.actions.proposals import AlreadyAnswered, accept, decline
from dodomu.journey.cases.actions.requests import (
    Asked,
    NotCorrected,
    RequestNotNow,
    accept_correction,
    record_request,
    refuse_request,
    tell_recipient,
)
from dodomu.journey.cases.actions.reviewing import NotDue, review_kept
from dodomu.journey.cases.actions.road import RoadStep, propose_road_step, road_step
from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.cases.actions.sending import (
    ConsentNeeded,
    Prepared,
    UnderWay,
    Wanted,
    WarningsUnread,
    prepare,
    send,
)
from dodomu.journey.cases.actions.stepping import NotNow, take_step
from dodomu.journey.cases.actions.stepping import Step as SendingStep
from dodomu.journey.cases.actions.tasks import NotOpen, change_task, end_task, make_task

__all__ = [
    "AlreadyAnswered",
    "AlreadyListed",
    "AlreadyOpen",
    "Answer",
    "Asked",
    "BodyInput",
    "CaseClosed",
    "ClockAnswer",
    "ConsentNeeded",
    "FLAG",
    "NoSuchClock",
    "NotCorrected",
    "NotDue",
    "NotNow",
    "NotOpen",
    "NotWaiting",
    "OpenElsewhere",
    "Prepared",
    "REASSIGN",
    "RequestNotNow",
    "RoadStep",
    "SamePerson",
    "SendingStep",
    "Step",
    "UnderWay",
    "Wanted",
    "Warned",
    "WarningsUnread",
    "accept",
    "accept_correction",
    "add_body",
    "add_never_disclose",
    "answer_closing",
    "answer_ending",
    "answers_for",
    "change_body",
    "change_risk",
    "change_task",
    "clear_flag",
    "close_case",
    "compile_file",
    "decline",
    "draft",
    "end_never_disclose",
    "end_task",
    "export_cases",
    "flag_many",
    "follow_join",
    "follow_split",
    "look",
    "look_at_sending",
    "make_task",
    "mark_clock",
    "open_case",
    "open_file",
    "open_package",
    "prepare",
    "propose_road_step",
    "raise_flag",
    "read_file",
    "reassign",
    "reassign_many",
    "record_answer",
    "record_document",
    "record_request",
    "record_step",
    "refresh_outdated",
    "refuse_request",
    "release_file",
    "release_worker",
    "reopen_case",
    "review_kept",
    "road_step",
    "send",
    "send_back",
    "take_step",
    "tell_recipient",
    "undo_many",
    "withdraw_step",
    "DestructionInput",
    "NotReviewed",
    "PlanChanged",
    "answer_destruction",
    "ask_destruction",
    "CareDestroyed",
]
