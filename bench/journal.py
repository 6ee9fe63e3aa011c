"""The journal beside bare SQLite, plain hashing and pymerkle: python bench/journal.py [--leaves 1000000]

Three parts, each a process of its own, so that the memory of one does not colour the next: the engine over bare SQLite, as
durable as the product; the product itself, encrypted, with its triggers and indexes; and pymerkle (GPL), which lives in an
environment of its own and is asked only where it is: python bench/journal_peer.py install

What is compared is measured in turn, in one run. Rates are those of the quickest of several runs, for the others waited for
somebody else; beside them stand microseconds of the processor for each entry, which waiting does not touch.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from dodomu.base.journal.regrowing import Regrown
from dodomu.engine import ledger
from dodomu.engine.ledger import Place
from dodomu.entry.cli.boot import collect_rarely
from journal_peer import PYTHON, asked

BATCH, ENGINE_BATCH, BODY = 500, 1000, 300
SHORT_RUN = 10_000
"""Entries of a run whose rate is compared with others of its kind."""
SINGLES, PROOFS, AUDITS, CHUNK, SAMPLE = 600, 500, 3, 4096, 2**14
KINDS = ("report.recorded", "fact.added", "person.opened", "case.step", "candidate.found")


@dataclass(frozen=True, order=True, slots=True)
class Took:
    """Seconds by the clock, and of the processor."""

    clock: float
    processor: float


def took(act: Callable[[], Any]) -> Took:
    begun, worked = time.perf_counter(), time.process_time()
    act()
    return Took(time.perf_counter() - begun, time.process_time() - worked)


def say(what: str, ours: str, beside: str = "") -> None:
    print(f"{what:<30}{ours:>18}  {beside}".rstrip(), flush=True)


def say_rate(what: str, count: int, found: Took, beside: str = "") -> None:
    say(what, f"{count / found.clock:,.0f} entries/s", f"{found.processor / count * 1e6:.1f} µs of processor {beside}")


class Memory:
    """How far this process grew beyond what it held when asked first, at its highest."""

    def __init__(self) -> None:
        held = int(Path("/proc/self/statm").read_text().split()[1])
        self._before = held * resource.getpagesize() / 1024

    def growth(self) -> str:
        return f"{(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self._before) / 1024:,.0f} MB"


NODES = """
    WITH wanted (level, place) AS (VALUES {}) SELECT level, place, hash FROM wanted JOIN node USING (level, place)
    UNION ALL SELECT 0, place, leaf.hash FROM wanted JOIN leaf USING (place) WHERE wanted.level = 0
"""


class PlainStore:
    """Leaves and nodes in a bare SQLite file, durable to the disk: what the engine alone costs."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self.base.execute(f"PRAGMA {pragma}")
        self.base.execute("CREATE TABLE leaf (place INTEGER PRIMARY KEY, hash BLOB, body BLOB)")
        self.base.execute("CREATE TABLE node (level, place, hash BLOB, PRIMARY KEY (level, place)) WITHOUT ROWID")

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        wanted = list(places)
        marks = ", ".join(["(?, ?)"] * len(wanted))
        found = self.base.execute(NODES.format(marks), [number for place in wanted for number in place])
        return {Place(level, place): value for level, place, value in found}

    def append(self, size: int, bodies: list[bytes]) -> int:
        hashes = ledger.leaf_hashes(bodies)
        growth = ledger.append(self, size, hashes)
        nodes = [
            (row.level, at, value)
            for row in growth.rows
            if row.level
            for at, value in enumerate(row.hashes, row.position)
        ]
        self.base.execute("BEGIN IMMEDIATE")
        places = range(size, growth.size)
        self.base.executemany("INSERT INTO leaf VALUES (?, ?, ?)", zip(places, hashes, bodies, strict=True))
        self.base.executemany("INSERT INTO node VALUES (?, ?, ?)", nodes)
        self.base.execute("COMMIT")
        return growth.size

    def audit(self, size: int) -> None:
        """Every leaf hash, every node and the root, worked out anew from the bodies."""
        tree = Regrown()
        leaves = "SELECT hash, body FROM leaf WHERE place >= ? AND place < ? ORDER BY place"
        nodes = "SELECT hash FROM node WHERE level = ? AND place >= ? AND place < ? ORDER BY place"
        for start in range(0, size, CHUNK):
            stored, bodies = zip(*self.base.execute(leaves, (start, start + CHUNK)), strict=True)
            hashes = ledger.leaf_hashes(bodies)
            right = hashes == list(stored)
            for grown in tree.grow(hashes):
                reach = (grown.level, grown.position, grown.position + len(grown.hashes))
                right = right and [row[0] for row in self.base.execute(nodes, reach)] == grown.hashes
            if not right:
                raise SystemExit("The log that was just written does not verify.")
        if tree.size != size or tree.root(size) != ledger.root(self, size):
            raise SystemExit("The log that was just written has another root.")


