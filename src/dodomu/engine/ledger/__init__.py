"""Merkle log by RFC 6962: pure functions over a store of nodes that is handed in.

store = MemoryStore()
growth = append(store, 0, [leaf_hash(b"first"), leaf_hash(b"second")])
store.add(growth.nodes)
verify_inclusion(leaf_hash(b"first"), 0, 2, inclusion_proof(store, 0, 2), growth.root)
"""

from __future__ import annotations

from dodomu.engine.ledger.bag_paths import PathRefused, require_safe_path, require_safe_paths
from dodomu.engine.ledger.bagit import BagEntry, BagRefused, ManifestRefused
from dodomu.engine.ledger.canonical import (
    DuplicateKey,
    LoneSurrogate,
    NestedTooDeep,
    NotJson,
    NumberRefused,
    canonical_json,
    parse_canonical,
)
from dodomu.engine.ledger.case_chain import (
    CaseHead,
    CaseLink,
    ChainCutOff,
    ChainFault,
    ChainGap,
    ChainOrder,
    ChainTooLong,
    HeadDiffers,
    NotACaseLeaf,
    OtherCase,
    WrongPredecessor,
    next_fields,
    read_link,
    verify_chain,
)
from dodomu.engine.ledger.case_heads import (
    CaseHeads,
    HeadProof,
    HeadRefused,
    PlacesCollide,
    heads_root,
    prove_head,
    verify_head,
)
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
from dodomu.engine.ledger.verifier_program import verifier_program
from dodomu.engine.ledger.verifying import verify_consistency, verify_inclusion

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "BagEntry",
    "BagRefused",
    "CaseHead",
    "CaseHeads",
    "CaseLink",
    "ChainCutOff",
    "ChainFault",
    "ChainGap",
    "ChainOrder",
    "ChainTooLong",
    "DuplicateKey",
    "Growth",
    "HashRefused",
    "HeadDiffers",
    "HeadProof",
    "HeadRefused",
    "IndexRefused",
    "LedgerError",
    "LoneSurrogate",
    "ManifestRefused",
    "MemoryStore",
    "NestedTooDeep",
    "NodeStore",
    "NotACaseLeaf",
    "NotCanonical",
    "NotJson",
    "NumberRefused",
    "OtherCase",
    "PathRefused",
    "Place",
    "PlacesCollide",
    "ProofTooLong",
    "ProofTooShort",
    "RootMismatch",
    "SizeRefused",
    "TreeIncomplete",
    "WrongPredecessor",
    "append",
    "canonical_json",
    "commitment",
    "commitment_to_digest",
    "consistency_proof",
    "heads_root",
    "inclusion_proof",
    "leaf_hash",
    "next_fields",
    "node_hash",
    "parse_canonical",
    "prove_head",
    "read_link",
    "require_safe_path",
    "require_safe_paths",
    "root",
    "verifier_program",
    "verify_chain",
    "verify_consistency",
    "verify_head",
    "verify_inclusion",
]
