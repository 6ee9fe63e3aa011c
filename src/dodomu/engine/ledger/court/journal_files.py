"""The files below `journal/` of a bundle, checked as they are written.

files = journal_files(facts, log_keys)
files["journal/entries.jsonl"]

The layout is described at the head of `bundle_verifier`, which a stranger runs over the result. Everything it would
refute is refused here first: a wrong bundle handed to a court cannot be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dodomu.engine.ledger.bag_paths import require_safe_paths
from dodomu.engine.ledger.bagit import PAYLOAD
from dodomu.engine.ledger.canonical import canonical_json, parse_canonical
from dodomu.engine.ledger.case_chain import CaseLink, OtherCase, read_link, verify_chain
from dodomu.engine.ledger.case_heads import verify_head
from dodomu.engine.ledger.checkpoints import SignedCheckpoint, parse_checkpoint, stamped_text
from dodomu.engine.ledger.court.errors import CheckpointsDiffer, EntryUnfit, MapUnfit, NotCommitted, NothingOfCase
from dodomu.engine.ledger.court.facts import JournalFacts, Payload, ShownCase, ShownEntry
from dodomu.engine.ledger.court.stamps import stamp_files
from dodomu.engine.ledger.errors import SignatureMissing
from dodomu.engine.ledger.hashing import leaf_hash
from dodomu.engine.ledger.tree_heads import Checkpoint
from dodomu.engine.ledger.verifier_keys import SignatureType, VerifierKey
from dodomu.engine.ledger.verifying import verify_consistency, verify_inclusion

MAP, RENEWED = "case_heads", "journal.renewed"
"""Kinds of the entries that are of no case: the map of cases, and what says that the journal was begun anew."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry that stands in the newest checkpoint."""

    index: int
    said: Mapping[str, Any]
    shown: ShownEntry


def journal_files(facts: JournalFacts, log_keys: Sequence[VerifierKey]) -> dict[str, bytes]:
    """Path -> bytes of everything below `journal/`. Same facts, same bytes, in whatever order they come.

    Args:
        facts: see `JournalFacts`. log_keys: keys of the journal, as the maker knows them.

    Raises:
        CheckpointsDiffer, EntryUnfit, MapUnfit, NothingOfCase, NotCommitted, StampUnfit: as they say.
        SignatureMissing: a checkpoint without the journal's Ed25519 signature, the only kind `verify.py` reads.
        ChainFault and what derives from it: the entries are not the whole chain of the case.
        PathRefused and what derives from it: a path no bundle may have.
        What `parse_checkpoint`, `verify_inclusion`, `verify_consistency`, `verify_head`, `parse_canonical` raise.
    """
    checkpoints = _checkpoints(facts.checkpoints, log_keys)
    newest = checkpoints[max(checkpoints)].checkpoint
    files = {f"journal/checkpoints/{size}.txt": one.text.encode() for size, one in checkpoints.items()}
    if grown := _consistency(facts.consistency, checkpoints, newest):
        files["journal/consistency.jsonl"] = grown
    entries = _entries(facts.entries, newest)
    chain = _chain(entries, facts.case)
    files["journal/entries.jsonl"] = _lines(_entry_line(one) for one in entries)
    files["journal/case.json"] = canonical_json(facts.case.fields())
    if facts.disclosed:
        files["journal/disclosed.jsonl"] = _lines(_disclosed(facts.disclosed, chain))
    texts = {size: stamped_text(one.text) for size, one in checkpoints.items()}
    return files | stamp_files(facts.stamps, texts)


def opened_by(payload: Payload, commitments: Mapping[str, Sequence[int]]) -> Sequence[int]:
    """Indexes of the entries that committed to this file.

    Raises:
        NotCommitted: none did. HashRefused: salt or digest is not 32 bytes, or the size negative.
    """
    found = commitments.get(payload.commitment)
    if not found:
        raise NotCommitted("no entry of the case committed to a file that is to be disclosed")
    return found


def commitments_of(bodies: Iterable[bytes]) -> dict[str, list[int]]:
    """Commitment -> indexes of the entries that carry it, for looking files up; each body as it was hashed.

    Raises:
        NotCanonical and what derives from it, EntryUnfit.
    """
    found: dict[str, list[int]] = {}
    for body in bodies:
        said = parse_canonical(body)
        for commitment in _commitments(said):
            found.setdefault(commitment, []).append(said["index"])
    return found


