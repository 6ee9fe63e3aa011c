"""What lies beside the evidence in a bundle, for people to read: a sheet for each exhibit, and the load file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dodomu.base.journal import CaseProof
from dodomu.journey.evidence.bridge.bundle import STATEMENT, case_entries
from dodomu.journey.evidence.models import Fate
from dodomu.journey.evidence.sheets import SheetFacts, sheet
from dodomu.kit.export import csv_bytes

if TYPE_CHECKING:
    from dodomu.journey.evidence.actions.bundling import Given

LOAD_FILE = "items.csv"
COLUMNS = ("number", "exhibit", "fate", "why", "kind", "role", "path", "sha256", "bytes", "name", "journal_entries")
"""For machines, so in one language; the sheets are for people."""


def papers_of(given: Iterable[Given], proof: CaseProof, names: Mapping[str, str]) -> dict[str, bytes]:
    """Path -> bytes."""
    entries = {file.path: case_entries(proof, file) for one in given for file in one.item.files}
    papers = {LOAD_FILE: csv_bytes(COLUMNS, [row for one in given for row in _rows(one, entries)])}
    for one in given:
        papers[f"sheets/exhibit-{one.item.number:04}.pdf"] = sheet(_sheet(one, str(proof.case_pid), names))
    return papers


def _rows(one: Given, entries: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str | int, ...]]:
    item = one.item
    head = (item.number, str(item.pid), item.fate, item.why, item.kind)
    if not item.files:
        yield (*head, "", "", "", "", "", "")
    for file in item.files:
        said = " ".join(str(index) for index in entries[file.path])
        yield (*head, file.role, file.path, file.sha256, file.size, file.name, said)


def _sheet(one: Given, case_pid: str, names: Mapping[str, str]) -> SheetFacts:
    whole = one.item.fate == Fate.ORIGINAL
    return SheetFacts(
        number=one.item.number,
        fate=one.item.fate,
        why=one.item.why,
        intake=one.record.intake.statement,
        claims=tuple(claim.statement for claim in one.record.claims) if whole else (),
        custody=tuple(event.statement for event in one.record.custody) if whole else (),
        copy=one.copy,
        files=tuple((file.path, file.size, file.sha256) for file in one.item.files if file.role != STATEMENT),
        names=names,
        case_pid=case_pid,
    )
