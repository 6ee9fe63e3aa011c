"""The verifier's last guards: bundles in which one thing alone is wrong, made by somebody who holds the journal's key."""

from __future__ import annotations

import base64
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dodomu.engine.ledger import CaseHead, MemoryStore, append, bundle_verifier, inclusion_proof, leaf_hash, root
from dodomu.engine.ledger.bundle_verifier import Checkpoint, Refused
from tests.engine.ledger_bundles import LOG, WILLOW, Desk, Journal, Steps, journal, note, parts, trust

LEAVES = [leaf_hash(bytes([number])) for number in range(4)]
Verify = Callable[..., Steps]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    def run(made: Journal, **case: object) -> Steps:
        bundle = parts(made)
        bundle.case |= case
        _, steps = Desk(tmp_path, capsys).verify(bundle)
        return steps

    return run


def tree(size: int, count: int) -> Checkpoint:
    """A checkpoint that states ``size`` and has the root of ``count`` leaves."""
    return Checkpoint(b"", "", size, root(store(), count), [])


def store() -> MemoryStore:
    found = MemoryStore()
    found.add(append(found, 0, LEAVES).nodes)
    return found


def test_a_head_stands_at_the_full_depth_of_the_map(verify: Verify) -> None:
    """A map that is nothing but the leaf of one case would hold any number of other cases besides."""
    made = journal()
    head, salt = made.heads[WILLOW], bytes(32)
    labelled = bundle_verifier.LABEL + b"leaf\x00" + salt + WILLOW.bytes + head.seq.to_bytes(8, "big") + head.leaf
    at = made.add("case_heads", codes={"root": sha256(labelled).hexdigest()})
    proof = {"depth": 0, "salt": salt.hex(), "siblings": "00" * 32 * 64}
    steps = verify(made, heads_index=at, proof=proof)
    assert steps["nothing left out"] == ("not proven", "map of cases: no proof of it")


def test_a_proof_longer_than_its_tree_is_refused() -> None:
    """The last of four leaves, passed off as the last of a tree that states two."""
    proof = inclusion_proof(store(), 3, 4)
    bundle_verifier.require_inclusion(LEAVES[3], 3, tree(4, 4), proof, "entry")
    with pytest.raises(Refused, match="does not lead to the checkpoint"):
        bundle_verifier.require_inclusion(LEAVES[3], 1, tree(2, 4), proof, "entry")


def test_a_proof_shorter_than_its_tree_is_refused() -> None:
    """The root of two leaves under a checkpoint that states four."""
    proof = inclusion_proof(store(), 0, 2)
    bundle_verifier.require_inclusion(LEAVES[0], 0, tree(2, 2), proof, "entry")
    with pytest.raises(Refused, match="does not lead to the checkpoint"):
        bundle_verifier.require_inclusion(LEAVES[0], 0, tree(4, 2), proof, "entry")


def test_a_trusted_key_vouches_for_its_own_journal_only() -> None:
    text = f"other.example/journal\n4\n{base64.b64encode(bytes(32)).decode()}\n".encode()
    signed = bundle_verifier.parse_checkpoint(note(text, LOG.line(text)), "checkpoint 4")
    with pytest.raises(Refused, match="not signed by a journal of your trust file"):
        bundle_verifier.require_log_signature(signed, bundle_verifier.parse_trust(trust().encode()), "checkpoint 4")


def test_each_entry_of_the_case_names_the_one_before(verify: Verify) -> None:
    """Numbers without a gap are not enough: another entry may have stood in the place of the one that is shown."""
    made = Journal()
    made.add("case_opened", WILLOW)
    made.heads[WILLOW] = CaseHead(0, leaf_hash(b"an entry that nobody is shown"))
    made.add("exhibit_taken", WILLOW)
    made.add("exhibit_taken", WILLOW)
    made.add("exhibit_taken", WILLOW)
    made.map_cases()
    assert verify(made)["chain of the case"] == ("not proven", "entry 1: names another entry of the case before it")


def test_the_map_names_the_last_entry_that_is_shown(verify: Verify) -> None:
    made = Journal()
    for _ in range(4):
        made.add("exhibit_taken", WILLOW)
    made.heads[WILLOW] = CaseHead(3, leaf_hash(b"another last entry"))
    made.map_cases()
    assert verify(made)["nothing left out"] == ("not proven", "the map of cases names another last entry of the case")
