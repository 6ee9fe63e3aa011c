"""What a court gets: the bundle that `verify.py` checks, written from facts that are handed in.

journal = journal_files(facts, log_keys)
tags = journal | {crate.PATH: crate_json(about), "verify.py": verifier_program()} | guide_files(guided)
files = tag_files(facts.disclosed, tags)
for piece in as_listed(payload, pieces): ...

Pure: no file, no clock, no chance. Same facts, same bytes. The layout stands at the head of `bundle_verifier`. This
package needs `cryptography`, so it is imported by its own name.
"""

from __future__ import annotations

from dodomu.engine.ledger.court.crate import crate_json
from dodomu.engine.ledger.court.describing import COPY, ORIGINAL, STATEMENT, WITHHELD, Act, Description, Item
from dodomu.engine.ledger.court.errors import (
    BundleRefused,
    CheckpointsDiffer,
    DescriptionUnfit,
    EntryUnfit,
    FileDiffers,
    MapUnfit,
    NotCommitted,
    NothingOfCase,
    StampUnfit,
)
from dodomu.engine.ledger.court.facts import JournalFacts, Payload, ShownCase, ShownEntry, Stamp
from dodomu.engine.ledger.court.guide import Guided, guide_files
from dodomu.engine.ledger.court.journal_files import commitments_of, journal_files, opened_by
from dodomu.engine.ledger.court.packing import as_listed, tag_files
from dodomu.engine.ledger.court.premis import premis_xml
from dodomu.engine.ledger.court.stamps import stamped_size

__all__ = [
    "COPY",
    "ORIGINAL",
    "STATEMENT",
    "WITHHELD",
    "Act",
    "BundleRefused",
    "CheckpointsDiffer",
    "Description",
    "DescriptionUnfit",
    "EntryUnfit",
    "FileDiffers",
    "Guided",
    "Item",
    "JournalFacts",
    "MapUnfit",
    "NotCommitted",
    "NothingOfCase",
    "Payload",
    "ShownCase",
    "ShownEntry",
    "Stamp",
    "StampUnfit",
    "as_listed",
    "commitments_of",
    "crate_json",
    "guide_files",
    "journal_files",
    "opened_by",
    "premis_xml",
    "stamped_size",
    "tag_files",
]
