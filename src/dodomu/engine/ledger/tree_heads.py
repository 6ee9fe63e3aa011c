"""The text of a checkpoint (C2SP tlog-checkpoint): whose log, how many leaves, which root."""

from __future__ import annotations

from dataclasses import dataclass

from dodomu.engine.ledger.errors import CheckpointMalformed
from dodomu.engine.ledger.hashing import HASH_SIZE
from dodomu.engine.ledger.notes import LARGEST_NOTE
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER, is_line, read_decimal, read_hash, read_text, write_base64


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log at one size.

    Args:
        origin: identity of the log, one line. size: number of leaves, 0 to 2^63 - 1. root: 32 bytes.
        extensions: further lines, which C2SP advises against and ML-DSA-44 signatures do not cover.

    Raises:
        CheckpointMalformed: a field outside these limits.

    >>> Checkpoint("example.com/log", 3, bytes(32)).text
    'example.com/log\\n3\\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\\n'
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= LARGEST_NUMBER:
            raise CheckpointMalformed("the tree size must be from 0 to 2^63 - 1")
        if len(self.root) != HASH_SIZE:
            raise CheckpointMalformed(f"the root hash must be exactly {HASH_SIZE} bytes")
        if not all(is_line(line) for line in (self.origin, *self.extensions)) or self.origin.startswith("\ufeff"):
            raise CheckpointMalformed("origin and extension lines must not be empty or hold control characters")

    @property
    def text(self) -> str:
        """The note text: exactly what an Ed25519 log signs."""
        lines = (self.origin, str(self.size), write_base64(self.root), *self.extensions)
        return "".join(line + "\n" for line in lines)


def read_tree_head(text: str | bytes) -> Checkpoint:
    """Read the unsigned text of a checkpoint; believe it only after its signature was checked.

    Raises:
        CheckpointMalformed: fewer than three lines, an empty line, a size with leading zeros, a root of another
            length or spelling.
    """
    lines = read_text(text, LARGEST_NOTE, CheckpointMalformed, CheckpointMalformed)[:-1].split("\n")
    if len(lines) < 3:
        raise CheckpointMalformed("a checkpoint has at least three lines: origin, size, root hash")
    size = read_decimal(lines[1], "the tree size", CheckpointMalformed)
    root = read_hash(lines[2], "the root hash", CheckpointMalformed)
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))
