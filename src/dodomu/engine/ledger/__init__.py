"""Merkle log by RFC 6962, with the C2SP transparency-log formats: pure functions over a store of nodes handed in.

store = MemoryStore()
growth = append(store, 0, [leaf_hash(b"first"), leaf_hash(b"second")])
store.add(growth.nodes)
verify_inclusion(leaf_hash(b"first"), 0, 2, inclusion_proof(store, 0, 2), growth.root)

text = sign_checkpoint(Checkpoint("log.example", 2, growth.root), [log_signer("log.example", private_key)])
parse_checkpoint(text, [trusted_key])
"""

from __future__ import annotations

from dodomu.engine.ledger.canonical import canonical_json
from dodomu.engine.ledger.checkpoints import (
    SignedCheckpoint,
    add_signatures,
    parse_checkpoint,
    sign_checkpoint,
    write_checkpoint,
)
from dodomu.engine.ledger.commitments import commitment, commitment_to_digest
from dodomu.engine.ledger.cosignatures import Cosignature, cosign, verify_cosignature, verify_cosignatures
from dodomu.engine.ledger.errors import (
    CheckpointMalformed,
    HashRefused,
    IndexRefused,
    KeyRefused,
    LedgerError,
    NotCanonical,
    NoteMalformed,
    NoteTooLarge,
    OriginRefused,
    PolicyMalformed,
    ProofMalformed,
    ProofTooLong,
    ProofTooShort,
    QuorumMissing,
    RequestMalformed,
    RootMismatch,
    SignatureMissing,
    SignatureRefused,
    SizeRefused,
    TileRefused,
    TimeRefused,
    TreeIncomplete,
)
from dodomu.engine.ledger.hashing import EMPTY_ROOT, HASH_SIZE, leaf_hash, node_hash
from dodomu.engine.ledger.notes import Note, SignatureLine, parse_note, parse_signature_lines, write_note
from dodomu.engine.ledger.policy import Group, Party, Policy, WitnessedCheckpoint, k_of_n, verify_witnessed
from dodomu.engine.ledger.policy_text import parse_policy, write_policy
from dodomu.engine.ledger.proofs import consistency_proof, inclusion_proof
from dodomu.engine.ledger.store import MemoryStore, NodeStore, Place
from dodomu.engine.ledger.tile_store import TileStore, audit_tiles
from dodomu.engine.ledger.tiles import (
    Bundle,
    Tile,
    bundle_bytes,
    bundle_entries,
    bundles_of,
    parse_tile_path,
    tile_bytes,
    tile_hashes,
    tiles_of,
)
from dodomu.engine.ledger.tlog_proof import TlogProof, parse_tlog_proof, verify_tlog_proof, write_tlog_proof
from dodomu.engine.ledger.tree import Growth, append, root
from dodomu.engine.ledger.tree_heads import Checkpoint, read_tree_head
from dodomu.engine.ledger.verifier_keys import (
    SignatureType,
    Signer,
    VerifierKey,
    log_signer,
    parse_verifier_key,
    witness_signer,
)
from dodomu.engine.ledger.verifying import verify_consistency, verify_inclusion
from dodomu.engine.ledger.witnessing import (
    AddCheckpoint,
    Answer,
    Seen,
    Status,
    decide_add_checkpoint,
    parse_add_checkpoint,
    take_cosignatures,
    write_add_checkpoint,
)

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "AddCheckpoint",
    "Answer",
    "Bundle",
    "Checkpoint",
    "CheckpointMalformed",
    "Cosignature",
    "Group",
    "Growth",
    "HashRefused",
    "IndexRefused",
    "KeyRefused",
    "LedgerError",
    "MemoryStore",
    "NodeStore",
    "NotCanonical",
    "Note",
    "NoteMalformed",
    "NoteTooLarge",
    "OriginRefused",
    "Party",
    "Place",
    "Policy",
    "PolicyMalformed",
    "ProofMalformed",
    "ProofTooLong",
    "ProofTooShort",
    "QuorumMissing",
    "RequestMalformed",
    "RootMismatch",
    "Seen",
    "SignatureLine",
    "SignatureMissing",
    "SignatureRefused",
    "SignatureType",
    "SignedCheckpoint",
    "Signer",
    "SizeRefused",
    "Status",
    "Tile",
    "TileRefused",
    "TileStore",
    "TimeRefused",
    "TlogProof",
    "TreeIncomplete",
    "VerifierKey",
    "WitnessedCheckpoint",
    "add_signatures",
    "append",
    "audit_tiles",
    "bundle_bytes",
    "bundle_entries",
    "bundles_of",
    "canonical_json",
    "commitment",
    "commitment_to_digest",
    "consistency_proof",
    "cosign",
    "decide_add_checkpoint",
    "inclusion_proof",
    "k_of_n",
    "leaf_hash",
    "log_signer",
    "node_hash",
    "parse_add_checkpoint",
    "parse_checkpoint",
    "parse_note",
    "parse_policy",
    "parse_signature_lines",
    "parse_tile_path",
    "parse_tlog_proof",
    "parse_verifier_key",
    "read_tree_head",
    "root",
    "sign_checkpoint",
    "take_cosignatures",
    "tile_bytes",
    "tile_hashes",
    "tiles_of",
    "verify_consistency",
    "verify_cosignature",
    "verify_cosignatures",
    "verify_inclusion",
    "verify_tlog_proof",
    "verify_witnessed",
    "witness_signer",
    "write_add_checkpoint",
    "write_checkpoint",
    "write_note",
    "write_policy",
    "write_tlog_proof",
]