def _checkpoints(texts: Sequence[str], keys: Sequence[VerifierKey]) -> dict[int, SignedCheckpoint]:
    found: dict[int, SignedCheckpoint] = {}
    for text in texts:
        signed = parse_checkpoint(text, keys)
        size = signed.checkpoint.size
        if size < 1 or size in found:
            raise CheckpointsDiffer("checkpoints have sizes of 1 or more, each its own")
        if not any(key.type == SignatureType.ED25519 for key in signed.signed_by):
            raise SignatureMissing("the checkpoint lacks the journal's Ed25519 signature")
        found[size] = signed
    if len({one.checkpoint.origin for one in found.values()}) != 1:
        raise CheckpointsDiffer("a bundle has checkpoints of one journal, at least one")
    return dict(sorted(found.items()))


def _consistency(
    proofs: Mapping[int, Sequence[bytes]], checkpoints: Mapping[int, SignedCheckpoint], newest: Checkpoint
) -> bytes:
    older = [size for size in checkpoints if size != newest.size]
    if set(proofs) != set(older):
        raise CheckpointsDiffer("each checkpoint but the newest has one proof that it is the beginning of the newest")
    for size in older:
        verify_consistency(size, newest.size, proofs[size], checkpoints[size].checkpoint.root, newest.root)
    return _lines({"new": newest.size, "old": size, "proof": b"".join(proofs[size]).hex()} for size in older)


def _entries(shown: Sequence[ShownEntry], newest: Checkpoint) -> list[_Read]:
    """The entries by their places, each proven to stand in the newest checkpoint."""
    found: dict[int, _Read] = {}
    for one in shown:
        said = parse_canonical(one.body)
        index = said.get("index") if isinstance(said, dict) else None
        if type(index) is not int or index in found:
            raise EntryUnfit("an entry is an object with an index of its own")
        verify_inclusion(leaf_hash(one.body), index, newest.size, one.proof, newest.root)
        found[index] = _Read(index, said, one)
    return [found[index] for index in sorted(found)]


def _chain(entries: Sequence[_Read], case: ShownCase) -> dict[str, list[int]]:
    """Commitments of the whole chain of the case, which ends where the map says."""
    of_map = next((one for one in entries if one.index == case.map_index), None)
    if of_map is None or of_map.said.get("kind") != MAP or "case_pid" in of_map.said:
        raise MapUnfit("the entry with the map of cases is shown, and is one")
    codes = of_map.said.get("codes")
    root = codes.get("root") if isinstance(codes, dict) else None
    if not isinstance(root, str) or not _HASH.fullmatch(root):
        raise MapUnfit("the entry with the map of cases carries its root")
    verify_head(case.pid, case.head, case.proof, bytes.fromhex(root))
    others = [one for one in entries if one is not of_map and one.said.get("kind") != RENEWED]
    links = [_link(one, case) for one in others]
    if not links:
        raise NothingOfCase("no entry of the case is shown")
    verify_chain(links, case.head)
    if links[-1].index > case.map_index:
        raise MapUnfit("entries of the case stand after the map of cases")
    return commitments_of(one.shown.body for one in others)


def _link(one: _Read, case: ShownCase) -> CaseLink:
    link = read_link(one.shown.body)
    if link.case_pid != case.pid:
        raise OtherCase("an entry of another case", link.seq)
    return link


def _commitments(said: Any) -> list[str]:
    listed = said.get("commitments") if isinstance(said, dict) else None
    if not isinstance(listed, list) or type(said.get("index")) is not int:
        raise EntryUnfit("an entry carries an index and a list of commitments")
    if not all(isinstance(one, str) and _HASH.fullmatch(one) for one in listed):
        raise EntryUnfit("a commitment is 64 small hexadecimal digits")
    return list(dict.fromkeys(listed))


def _entry_line(one: _Read) -> dict[str, str]:
    return {"body": one.shown.body.decode(), "proof": b"".join(one.shown.proof).hex()}


def _disclosed(files: Sequence[Payload], chain: Mapping[str, Sequence[int]]) -> list[dict[str, object]]:
    """Every entry that committed to a file is opened with it, so that what stays closed is what is withheld."""
    require_safe_paths(one.path for one in files)
    if any(not one.path.startswith(PAYLOAD) for one in files):
        raise NotCommitted("disclosed files lie below data/")
    return [
        {"index": index, "path": one.path, "salt": one.salt.hex()}
        for one in sorted(files, key=lambda file: file.path.encode())
        for index in opened_by(one, chain)
    ]


def _lines(rows: Iterable[Mapping[str, object]]) -> bytes:
    return b"".join(canonical_json(dict(row)) + b"\n" for row in rows)
