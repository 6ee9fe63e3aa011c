"""How fast originals are taken in: both digests in one pass beside plain hashlib, then the whole intake, in one run.

    python bench/intake.py [--megabytes 1024]

The bytes come from memory, 256 KiB at a time as the vault reads them, so that no disk is measured; then one file of the
same size is taken into a temporary encrypted installation, which encrypts it and has it on the disk.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 10**6
ROUNDS = 3


class Repeated:
    """So many bytes, the same part again and again."""

    def __init__(self, size: int, part: bytes) -> None:
        self.left, self.part = size, part

    def read(self, size: int, /) -> bytes:
        given = self.part[: min(size, self.left)]
        self.left -= len(given)
        return given


def best(act: Callable[[], object]) -> float:
    """Seconds of the quickest of a few rounds: the others waited for somebody else."""
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        took.append(time.perf_counter() - begun)
    return min(took)


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

    def plain() -> None:
        digest, stream = hashlib.sha256(), Repeated(size, part)
        while piece := stream.read(CHUNK):
            digest.update(piece)

    def both() -> None:
        sealing, stream = Sealing(bytes(32), uuid4()), Repeated(size, part)
        while sealing.take(stream):
            pass

    alone, together = best(plain), best(both)
    print(f"plain hashlib  {size / alone / 1e9:.2f} GB/s (SHA-256 alone)")
    print(f"both digests   {size / together / 1e9:.2f} GB/s (SHA-256 and BLAKE3, as the vault takes them)")
    print(f"share          {alone / together:.2f} of plain hashlib")
    call_command("migrate", interactive=False, verbosity=0)
    kept = best(lambda: vault.keep(Repeated(size, part), by=Viewer.system("bench"), kind="list"))
    print(f"whole intake   {size / kept / 1e9:.2f} GB/s (hashed, encrypted, on the disk, journaled)")


if __name__ == "__main__":
    raise SystemExit(main())
