"""Proof files (C2SP tlog-proof): that one leaf stands in a log, checkable offline and for ever.

The file holds the leaf's index, the hashes that lead to the root, and the checkpoint with its cosignatures. The
leaf itself is not in it; whoever checks hashes the record in hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.cosignatures import FIVE_MINUTES
from dodomu.engine.ledger.errors import ProofMalformed
from dodomu.engine.ledger.notes import LARGEST_NOTE, parse_note
from dodomu.engine.ledger.policy import Policy, WitnessedCheckpoint, verify_witnessed
from dodomu.engine.ledger.strict_text import read_base64, read_decimal, read_hash, read_text, write_base64
from dodomu.engine.ledger.tree_heads import read_tree_head
from dodomu.engine.ledger.verifier_keys import VerifierKey
from dodomu.engine.ledger.verifying import verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63
LARGEST_EXTRA = 64 * 1024
LARGEST_PROOF = LARGEST_NOTE + 2 * LARGEST_EXTRA


@dataclass(frozen=True)
class TlogProof:
    """A proof file taken apart; nothing in it is believed yet, and `extra` never may be: nobody signs it."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None


def write_tlog_proof(proof: TlogProof) -> str:
    """The proof as text; the checkpoint stands in it byte for byte.

    Raises:
        ProofMalformed: an index outside 0..2^63 - 1, more than 63 hashes, one that is not 32 bytes, extra data
            above 64 KiB. NoteMalformed, NoteTooLarge, CheckpointMalformed: the checkpoint is none.
    """
    head = [HEADER] if proof.extra is None else [HEADER, f"extra {write_base64(proof.extra)}"]
    lines = [*head, f"index {proof.index}", *(write_base64(value) for value in proof.hashes)]
    text = "".join(line + "\n" for line in lines) + "\n" + proof.checkpoint
    if parse_tlog_proof(text) != proof:
        raise ProofMalformed("the parts make no proof file")
    return text


def parse_tlog_proof(data: str | bytes) -> TlogProof:
    """Take a proof file apart.

    Raises:
        ProofMalformed: another first line, an index with leading zeros, a hash of another length or spelling, more
            than 63 hashes or 64 KiB of extra data, no empty line. NoteMalformed, NoteTooLarge,
            CheckpointMalformed: what follows is no checkpoint.
    """
    text = read_text(data, LARGEST_PROOF, ProofMalformed, ProofMalformed)
    head, separator, checkpoint = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != HEADER or not separator:
        raise ProofMalformed(f"a proof begins with {HEADER} and parts its hashes from the checkpoint by an empty line")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = read_base64(lines.pop(0).removeprefix("extra "), "the extra data", ProofMalformed)
        if len(extra) > LARGEST_EXTRA:
            raise ProofMalformed(f"more than {LARGEST_EXTRA} bytes of extra data")
    if not lines or not lines[0].startswith("index "):
        raise ProofMalformed("the line with the index is missing")
    index = read_decimal(lines[0].removeprefix("index "), "the index", ProofMalformed)
    if len(lines) - 1 > MOST_HASHES:
        raise ProofMalformed(f"more than {MOST_HASHES} hashes")
    hashes = tuple(read_hash(line, "a hash of the proof", ProofMalformed) for line in lines[1:])
    read_tree_head(parse_note(checkpoint).text)
    return TlogProof(index, hashes, checkpoint, extra)


def verify_tlog_proof(
    data: str | bytes,
    leaf_hash: bytes,
    keys: Sequence[VerifierKey],
    policy: Policy,
    now: int,
    *,
    ahead: int = FIVE_MINUTES,
) -> tuple[int, WitnessedCheckpoint]:
    """Accept that the leaf stands in the log, and say at which index and under which witnessed checkpoint.

    Args:
        leaf_hash: computed by the verifier from the record itself, never taken from where the proof came from.
        keys: keys of the log, usually `policy.log_keys`. policy: which witnesses must have cosigned.
        now: POSIX seconds by the verifier's clock. ahead: seconds a witness's clock may be in front of it.

    Raises:
        All errors of `parse_tlog_proof`, `verify_witnessed` and `verify_inclusion`.
    """
    proof = parse_tlog_proof(data)
    witnessed = verify_witnessed(proof.checkpoint, keys, policy, now, ahead=ahead)
    head = witnessed.signed.checkpoint
    verify_inclusion(leaf_hash, proof.index, head.size, proof.hashes, head.root)
    return proof.index, witnessed
