"""Signed checkpoints (C2SP tlog-checkpoint): what a log publishes and witnesses cosign.

checkpoint = Checkpoint("log.example/journal", growth.size, growth.root)
text = sign_checkpoint(checkpoint, [log_signer("log.example/journal", private_key)])
parse_checkpoint(text, [trusted_key]).checkpoint == checkpoint
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.cosignatures import check_line, sign_line
from dodomu.engine.ledger.errors import KeyRefused, OriginRefused, RootMismatch, SignatureMissing
from dodomu.engine.ledger.hashing import EMPTY_ROOT
from dodomu.engine.ledger.notes import Note, SignatureLine, parse_note, write_note
from dodomu.engine.ledger.tree_heads import Checkpoint, read_tree_head
from dodomu.engine.ledger.verifier_keys import LOG_TYPES, Signer, VerifierKey, known_keys


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint that a trusted log key signed, with the whole note (cosignatures not yet checked)."""

    checkpoint: Checkpoint
    note: Note
    signed_by: tuple[VerifierKey, ...]

    @property
    def text(self) -> str:
        """The note as it came, byte for byte: it has no other spelling."""
        return write_note(self.note.text, self.note.signatures)


def parse_checkpoint(text: str | bytes, keys: Sequence[VerifierKey]) -> SignedCheckpoint:
    """Read a checkpoint and accept it only when the log signed it.

    Args:
        keys: the log's keys, from somewhere the log does not control; each named as the log's origin. Lines of
            other keys (witnesses, a successor's key) are passed over, not trusted.

    Raises:
        NoteMalformed, NoteTooLarge, CheckpointMalformed: see `parse_note` and `read_tree_head`.
        KeyRefused: a witness's Ed25519 key among the keys, or two keys that cannot be told apart.
        OriginRefused: a trusted key's line stands under another log's origin.
        SignatureRefused: a trusted key's line does not hold. SignatureMissing: no trusted key signed.
        RootMismatch: a tree of size 0 with another root than that of nothing.
    """
    for key in keys:
        if key.type not in LOG_TYPES:
            raise KeyRefused("a log's key is of type 0x01 or 0x06")
    known, note = known_keys(keys), parse_note(text)
    checkpoint = read_tree_head(note.text)
    signed_by: dict[VerifierKey, None] = {}
    for line in note.signatures:
        if key_of_line := known.get((line.name, line.key_id)):
            _require_origin(checkpoint, key_of_line)
            check_line(checkpoint, line, key_of_line)
            signed_by[key_of_line] = None
    if not signed_by:
        raise SignatureMissing("no trusted key of the log signed this checkpoint")
    _require_root_of_nothing(checkpoint)
    return SignedCheckpoint(checkpoint, note, tuple(signed_by))


def write_checkpoint(checkpoint: Checkpoint, signatures: Sequence[SignatureLine]) -> str:
    """The text of a checkpoint with signature lines made elsewhere.

    Raises:
        NoteMalformed, NoteTooLarge: see `write_note`.
    """
    return write_note(checkpoint.text, signatures)


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer], timestamp: int = 0) -> str:
    """Sign as the log, with one or several private keys handed in.

    A log must never sign two trees of which one is not the beginning of the other; the caller answers for that.

    Args:
        timestamp: POSIX seconds for ML-DSA-44 signatures; 0 states no time. Ed25519 log signatures carry none.

    Raises:
        SignatureMissing: no signer. KeyRefused: a witness's Ed25519 signer.
        OriginRefused: the signer's name is not the origin. RootMismatch: size 0 with another root than of nothing.
        TimeRefused, CheckpointMalformed: see `sign_line`.
    """
    if not signers:
        raise SignatureMissing("a checkpoint needs at least one signature")
    for signer in signers:
        if signer.key.type not in LOG_TYPES:
            raise KeyRefused("a log's key is of type 0x01 or 0x06")
        _require_origin(checkpoint, signer.key)
    _require_root_of_nothing(checkpoint)
    return write_checkpoint(checkpoint, [sign_line(checkpoint, signer, timestamp) for signer in signers])


def add_signatures(text: str | bytes, lines: Sequence[SignatureLine]) -> str:
    """The same note with further signature lines; a line that already stands there is not repeated.

    Raises:
        NoteMalformed, NoteTooLarge.
    """
    note = parse_note(text)
    return write_note(note.text, list(dict.fromkeys((*note.signatures, *lines))))


def stamped_text(note: str | bytes) -> bytes:
    """What an authority of time stamps of a checkpoint: its lines before the empty line, without any signature.

    Raises:
        NoteMalformed, NoteTooLarge.
    """
    return parse_note(note).text.encode()


def _require_origin(checkpoint: Checkpoint, key: VerifierKey) -> None:
    if key.name != checkpoint.origin:
        raise OriginRefused("the key belongs to another log than the one named as origin")


def _require_root_of_nothing(checkpoint: Checkpoint) -> None:
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise RootMismatch("an empty tree has the hash of nothing as its root")
