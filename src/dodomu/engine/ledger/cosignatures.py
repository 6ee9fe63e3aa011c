"""What exactly is signed under a checkpoint, by logs and by witnesses (C2SP signed-note, tlog-cosignature).

| type | who | message |
|------|-----|---------|
| 0x01 | log | the checkpoint's text |
| 0x04 | witness | "cosignature/v1", a line with the time, the checkpoint's text |
| 0x06 | log or witness | label, signer's name, time, origin, 0, size and root in binary |

Types 0x04 and 0x06 carry their time (POSIX seconds, eight bytes, big endian) before the bare signature. The time
proves nothing by itself: it is the witness's word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.errors import (
    CheckpointMalformed,
    KeyRefused,
    OriginRefused,
    SignatureRefused,
    TimeRefused,
)
from dodomu.engine.ledger.notes import Note, SignatureLine
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER
from dodomu.engine.ledger.tree_heads import Checkpoint, read_tree_head
from dodomu.engine.ledger.verifier_keys import (
    WITNESS_TYPES,
    SignatureType,
    Signer,
    VerifierKey,
    known_keys,
    signature_holds,
)

TIME_SIZE = 8
FIVE_MINUTES = 300
_BARE_SIZES = {
    SignatureType.ED25519: 64,
    SignatureType.COSIGNATURE_ED25519: 64,
    SignatureType.COSIGNATURE_ML_DSA_44: 2420,
}
_LABEL = b"subtree/v1\n\0"
_LONGEST_OPAQUE = 255


@dataclass(frozen=True)
class Cosignature:
    """A witness's checked statement: at this time, this was the largest tree it had seen of the log."""

    key: VerifierKey
    timestamp: int


def sign_line(checkpoint: Checkpoint, signer: Signer, timestamp: int) -> SignatureLine:
    """Make a log's or a witness's signature line.

    Whoever calls this answers for consistency: a log never signs, a witness never cosigns, two trees of one origin
    of which one is not the beginning of the other (see `witnessing.decide_add_checkpoint`).

    Args:
        timestamp: POSIX seconds, 0 to 2^63 - 1; 0 where an ML-DSA-44 log states no time. Type 0x01 has none.

    Raises:
        TimeRefused. CheckpointMalformed: ML-DSA-44 over extension lines. OriginRefused: origin too long for it.
    """
    if not 0 <= timestamp <= LARGEST_NUMBER:
        raise TimeRefused("a cosignature's time must be from 0 to 2^63 - 1 seconds")
    signature = signer.sign(_message(checkpoint, signer.key, timestamp))
    stamp = b"" if signer.key.type == SignatureType.ED25519 else timestamp.to_bytes(TIME_SIZE, "big")
    return SignatureLine(signer.key.name, signer.key.id, stamp + signature)


def check_line(checkpoint: Checkpoint, line: SignatureLine, key: VerifierKey) -> int:
    """Accept a signature line made by the key over this checkpoint; return its time, 0 if it has none.

    Raises:
        SignatureRefused: another key's line, a wrong length, or a signature that does not hold.
        TimeRefused: a time above 2^63 - 1. CheckpointMalformed: ML-DSA-44 over extension lines.
    """
    if not line.claims(key):
        raise SignatureRefused("the line names another key")
    cut = 0 if key.type == SignatureType.ED25519 else TIME_SIZE
    stamp, bare = line.signature[:cut], line.signature[cut:]
    if len(bare) != _BARE_SIZES[key.type]:
        raise SignatureRefused("the signature has not the length of its type")
    timestamp = int.from_bytes(stamp, "big")
    if timestamp > LARGEST_NUMBER:
        raise TimeRefused("a cosignature's time must be from 0 to 2^63 - 1 seconds")
    if not signature_holds(key, bare, _message(checkpoint, key, timestamp)):
        raise SignatureRefused("a signature under a trusted key's name does not hold")
    return timestamp


def can_sign(checkpoint: Checkpoint, key: VerifierKey) -> bool:
    """Whether the key's type can express this checkpoint: ML-DSA-44 knows no extension lines and no long origins."""
    if key.type != SignatureType.COSIGNATURE_ML_DSA_44:
        return True
    return not checkpoint.extensions and len(checkpoint.origin.encode()) <= _LONGEST_OPAQUE


def cosign(checkpoint: Checkpoint, signer: Signer, timestamp: int) -> SignatureLine:
    """A witness's line under a checkpoint, at a time the caller hands in.

    Raises:
        KeyRefused: the signer is no witness. TimeRefused: the time is 0, which states none, or as `sign_line`.
        CheckpointMalformed, OriginRefused: as `sign_line`.
    """
    _require_witness(signer.key)
    if timestamp == 0:
        raise TimeRefused("a witness must state its time")
    return sign_line(checkpoint, signer, timestamp)


def verify_cosignature(
    checkpoint: Checkpoint, line: SignatureLine, key: VerifierKey, now: int, *, ahead: int = FIVE_MINUTES
) -> Cosignature:
    """Accept a witness's line over this checkpoint.

    Args:
        now: POSIX seconds by the verifier's clock. ahead: how many seconds a witness's clock may be in front of it.

    Raises:
        KeyRefused: a key of a log. SignatureRefused, TimeRefused, CheckpointMalformed: as `check_line`, and a time
            later than `now + ahead`.
    """
    _require_witness(key)
    timestamp = check_line(checkpoint, line, key)
    if timestamp > now + ahead:
        raise TimeRefused("a cosignature lies in the future")
    return Cosignature(key, timestamp)


def verify_cosignatures(
    note: Note, keys: Sequence[VerifierKey], now: int, *, ahead: int = FIVE_MINUTES
) -> tuple[Cosignature, ...]:
    """All cosignatures of trusted witnesses under a checkpoint, each key once with its latest time.

    Lines of unknown keys are passed over. A line that names a trusted key and does not hold refuses the note: an
    honest log has no reason to keep one.

    Raises:
        KeyRefused, SignatureRefused, TimeRefused, CheckpointMalformed.
    """
    for key in keys:
        _require_witness(key)
    known, checkpoint = known_keys(keys), read_tree_head(note.text)
    found: dict[VerifierKey, Cosignature] = {}
    for line in note.signatures:
        if key_of_line := known.get((line.name, line.key_id)):
            cosignature = verify_cosignature(checkpoint, line, key_of_line, now, ahead=ahead)
            found[key_of_line] = max(cosignature, found.get(key_of_line, cosignature), key=lambda c: c.timestamp)
    return tuple(found.values())


def _message(checkpoint: Checkpoint, key: VerifierKey, timestamp: int) -> bytes:
    if key.type == SignatureType.ED25519:
        return checkpoint.text.encode()
    if key.type == SignatureType.COSIGNATURE_ED25519:
        return f"cosignature/v1\ntime {timestamp}\n{checkpoint.text}".encode()
    if checkpoint.extensions:
        raise CheckpointMalformed("ML-DSA-44 does not sign extension lines: nobody may rely on them")
    origin = checkpoint.origin.encode()
    if len(origin) > _LONGEST_OPAQUE:
        raise OriginRefused("the origin is too long for an ML-DSA-44 signature")
    name, start = key.name.encode(), 0
    return b"".join(
        (
            _LABEL,
            bytes([len(name)]) + name,
            timestamp.to_bytes(8, "big"),
            bytes([len(origin)]) + origin,
            start.to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def _require_witness(key: VerifierKey) -> None:
    if key.type not in WITNESS_TYPES:
        raise KeyRefused("a witness's key is of type 0x04 or 0x06")
