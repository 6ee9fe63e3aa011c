"""What a witness answers (C2SP tlog-witness, add-checkpoint), without the server around it.

The witness remembers one size and root for each log. It cosigns a checkpoint only when the log itself signed it
and proved that the remembered tree is its beginning: so nobody who holds the log can show two histories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dodomu.engine.ledger.checkpoints import SignedCheckpoint, add_signatures, parse_checkpoint
from dodomu.engine.ledger.cosignatures import FIVE_MINUTES, can_sign, cosign, verify_cosignature
from dodomu.engine.ledger.errors import (
    CheckpointMalformed,
    LedgerError,
    OriginRefused,
    ProofTooLong,
    ProofTooShort,
    RequestMalformed,
    RootMismatch,
    SignatureMissing,
    SignatureRefused,
    SizeRefused,
    TimeRefused,
)
from dodomu.engine.ledger.hashing import EMPTY_ROOT, require_hash
from dodomu.engine.ledger.notes import LARGEST_NOTE, parse_note, parse_signature_lines
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER, read_decimal, read_hash, read_text, write_base64
from dodomu.engine.ledger.tree_heads import Checkpoint, read_tree_head
from dodomu.engine.ledger.verifier_keys import Signer, VerifierKey, known_keys
from dodomu.engine.ledger.verifying import verify_consistency

MOST_HASHES = 63
LARGEST_REQUEST = LARGEST_NOTE + 4096
PLAIN_TEXT = "text/plain; charset=utf-8"
TREE_SIZE = "text/x.tlog.size"
_UNSIGNED = (CheckpointMalformed, OriginRefused, SignatureMissing, SignatureRefused, TimeRefused)


class Status(IntEnum):
    """The answers of the protocol by their HTTP numbers (an engine imports no `http`)."""

    COSIGNED = 200
    MALFORMED = 400
    UNSIGNED = 403
    UNKNOWN_LOG = 404
    CONFLICT = 409
    UNPROVEN = 422


@dataclass(frozen=True)
class Seen:
    """The largest tree of one log that the witness has cosigned; none yet is the empty tree.

    Raises:
        SizeRefused, HashRefused: what the witness's storage holds cannot be a tree.
    """

    size: int = 0
    root: bytes = EMPTY_ROOT

    def __post_init__(self) -> None:
        if not 0 <= self.size <= LARGEST_NUMBER:
            raise SizeRefused("the tree size must be from 0 to 2^63 - 1")
        require_hash(self.root, "root")


@dataclass(frozen=True)
class AddCheckpoint:
    """A request taken apart; nothing in it is believed yet."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True)
class Answer:
    """What to answer, and what to remember.

    `seen` is given with status 200 only. It must be durable before the answer leaves, and stored only if the
    remembered size is still the one `decide_add_checkpoint` was handed: otherwise two requests at once could roll a log back.
    """

    status: Status
    body: str
    content_type: str = PLAIN_TEXT
    origin: str = ""
    seen: Seen | None = None


def parse_add_checkpoint(body: str | bytes) -> AddCheckpoint:
    """Take the body of an add-checkpoint request apart.

    Raises:
        RequestMalformed: too large, no line with the old size, a size with leading zeros, a hash of another length
            or spelling, more than 63 hashes, no empty line.
    """
    text = read_text(body, LARGEST_REQUEST, RequestMalformed, RequestMalformed)
    head, separator, checkpoint = text.partition("\n\n")
    first, *hashes = head.split("\n")
    if not separator or not first.startswith("old "):
        raise RequestMalformed("a request is the old size, hashes, an empty line and a checkpoint")
    if len(hashes) > MOST_HASHES:
        raise RequestMalformed(f"more than {MOST_HASHES} hashes")
    old_size = read_decimal(first.removeprefix("old "), "the old size", RequestMalformed)
    proof = tuple(read_hash(line, "a hash of the proof", RequestMalformed) for line in hashes)
    return AddCheckpoint(old_size, proof, checkpoint)