def body(number: int) -> bytes:
    """Invented, of 300 bytes."""
    return b"%0*d" % (BODY, number)


def one_by_one(rounds: int, **acts: Callable[[int], Any]) -> dict[str, float]:
    """Each act alone, in turn with the others, so many times: how many a second, by the quickest tenth."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds):
        for name in sorted(acts, reverse=bool(number % 2)):  # who comes second finds the disk in another state
            taken[name].append(took(partial(acts[name], number)).clock)
    return {name: 1 / statistics.quantiles(times, n=10)[0] for name, times in taken.items()}


def proof_time(store: ledger.NodeStore, size: int) -> float:
    """Milliseconds, in the middle of many."""
    chance = random.Random(7)
    places = [chance.randrange(size) for _ in range(PROOFS)]
    return statistics.median(took(partial(ledger.inclusion_proof, store, at, size)).clock for at in places) * 1000


def quickest_end(add: Callable[[int, int], Any], leaves: int) -> Took:
    """Append ``leaves`` entries, and tell the quickest short run of the last tenth."""
    runs = [took(partial(add, at, min(SHORT_RUN, leaves - at))) for at in range(0, leaves, SHORT_RUN)]
    return min(runs[-max(1, len(runs) // 10) :])


def engine(folder: Path, leaves: int) -> None:
    """The engine over bare SQLite, beside bare SQLite that commits bodies of the same size."""
    store, bare, memory = PlainStore(folder / "engine.db"), PlainStore(folder / "bare.db"), Memory()
    singles = min(SINGLES, leaves // 50)

    def add(first: int, count: int) -> None:
        for at in range(first, first + count, ENGINE_BATCH):
            store.append(at, [body(number) for number in range(at, min(at + ENGINE_BATCH, first + count))])

    say_rate(
        "engine, batched",
        min(SHORT_RUN, leaves),
        quickest_end(add, leaves),
        f"({ENGINE_BATCH} durable at a time, at {leaves:,})",
    )
    insert = "INSERT INTO leaf (place, body) VALUES (?, ?)"
    rates = one_by_one(
        singles,
        bare=lambda number: bare.base.execute(insert, (number, body(number))),
        ours=lambda number: store.append(leaves + number, [body(number)]),
    )
    ratio = f"bare SQLite {rates['bare']:,.0f}/s  ratio {rates['ours'] / rates['bare']:.2f}"
    say("engine, one durable append", f"{rates['ours']:,.0f}/s", ratio)
    say("engine, inclusion proof", f"{proof_time(store, leaves):.3f} ms")
    size = leaves + singles
    say_rate("engine, full audit", size, min(took(lambda: store.audit(size)) for _ in range(AUDITS)))
    say("engine, memory growth", memory.growth())


def product(folder: Path, leaves: int) -> None:
    """The journal itself: encrypted, with its triggers and indexes."""
    os.environ |= {"DODOMU_HOME": str(folder), "DODOMU_PASSPHRASE": "bench only, invented", "DODOMU_DEMO": "yes"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "dodomu.base.settings.django"
    from dodomu.base.keys import ring

    ring.create(folder, passphrase=os.environ["DODOMU_PASSPHRASE"])
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from dodomu.base import journal
    from dodomu.base.journal.actor import Part
    from dodomu.base.journal.models import Leaf
    from dodomu.base.journal.store import TableStore

    call_command("migrate", "journal", verbosity=0)
    chance = random.Random(2014)
    staff = [Part(UUID(int=chance.getrandbits(128))) for _ in range(50)]

    def entry(number: int) -> journal.Entry:
        hashes = [f"{chance.getrandbits(256):064x}" for _ in range(number % 3)]
        codes = {"row": number, "source": "list", "mentions": number % 7} if number % 2 else {"n": number}
        subject, case = UUID(int=chance.getrandbits(128)), UUID(int=number % 5000) if number % 4 == 0 else None
        return journal.Entry(chance.choice(KINDS), chance.choice(staff), subject, hashes, codes, case)

    def append(first: int, count: int) -> None:
        with transaction.atomic():
            for at in range(first, first + count, BATCH):
                journal.append_many([entry(number) for number in range(at, min(at + BATCH, first + count))])

    def add(first: int, count: int) -> None:
        if first + count <= leaves - leaves // 10:
            append(first, count)  # all in one transaction: what is measured comes after
        else:
            for at in range(first, first + count, BATCH):
                append(at, min(BATCH, first + count - at))

    memory, bare, singles = Memory(), PlainStore(folder / "bare.db"), min(SINGLES, leaves // 50)
    say_rate(
        "journal, batched",
        min(SHORT_RUN, leaves),
        quickest_end(add, leaves),
        f"({BATCH} durable at a time, at {leaves:,})",
    )
    insert = "INSERT INTO leaf (place, body) VALUES (?, ?)"
    rates = one_by_one(
        singles,
        bare=lambda number: bare.base.execute(insert, (number, body(number))),
        ours=lambda number: append(leaves + number, 1),
    )
    ratio = f"bare SQLite {rates['bare']:,.0f}/s  ratio {rates['ours'] / rates['bare']:.2f}"
    say("journal, one durable append", f"{rates['ours']:,.0f}/s", ratio)
    say("journal, inclusion proof", f"{proof_time(TableStore(), leaves):.3f} ms")
    sample = [bytes(one) for one in Leaf.objects.order_by("index").values_list("body", flat=True)[:SAMPLE]]
    found: list[Any] = []
    pairs = [(took(lambda: grow(sample)), took(lambda: found.append(journal.verify()))) for _ in range(AUDITS)]
    if not all(one.intact for one in found):
        raise SystemExit("The journal that was just written does not verify.")
    size = found[-1].size
    plain, ours = min(one for one, _ in pairs), min(one for _, one in pairs)
    alone = f"hashing the tree alone {len(sample) / plain.clock:,.0f}/s, {plain.processor / len(sample) * 1e6:.1f} µs"
    ratio = f"ratio {plain.clock / len(sample) * size / ours.clock:.2f}"
    say_rate("journal, full audit", size, ours, f"({alone})  {ratio}")
    say(
        "journal, memory growth",
        memory.growth(),
        "written and audited; SQLite's own cache of pages is up to 64 MB of it",
    )


def grow(leaves: list[bytes]) -> None:
    """Nothing but the hashes of a tree."""
    row = ledger.leaf_hashes(leaves)
    while len(row) > 1:
        row = ledger.parents(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--part", choices=("engine", "product"), help="only this, in a folder that exists already")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.part:
        collect_rarely()  # as the program's own command line does
        {"engine": engine, "product": product}[given.part](given.folder, given.leaves)
        return
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as place:
        for part in ("engine", "product"):
            folder = Path(place) / part
            folder.mkdir()
            command = [sys.executable, __file__, "--leaves", str(given.leaves), "--part", part, "--folder", str(folder)]
            subprocess.run(command, check=True)
        if PYTHON.exists():
            print(asked(Path(place), given.leaves), end="")
        else:
            print("pymerkle is not installed: python bench/journal_peer.py install")


if __name__ == "__main__":
    main()
