"""What can be done in the registry; one function for each real act."""

from dodomu.journey.registry.actions.batches import ImportNotPossible
from dodomu.journey.registry.actions.calls import (
    StaleCall,
    add_child,
    discard_call,
    record_call,
    save_call,
    start_call,
    take_child_out,
)
from dodomu.journey.registry.actions.columns import MappingNotUnderstood
from dodomu.journey.registry.actions.facts import AlreadyCorrected, SaidBy, add_fact, correct_fact, pin_fact, unpin
from dodomu.journey.registry.actions.import_withdrawal import begin_withdrawal, withdraw
from dodomu.journey.registry.actions.importing import Outcome, confirm, run
from dodomu.journey.registry.actions.joining import AlreadyOne, ConfirmationNeeded, join_persons, split_persons
from dodomu.journey.registry.actions.pairing import keep_pairs
from dodomu.journey.registry.actions.photos import PhotoInput, add_photo, look_at_photo, withdraw_photo
from dodomu.journey.registry.actions.possibly_known import compare_call, open_known_call, settle_known_call
from dodomu.journey.registry.actions.reading import (
    OpenedPerson,
    note_export,
    open_original_of,
    open_person,
    open_report,
    search_persons,
)
from dodomu.journey.registry.actions.recording import record_batch, record_report
from dodomu.journey.registry.actions.requesters import Check, open_requesters, verify_requester
from dodomu.journey.registry.actions.showing import Part, Printed, UseStopped, note_printout, show_part
from dodomu.journey.registry.actions.sources import source_named, source_of_kind
from dodomu.journey.registry.actions.staging import SourceKnownOtherwise, map_columns, stage
from dodomu.journey.registry.actions.statements import (
    ChangeInput,
    FactInput,
    MentionInput,
    PreparedReport,
    RelationInput,
    ReportInput,
)
from dodomu.journey.registry.actions.withdrawing import withdraw_fact, withdraw_report, withdraw_reports
from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.journey.registry.pictures import PhotoNotReadable

__all__ = [
    "StaleCall",
    "add_child",
    "discard_call",
    "record_call",
    "save_call",
    "start_call",
    "take_child_out",
    "compare_call",
    "open_known_call",
    "settle_known_call",
    "Check",
    "open_requesters",
    "verify_requester",
    "ImportNotPossible",
    "MappingNotUnderstood",
    "begin_withdrawal",
    "withdraw",
    "Outcome",
    "confirm",
    "run",
    "SourceKnownOtherwise",
    "map_columns",
    "stage",
    "ListNotReadable",
    "AlreadyCorrected",
    "AlreadyOne",
    "ChangeInput",
    "ConfirmationNeeded",
    "FactInput",
    "MentionInput",
    "OpenedPerson",
    "Part",
    "PhotoInput",
    "PhotoNotReadable",
    "PreparedReport",
    "Printed",
    "UseStopped",
    "RelationInput",
    "ReportInput",
    "SaidBy",
    "add_fact",
    "add_photo",
    "correct_fact",
    "join_persons",
    "keep_pairs",
    "look_at_photo",
    "note_export",
    "note_printout",
    "open_original_of",
    "open_person",
    "open_report",
    "pin_fact",
    "record_batch",
    "record_report",
    "search_persons",
    "show_part",
    "source_named",
    "source_of_kind",
    "split_persons",
    "unpin",
    "withdraw_fact",
    "withdraw_photo",
    "withdraw_report",
    "withdraw_reports",
]
