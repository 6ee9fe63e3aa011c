"""pymerkle 7, the only Merkle log among Python packages, measured as ``journal.py`` measures ours.

    python bench/journal_peer.py install

It is under the GPL: it is installed into bench/.peers/journal alone, and only this file imports it, there.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / ".peers" / "journal"
PYTHON = FOLDER / "bin" / "python"
PACKAGE = "pymerkle==7.0.0"
SINGLES, PROOFS, CHUNK = 300, 30, 1000


def install() -> None:
    venv.EnvBuilder(clear=True, with_pip=True).create(FOLDER)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", PACKAGE], check=True)


def asked(folder: Path, leaves: int) -> str:
    """What it says of itself, measured in its own environment."""
    command = [PYTHON, __file__, "measure", str(folder), str(leaves)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(folder: Path, leaves: int) -> None:
    from pymerkle import InmemoryTree, SqliteTree  # type: ignore[import-not-found]

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tree = InmemoryTree(algorithm="sha256")
    begun = time.perf_counter()
    for number in range(leaves):
        tree.append_entry(b"%0300d" % number)
    print(f"pymerkle in memory, appended       {leaves / (time.perf_counter() - begun):>12,.0f} entries/s")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"pymerkle in memory, memory growth  {grown:>12,.0f} MB")
    del tree
    kept = SqliteTree(str(folder / "pymerkle.db"), algorithm="sha256")
    begun = time.perf_counter()
    kept.append_entries((b"%0300d" % number for number in range(leaves)), CHUNK)
    print(f"pymerkle in SQLite, batched        {leaves / (time.perf_counter() - begun):>12,.0f} entries/s")
    begun = time.perf_counter()
    for number in range(SINGLES):
        kept.append_entry(b"%0300d" % number)
    print(f"pymerkle in SQLite, one append     {SINGLES / (time.perf_counter() - begun):>12,.0f}/s")
    chance, taken = random.Random(7), []
    for _ in range(PROOFS):
        begun = time.perf_counter()
        kept.prove_inclusion(chance.randrange(1, leaves), leaves)
        taken.append(time.perf_counter() - begun)
    print(f"pymerkle in SQLite, proof          {statistics.median(taken) * 1000:>12,.1f} ms")


if __name__ == "__main__":
    if sys.argv[1:] == ["install"]:
        install()
    else:
        measure(Path(sys.argv[2]), int(sys.argv[3]))
