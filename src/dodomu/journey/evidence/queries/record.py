"""Everything about the evidence of a case that a bundle for a court lists, as plain values.

A bundle holds originals and copies, the chain of custody, the leaves of the case's journal, and the salts of what is
disclosed: with content and salt an expert computes a commitment and finds it in a leaf. What is withheld appears by its
commitments alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from dodomu.base import journal, keys
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.vault import Original
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.models import Exhibit
from dodomu.journey.evidence.queries.reach import seen_case
from dodomu.journey.evidence.statements import (
    Statement,
    claim_statement,
    custody_statement,
    derivative_statement,
    intake_statement,
)


@dataclass(frozen=True, slots=True)
class Committed:
    """One statement, the salt it was committed under, and the commitment that stands in a leaf."""

    statement: Statement = field(repr=False)
    salt: bytes = field(repr=False)
    commitment: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file in the vault: its digest, its size, the salt of its commitment."""

    original_id: UUID
    sha256: str
    size: int
    salt: bytes = field(repr=False)
    commitment: str


@dataclass(frozen=True, slots=True)
class ExhibitRecord:
    """One exhibit with everything that was committed to about it."""

    exhibit_id: UUID
    pid: UUID
    number: int
    file: KeptFile
    intake: Committed
    claims: tuple[Committed, ...]
    custody: tuple[Committed, ...]
    copies: tuple[tuple[KeptFile, Committed], ...]


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """The evidence of one case, and every leaf of its journal in their order."""

    case_pid: UUID
    exhibits: tuple[ExhibitRecord, ...]
    leaves: tuple[journal.JournalEntry, ...]


def case_record(viewer: Viewer, case_id: UUID) -> CaseRecord:
    """The evidence of a case, for whoever puts a bundle together.

    Raises:
        OutOfReach: there is no such case within reach, or the viewer puts none together.
        KeyDestroyed: an original was lawfully destroyed.
    """
    case = seen_case(viewer, case_id, Act.EVIDENCE_WORK)
    found = Exhibit.objects.filter(case=case).select_related("case", "original__data_key__organisation_key")
    exhibits = tuple(_record(one) for one in found)
    leaves = journal.entries_about(case.pid, limit=100_000)
    return CaseRecord(case.pid, exhibits, tuple(reversed(leaves)))


def _record(exhibit: Exhibit) -> ExhibitRecord:
    key, opened = keys.open_keys({exhibit.data_key_id})[exhibit.data_key_id], bridge.Opened({exhibit.data_key_id})

    def committed(row: UUID, statement: dict[str, Any]) -> Committed:
        return Committed(statement, bridge.salt_of(key, row), bridge.commitment_of(key, row, statement))

    events = exhibit.custody.select_related("exhibit", "giver", "receiver")
    copies = exhibit.derivatives.select_related("exhibit", "original__data_key__organisation_key")
    return ExhibitRecord(
        exhibit_id=exhibit.id,
        pid=exhibit.pid,
        number=exhibit.number,
        file=_file(exhibit.original),
        intake=committed(exhibit.id, intake_statement(exhibit)),
        claims=tuple(
            committed(one.id, claim_statement(one, opened)) for one in exhibit.claims.select_related("exhibit")
        ),
        custody=tuple(committed(one.id, custody_statement(one, opened)) for one in events),
        copies=tuple((_file(one.original), committed(one.id, derivative_statement(one, opened))) for one in copies),
    )


def _file(original: Original) -> KeptFile:
    commitment, salt = bridge.original_commitment(original)
    return KeptFile(original.id, original.sha256, original.size, salt, commitment)
