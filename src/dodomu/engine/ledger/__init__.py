"""Merkle log by RFC 6962: pure functions over a store of nodes that is handed in.

store = MemoryStore()
growth = append(store, 0, [leaf_hash(b"first"), leaf_hash(b"second")])
store.add(growth.nodes)
verify_inclusion(leaf_hash(b"first"), 0, 2, inclusion_proof(store, 0, 2), growth.root)
"""

from __future__ import annotations

from dodomu.engine.ledger.canonical import canonical_json
from dodomu.engine.ledger.commitments import commitment, commitment_to_digest
from dodomu.engine.ledger.errors import (
    HashRefused,
    IndexRefused,
    LedgerError,
    NotCanonical,
    ProofTooLong,
    ProofTooShort,
    RootMismatch,
    SizeRefused,
    TreeIncomplete,
)
from dodomu.engine.ledger.hashing import EMPTY_ROOT, HASH_SIZE, leaf_hash, node_hash
from dodomu.engine.ledger.proofs import consistency_proof, inclusion_proof
from dodomu.engine.ledger.store import MemoryStore, NodeStore, Place
from dodomu.engine.ledger.tree import Growth, append, root
from dodomu.engine.ledger.verifying import verify_consistency, verify_inclusion

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "Growth",
    "HashRefused",
    "IndexRefused",
    "LedgerError",
    "MemoryStore",
    "NodeStore",
    "NotCanonical",
    "Place",
    "ProofTooLong",
    "ProofTooShort",
    "RootMismatch",
    "SizeRefused",
    "TreeIncomplete",
    "append",
    "canonical_json",
    "commitment",
    "commitment_to_digest",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root",
    "verify_consistency",
    "verify_inclusion",
]
