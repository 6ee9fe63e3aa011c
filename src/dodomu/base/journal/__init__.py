"""The journal: an append-only record of acts, hashed into a Merkle tree in the transaction of each act.

    with transaction.atomic():
        ...
        journal.append("case_opened", by=viewer, subject=case.pid, codes={"risk": "high"})

What a leaf commits to, it commits to with a salt that is derived from the owner's data key:
``journal.commit(key.derive("commitment"), content)``. Destroying the key destroys the salt, and with it every
way of testing a guess against the leaf; the leaf itself stays.

A leaf of a case names it by ``case=case.pid``; then it stands in the chain of that case. What is handed out of a case:

    journal.write_case_map(fresh=True)
    checkpoint = journal.make_checkpoint()          # outside any transaction
    proof = journal.prove_case(case.pid, checkpoint.size)

What stamps outsiders gave a checkpoint: ``journal.stamps_of([checkpoint])[checkpoint.id]``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dodomu.base.journal.entries import Entry, EntryRefused
from dodomu.engine.ledger import commitment as commit

if TYPE_CHECKING:
    from dodomu.base.journal.anchoring import OUTCOMES, Attempt, Outcome, anchor, disagreeing
    from dodomu.base.journal.chains import case_pid_of
    from dodomu.base.journal.checking import verify
    from dodomu.base.journal.checks import PastCheck, check, past_checks
    from dodomu.base.journal.gaps import Gap, GapKind, known_gaps
    from dodomu.base.journal.maps import day_has_map, write_case_map
    from dodomu.base.journal.marks import about_itself
    from dodomu.base.journal.new_logs import KNOWN_BY, REASONS, KnownBy, Reason, Renewal, lost_of, renewals
    from dodomu.base.journal.problems import Fault, Problem, Verification
    from dodomu.base.journal.proving import (
        CaseProof,
        NoSuchEntry,
        NothingAboutCase,
        ProvedLeaf,
        body_of,
        proof_file,
        prove_case,
        prove_consistency,
        prove_inclusion,
    )
    from dodomu.base.journal.publishing import (
        CosignatureReceived,
        HistoryDiffers,
        NothingToSign,
        PublishedCheckpoint,
        checkpoint_covering,
        checkpoints_kept,
        latest_checkpoint,
        make_checkpoint,
    )
    from dodomu.base.journal.reading import (
        Checkpoint,
        JournalEntry,
        checkpoint,
        entries_about,
        entries_by,
        entries_of_kinds,
        recent,
    )
    from dodomu.base.journal.renewing import HeldRefused, NoRestoreNoted, NothingToRenew, renew
    from dodomu.base.journal.signing import Log, earlier_keys, earlier_logs, this_log
    from dodomu.base.journal.stamping.anchoring import StampAttempt, stamp, stamp_claimed
    from dodomu.base.journal.stamping.authorities import Authority, configured_authorities
    from dodomu.base.journal.stamping.judging import judge_waiting
    from dodomu.base.journal.stamping.pacing import claim_stamps, due_authorities
    from dodomu.base.journal.stamping.standing import (
        AuthorityStanding,
        CheckpointStamp,
        KeptStamp,
        stamping_state,
        stamps_of,
        stamps_up_to,
    )
    from dodomu.base.journal.standing import LogStanding, WitnessStanding, anchoring_state, log_standing
    from dodomu.base.journal.witnesses import Witness, Witnesses, configured_witnesses
    from dodomu.base.journal.writing import MOST_AT_ONCE, NotInTransaction, append, append_many

__all__ = [
    "Attempt",
    "Authority",
    "AuthorityStanding",
    "CaseProof",
    "Checkpoint",
    "CheckpointStamp",
    "CosignatureReceived",
    "Entry",
    "EntryRefused",
    "Fault",
    "Gap",
    "GapKind",
    "HeldRefused",
    "HistoryDiffers",
    "JournalEntry",
    "KNOWN_BY",
    "KeptStamp",
    "KnownBy",
    "Log",
    "LogStanding",
    "MOST_AT_ONCE",
    "NoRestoreNoted",
    "NoSuchEntry",
    "NotInTransaction",
    "NothingAboutCase",
    "NothingToRenew",
    "NothingToSign",
    "OUTCOMES",
    "Outcome",
    "PastCheck",
    "Problem",
    "ProvedLeaf",
    "PublishedCheckpoint",
    "REASONS",
    "Reason",
    "Renewal",
    "StampAttempt",
    "Verification",
    "Witness",
    "WitnessStanding",
    "Witnesses",
    "about_itself",
    "anchor",
    "anchoring_state",
    "append",
    "append_many",
    "body_of",
    "case_pid_of",
    "check",
    "checkpoint",
    "checkpoint_covering",
    "checkpoints_kept",
    "claim_stamps",
    "commit",
    "configured_authorities",
    "configured_witnesses",
    "day_has_map",
    "disagreeing",
    "due_authorities",
    "earlier_keys",
    "earlier_logs",
    "entries_about",
    "entries_by",
    "entries_of_kinds",
    "judge_waiting",
    "known_gaps",
    "latest_checkpoint",
    "log_standing",
    "lost_of",
    "make_checkpoint",
    "past_checks",
    "proof_file",
    "prove_case",
    "prove_consistency",
    "prove_inclusion",
    "recent",
    "renew",
    "renewals",
    "stamp",
    "stamp_claimed",
    "stamping_state",
    "stamps_of",
    "stamps_up_to",
    "this_log",
    "verify",
    "write_case_map",
]

# Django imports this package before its tables are known, so what needs tables is loaded on first use.
_LATER = {
    "case_pid_of": "chains",
    "verify": "checking",
    **dict.fromkeys(("day_has_map", "write_case_map"), "maps"),
    **dict.fromkeys(
        (
            "CaseProof",
            "NoSuchEntry",
            "NothingAboutCase",
            "ProvedLeaf",
            "body_of",
            "proof_file",
            "prove_case",
            "prove_consistency",
            "prove_inclusion",
        ),
        "proving",
    ),
    **dict.fromkeys(
        (
            "CosignatureReceived",
            "HistoryDiffers",
            "NothingToSign",
            "PublishedCheckpoint",
            "checkpoint_covering",
            "checkpoints_kept",
            "latest_checkpoint",
            "make_checkpoint",
        ),
        "publishing",
    ),
    **dict.fromkeys(("Log", "earlier_keys", "earlier_logs", "this_log"), "signing"),
    **dict.fromkeys(
        ("KNOWN_BY", "REASONS", "KnownBy", "Reason", "Renewal", "lost_of", "renewals"),
        "new_logs",
    ),
    **dict.fromkeys(("HeldRefused", "NoRestoreNoted", "NothingToRenew", "renew"), "renewing"),
    **dict.fromkeys(("StampAttempt", "stamp", "stamp_claimed"), "stamping.anchoring"),
    **dict.fromkeys(("Authority", "configured_authorities"), "stamping.authorities"),
    "judge_waiting": "stamping.judging",
    **dict.fromkeys(("claim_stamps", "due_authorities"), "stamping.pacing"),
    **dict.fromkeys(
        ("AuthorityStanding", "CheckpointStamp", "KeptStamp", "stamping_state", "stamps_of", "stamps_up_to"),
        "stamping.standing",
    ),
    **dict.fromkeys(("OUTCOMES", "Attempt", "Outcome", "anchor", "disagreeing"), "anchoring"),
    **dict.fromkeys(("LogStanding", "WitnessStanding", "anchoring_state", "log_standing"), "standing"),
    **dict.fromkeys(("PastCheck", "check", "past_checks"), "checks"),
    **dict.fromkeys(("Gap", "GapKind", "known_gaps"), "gaps"),
    "about_itself": "marks",
    **dict.fromkeys(("Witness", "Witnesses", "configured_witnesses"), "witnesses"),
    **dict.fromkeys(("Fault", "Problem", "Verification"), "problems"),
    **dict.fromkeys(
        ("Checkpoint", "JournalEntry", "checkpoint", "entries_about", "entries_by", "entries_of_kinds", "recent"),
        "reading",
    ),
    **dict.fromkeys(("MOST_AT_ONCE", "NotInTransaction", "append", "append_many"), "writing"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
