"""What is handed in to be recorded: one report, the persons it speaks of, what it says of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.vocabulary import (
    ChangedPart,
    Channel,
    Consent,
    MentionRole,
    Question,
    RelationKind,
    Unanswered,
)


@dataclass(frozen=True, slots=True)
class FactInput:
    """One stated attribute. ``words``: as it was said, when the value cannot show that itself."""

    attribute: str
    value: Value
    observed_on: PartialDate | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChangeInput:
    """A forced change of identity: what it was, what it became, when, by which act."""

    what: ChangedPart
    old: str = ""
    new: str = ""
    changed_on: PartialDate | None = None
    by_act: str = ""

    def to_json(self) -> dict[str, Any]:
        changed_on = self.changed_on.to_json() if self.changed_on else None
        return {"old": self.old, "new": self.new, "changed_on": changed_on, "by_act": self.by_act}


@dataclass(frozen=True, slots=True)
class MentionInput:
    """One person the report speaks of.

    Attributes:
        person: a person known already, on whose page this is recorded.
        unanswered: questions without a value, each with the reason: nobody knew, or nobody asked.
    """

    role: MentionRole
    facts: tuple[FactInput, ...]
    changes: tuple[ChangeInput, ...] = ()
    person: UUID | None = None
    unanswered: tuple[tuple[Question, Unanswered], ...] = ()


@dataclass(frozen=True, slots=True)
class RelationInput:
    """Mention number ``from_index`` is the ``kind`` of mention number ``to_index``."""

    from_index: int
    to_index: int
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class ReportInput:
    """One statement received.

    Attributes:
        source_id: the Source (see ``source_named``, ``source_of_kind``).
        payload: the statement untouched, as JSON-able values.
        statement: what makes it this statement and no other: the same text from the same source is the same
            report. Empty takes the payload; a form puts a random number of its own here.
        grade: Admiralty grade of this report ("B2"); empty takes the source's.
        reporter: who said it and how to reach them; sealed.
        original_id: the vault original it came in. A report of its own without one gets its payload kept.
        requester: number of the mention who asked us, where the statement is a request.
    """

    channel: Channel
    source_id: UUID
    payload: dict[str, Any]
    mentions: tuple[MentionInput, ...]
    received_at: datetime
    statement: str = ""
    relations: tuple[RelationInput, ...] = ()
    grade: str = ""
    reporter: str = ""
    consent: Consent = Consent.NOT_ASKED
    original_id: UUID | None = None
    batch_id: UUID | None = None
    row_number: int | None = None
    requester: int | None = None


PreparedReport = ReportInput
"""What an import hands to ``record_batch``: the same thing, with ``batch_id`` and ``row_number``."""
