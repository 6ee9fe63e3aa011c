"""Facts for a bundle, taken from the same invented journal as the bundles that tests write by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from dodomu.engine.ledger import (
    VerifierKey,
    bagit,
    consistency_proof,
    inclusion_proof,
    parse_verifier_key,
    verifier_program,
)
from dodomu.engine.ledger.court import (
    ORIGINAL,
    WITHHELD,
    Description,
    Guided,
    Item,
    JournalFacts,
    Payload,
    ShownCase,
    ShownEntry,
    Stamp,
    crate_json,
    guide_files,
    journal_files,
    premis_xml,
    tag_files,
)
from tests.engine.ledger_bundles import FILES, LOG, WILLOW, Journal, journal, salt

KEYS: tuple[VerifierKey, ...] = (parse_verifier_key(LOG.vkey),)
OLD = 4


def payload(path: str, content: bytes | None = None, **more: Any) -> Payload:
    content = FILES[path] if content is None else content
    known = Payload(path, sha256(content).hexdigest(), len(content), salt(path), ORIGINAL)
    return replace(known, **more)


def shown_entry(made: Journal, index: int, size: int) -> ShownEntry:
    return ShownEntry(made.bodies[index], inclusion_proof(made.store, index, size))


def facts(made: Journal | None = None, stamps: Sequence[Stamp] = ()) -> JournalFacts:
    """Honest facts about the case Willow, as of the newest checkpoint."""
    made = made or journal()
    size = len(made.bodies)
    said = [json.loads(body) for body in made.bodies]
    heads_at = max(one["index"] for one in said if one["kind"] == "case_heads")
    of_case = [one["index"] for one in said if one.get("case_pid") == str(WILLOW) and one["index"] < heads_at]
    assert made.map
    return JournalFacts(
        checkpoints=[made.checkpoint(size).decode(), made.checkpoint(OLD).decode()],
        consistency={OLD: consistency_proof(made.store, OLD, size)},
        entries=[shown_entry(made, index, size) for index in [heads_at, *of_case]],
        case=ShownCase(WILLOW, made.map.heads[WILLOW], heads_at, made.map.prove(WILLOW)),
        disclosed=[payload(path) for path in FILES],
        stamps=stamps,
    )


def description(given: JournalFacts, **more: Any) -> Description:
    items = [
        Item(UUID(int=number), number, "photo", ORIGINAL, files=(file,))
        for number, file in enumerate(given.disclosed, 1)
    ]
    items.append(Item(UUID(int=99), 99, "document", WITHHELD, "safety"))
    bodies = [one.body for one in given.entries]
    about = Description(WILLOW, "2026-03-02T10:00:00Z", "Дім & Дорога", "dodomu 0.1.0", items, bodies)
    return replace(about, **more)


def written(given: JournalFacts, about: Description | None = None) -> dict[str, bytes]:
    """Every file of the bundle, the evidence included, as a desk checks it."""
    about = about or description(given)
    guided = Guided(WILLOW, given.case.map_index, len(about.items), len(about.items) - about.withheld, given.stamps)
    tags = {
        **journal_files(given, KEYS),
        **guide_files(guided),
        "ro-crate-metadata.json": crate_json(about),
        "premis.xml": premis_xml(about),
        "verify.py": verifier_program(),
    }
    files = tag_files(given.disclosed, tags, [("External-Identifier", str(WILLOW))])
    assert bagit.parse_manifest(files[bagit.MANIFEST])
    return files | {one.path: FILES[one.path] for one in given.disclosed}
