"""How fast originals are taken in: hashing (both digests in one pass) beside plain hashlib, and the whole intake, in one run.

    python bench/intake.py [--megabytes 1024]

The bytes come from memory, 256 KiB at a time as the vault reads them, so that no disk is measured; for the whole intake an
original of the same size is taken into a temporary installation, which hashes and encrypts it and has it on the disk.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 10**6
SHORT_ROUNDS, ROUNDS = 20, 3


class Repeated:
    """So many bytes, the same part again and again."""

    def __init__(self, size: int, part: bytes) -> None:
        self.left, self.part = size, part

    def read(self, size: int, /) -> bytes:
        given = self.part[: min(size, self.left)]
        self.left -= len(given)
        return given


@dataclass(frozen=True, order=True, slots=True)
class Took:
    """Seconds by the clock, and of the processor: where others use the machine as well, the two differ."""

    clock: float
    processor: float


def took(act: Callable[[], object]) -> Took:
    begun, worked = time.perf_counter(), time.process_time()
    act()
    return Took(time.perf_counter() - begun, time.process_time() - worked)


def best(rounds_of_each: int, *acts: Callable[[], object]) -> list[Took]:
    """The quickest of some rounds of each, in turn: the others waited for somebody else."""
    rounds = [[took(act) for act in acts] for _ in range(rounds_of_each)]
    return [min(of_one) for of_one in zip(*rounds, strict=True)]


def say(what: str, size: int, found: Took, words: str) -> None:
    print(
        f"{what:<15}{size / found.clock / 1e9:.2f} GB/s ({words}; {found.processor / size * 1e9:.2f} s of processor a GB)"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how fast originals are taken in.")
    parser.add_argument("--megabytes", type=int, default=1024)
    size = parser.parse_args().megabytes * MEGABYTE
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as home:
        os.environ |= {"DODOMU_TEST_HOME": home, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
        import django

        django.setup()
        measure(size)
    return 0


def measure(size: int) -> None:
    """Print the figures."""
    from django.core.management import call_command

    from dodomu.base import vault
    from dodomu.base.access.viewer import Viewer
    from dodomu.base.vault.chunks import CHUNK, Sealing

    part = os.urandom(CHUNK)

    short = size // 10  # a short round is more likely to have the machine for itself

    def plain() -> None:
        digest, stream = hashlib.sha256(), Repeated(short, part)
        while piece := stream.read(CHUNK):
            digest.update(piece)

    def both() -> None:
        sealing, stream = Sealing(bytes(32), uuid4()), Repeated(short, part)
        while sealing.take(stream):
            pass

    call_command("migrate", interactive=False, verbosity=0)
    alone, together = best(SHORT_ROUNDS, plain, both)
    say("plain hashlib", short, alone, "SHA-256 alone")
    say("hashing", short, together, "SHA-256 and BLAKE3 in one pass, as the vault takes them")
    print(f"share          {alone.clock / together.clock:.2f} of plain hashlib")
    (kept,) = best(ROUNDS, lambda: vault.keep(Repeated(size, part), by=Viewer.system("bench"), kind="list"))
    say("whole intake", size, kept, "hashed, encrypted, hashed again, on the disk, journaled")


if __name__ == "__main__":
    raise SystemExit(main())
