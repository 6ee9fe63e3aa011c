"""What may be read of evidence."""

from __future__ import annotations

from dodomu.journey.evidence.queries.disclosures import disclosure
from dodomu.journey.evidence.queries.exhibit import copies_of_case, exhibit, facts_to_link
from dodomu.journey.evidence.queries.exhibits import case_evidence, count_of_case, exhibits, exhibits_of_persons
from dodomu.journey.evidence.queries.holds import HoldRow, hold, is_held, is_person_held
from dodomu.journey.evidence.queries.reach import case_numbered
from dodomu.journey.evidence.queries.record import CaseRecord, case_record
from dodomu.journey.evidence.queries.rows import (
    CaseEvidence,
    CustodyRow,
    DisclosureRow,
    ExhibitPage,
    ExhibitRow,
    PartyRow,
)

__all__ = [
    "CaseEvidence",
    "CaseRecord",
    "CustodyRow",
    "DisclosureRow",
    "ExhibitPage",
    "ExhibitRow",
    "HoldRow",
    "PartyRow",
    "case_evidence",
    "case_numbered",
    "case_record",
    "copies_of_case",
    "count_of_case",
    "disclosure",
    "exhibit",
    "exhibits",
    "exhibits_of_persons",
    "facts_to_link",
    "hold",
    "is_held",
    "is_person_held",
]