def write_add_checkpoint(request: AddCheckpoint) -> str:
    """The body a log sends to a witness.

    Raises:
        RequestMalformed: the parts make no request.
    """
    lines = [f"old {request.old_size}", *(write_base64(value) for value in request.proof)]
    text = "".join(line + "\n" for line in lines) + "\n" + request.checkpoint
    if parse_add_checkpoint(text) != request:
        raise RequestMalformed("the parts make no request")
    return text


def decide_add_checkpoint(
    body: str | bytes,
    logs: Mapping[str, Sequence[VerifierKey]],
    seen: Mapping[str, Seen],
    signers: Sequence[Signer],
    timestamp: int,
) -> Answer:
    """Answer an add-checkpoint request.

    Args:
        logs: the keys trusted for each origin. seen: what was cosigned last, by origin.
        signers: of this witness, one for each type of cosignature it makes. timestamp: POSIX seconds now.

    Returns:
        200 with cosignature lines; 400 malformed or old size above the new; 403 no trusted signature; 404 unknown
        log; 409 with the remembered size where the old size is not it, or the size is known with another root;
        422 the proof does not hold. Each refusal but 409 carries its error's code as text.

    Raises:
        KeyRefused, TimeRefused: the witness itself is set up wrongly (a log's key where a witness's belongs, an
            impossible clock). Never on account of the request.
    """
    try:
        request = parse_add_checkpoint(body)
        origin = read_tree_head(parse_note(request.checkpoint).text).origin
    except LedgerError as error:
        return _refused(Status.MALFORMED, error)
    if origin not in logs:
        return Answer(Status.UNKNOWN_LOG, "unknown_log\n", origin=origin)
    known = seen.get(origin, Seen())
    try:
        checkpoint = parse_checkpoint(request.checkpoint, logs[origin]).checkpoint
        if request.old_size > checkpoint.size:
            return _refused(Status.MALFORMED, SizeRefused(), origin)
        if request.old_size != known.size or (checkpoint.size == known.size and checkpoint.root != known.root):
            return Answer(Status.CONFLICT, f"{known.size}\n", TREE_SIZE, origin)
        _require_growth(known, checkpoint, request.proof)
    except _UNSIGNED as error:
        return _refused(Status.UNSIGNED, error, origin)
    except (ProofTooLong, ProofTooShort, RootMismatch) as error:
        return _refused(Status.UNPROVEN, error, origin)
    return _cosigned(checkpoint, signers, timestamp)


def take_cosignatures(
    signed: SignedCheckpoint, answer: str | bytes, keys: Sequence[VerifierKey], now: int, *, ahead: int = FIVE_MINUTES
) -> str:
    """The log's side: the checkpoint with a witness's answered lines added, as far as they are of trusted keys.

    Raises:
        NoteMalformed, NoteTooLarge: the answer is no list of signature lines.
        SignatureRefused, TimeRefused: a trusted key's line does not hold or lies in the future. KeyRefused.
    """
    known = known_keys(keys)
    taken = []
    for line in parse_signature_lines(answer):
        if key := known.get((line.name, line.key_id)):
            verify_cosignature(signed.checkpoint, line, key, now, ahead=ahead)
            taken.append(line)
    return add_signatures(signed.text, taken)


def _require_growth(known: Seen, checkpoint: Checkpoint, proof: Sequence[bytes]) -> None:
    """From the empty tree anything may grow, but nothing proves it: a proof would be surplus."""
    if known.size == 0:
        if proof:
            raise ProofTooLong("from an empty tree no proof is asked")
        return
    verify_consistency(known.size, checkpoint.size, proof, known.root, checkpoint.root)


def _cosigned(checkpoint: Checkpoint, signers: Sequence[Signer], timestamp: int) -> Answer:
    able = [signer for signer in signers if can_sign(checkpoint, signer.key)]
    lines = [cosign(checkpoint, signer, timestamp).text for signer in able]
    if not lines:
        return Answer(Status.MALFORMED, "not_signable\n", origin=checkpoint.origin)
    after = Seen(checkpoint.size, checkpoint.root)
    return Answer(Status.COSIGNED, "".join(lines), origin=checkpoint.origin, seen=after)


def _refused(status: Status, error: LedgerError, origin: str = "") -> Answer:
    return Answer(status, f"{error.code}\n", origin=origin)
