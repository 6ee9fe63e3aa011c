"""How much a process that opens a file of others may use."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one process.

    Attributes:
        processor: seconds of processor time.
        memory: bytes of address space, the interpreter's own 150 MB among them.
        patience: seconds that the server waits for it in all; what the server itself does meanwhile does not count.
        answer: bytes it may answer in all. part: bytes of one part of the answer, which the server holds in memory.
    """

    processor: int = 20
    memory: int = 1536 * MEBIBYTE
    patience: float = 60
    answer: int = 64 * MEBIBYTE
    part: int = 64 * MEBIBYTE
