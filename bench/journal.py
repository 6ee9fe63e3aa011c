"""The journal beside bare SQLite, plain hashing and pymerkle: python bench/journal.py [--leaves 1000000] [--items 10000]

Everything of a line is measured in one run, so that its ratio holds whatever else the machine does. pymerkle (GPL) lives in
an environment of its own and is asked only if it is there: python bench/journal_peer.py install
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "src"), str(Path(__file__).resolve().parent.parent)]

from dodomu.engine import ledger
from dodomu.engine.ledger import Place
from journal_peer import PYTHON, asked

BATCH, SINGLES, PROOFS = 500, 500, 500
KINDS = ("report.recorded", "fact.added", "person.opened", "case.step", "candidate.found")


class PlainStore:
    """Leaves and nodes in a bare SQLite file, durable to the disk: what the engine alone costs."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self.base.execute(f"PRAGMA {pragma}")
        self.base.execute("CREATE TABLE leaf (place INTEGER PRIMARY KEY, body BLOB)")
        self.base.execute("CREATE TABLE node (level, place, hash BLOB, PRIMARY KEY (level, place)) WITHOUT ROWID")

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        one = "SELECT hash FROM node WHERE level = ? AND place = ?"
        return {place: row[0] for place in places if (row := self.base.execute(one, place).fetchone())}

    def append(self, size: int, bodies: list[bytes]) -> int:
        growth = ledger.append(self, size, ledger.leaf_hashes(bodies))
        self.base.execute("BEGIN IMMEDIATE")
        self.base.executemany("INSERT INTO leaf VALUES (?, ?)", enumerate(bodies, size))
        self.base.executemany("INSERT INTO node VALUES (?, ?, ?)", [(*at, value) for at, value in growth.nodes.items()])
        self.base.execute("COMMIT")
        return growth.size


def peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rate(count: int, act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return count / (time.perf_counter() - begun)


def say(what: str, ours: str, beside: str = "", ratio: float | None = None) -> None:
    print(f"{what:<34}{ours:>22}  {beside:<34}{'' if ratio is None else f'ratio {ratio:.2f}'}".rstrip(), flush=True)


def bodies(count: int) -> Iterator[list[bytes]]:
    """Batches of invented bodies of 300 bytes."""
    for first in range(0, count, BATCH):
        yield [b"%0300d" % number for number in range(first, first + BATCH)]


def engine(folder: Path, leaves: int) -> None:
    """The engine over bare SQLite, beside bare SQLite that commits rows of the same size."""
    bare, store = PlainStore(folder / "bare.db"), PlainStore(folder / "engine.db")
    insert = "INSERT INTO leaf VALUES (?, ?)"
    size, begun, before = 0, time.perf_counter(), peak()
    last: list[float] = []
    for batch in bodies(leaves):
        begun = time.perf_counter()
        size = store.append(size, batch)
        last = [*last[-199:], time.perf_counter() - begun]
    say("engine, batched at the end", f"{BATCH / statistics.median(last):,.0f} entries/s", "aim ≥ 60,000")
    say("engine, memory growth", f"{peak() - before:,.0f} MB", "aim ≤ 64 MB")
    alone = rate(SINGLES, lambda: [bare.base.execute(insert, (n, b"%0300d" % n)) for n in range(SINGLES)])
    ours = rate(SINGLES, lambda: [store.append(size + n, [b"%0300d" % n]) for n in range(SINGLES)])
    say("engine, one durable append", f"{ours:,.0f}/s", f"bare SQLite {alone:,.0f}/s", ours / alone)
    say("engine, inclusion proof", f"{proof_time(store, size):.3f} ms", "aim ≤ 0.3 ms")


def proof_time(store: ledger.NodeStore, size: int) -> float:
    """Milliseconds, in the middle of many."""
    chance, taken = random.Random(7), []
    for _ in range(PROOFS):
        index = chance.randrange(size)
        begun = time.perf_counter()
        ledger.inclusion_proof(store, index, size)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000


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
    from dodomu.entry.cli.boot import collect_rarely

    collect_rarely()
    call_command("migrate", "journal", verbosity=0)
    chance = random.Random(2014)
    staff = [Part(UUID(int=chance.getrandbits(128))) for _ in range(50)]

    def entry(number: int) -> journal.Entry:
        hashes = [f"{chance.getrandbits(256):064x}" for _ in range(number % 3)]
        codes = {"row": number, "source": "list", "mentions": number % 7} if number % 2 else {"n": number}
        subject, case = UUID(int=chance.getrandbits(128)), UUID(int=number % 5000) if number % 4 == 0 else None
        return journal.Entry(chance.choice(KINDS), chance.choice(staff), subject, hashes, codes, case)

    def add(first: int, count: int) -> None:
        with transaction.atomic():
            journal.append_many([entry(first + number) for number in range(count)])

    before, last = peak(), 0.0
    for first in range(0, leaves, BATCH):
        begun = time.perf_counter()
        add(first, BATCH)
        last = time.perf_counter() - begun
    say("journal, batched at the end", f"{BATCH / last:,.0f} entries/s", "with SQLCipher and triggers")
    ours = rate(SINGLES, lambda: [add(leaves + number, 1) for number in range(SINGLES)])
    say("journal, one durable append", f"{ours:,.0f}/s", "with SQLCipher and triggers")
    say("journal, inclusion proof", f"{proof_time(TableStore(), leaves):.3f} ms")
    sample = [bytes(body) for body in Leaf.objects.order_by("index").values_list("body", flat=True)[:50_000]]
    plain = rate(len(sample), lambda: _root(sample))
    found: list[Any] = []
    ours = rate(leaves + SINGLES, lambda: found.append(journal.verify()))
    if not found[0].intact:
        raise SystemExit("The journal that was just written does not verify.")
    say("journal, full audit", f"{ours:,.0f} entries/s", f"hashing the tree alone {plain:,.0f}/s", ours / plain)
    say("journal, memory growth", f"{peak() - before:,.0f} MB", "written and audited")


def _root(leaves: list[bytes]) -> None:
    row = ledger.leaf_hashes(leaves)
    while len(row) > 1:
        row = ledger.parents(row)


def bundle(folder: Path, items: int) -> None:
    """The expert's program over a bundle, beside hashing the same files."""
    from tests.engine import ledger_bundles as made

    made.FILES = {f"data/{n:05}.bin": sha256(b"%d" % n).digest() * 512 for n in range(items)}
    place = made.write(made.parts(made.journal()).files(), folder / "bundle")
    (folder / "keys.txt").write_text(made.trust())

    def hash_all() -> None:
        for file in place.rglob("*"):
            if file.is_file():
                ledger.bundle_verifier.hash_file(str(file))

    from dodomu.engine.ledger import bundle_verifier

    hash_all()  # so that both find the files in memory
    begun = time.perf_counter()
    hash_all()
    plain = time.perf_counter() - begun
    begun = time.perf_counter()
    with redirect_stdout(io.StringIO()) as told:
        code = bundle_verifier.main([str(place), "--trust", str(folder / "keys.txt")])
    ours = time.perf_counter() - begun
    if code != 2:  # the bundle holds no timestamp, which is missing; all else is proven
        raise SystemExit(told.getvalue())
    allowed = plain / 0.8 + 0.1 * items / 5000
    say("bundle, verified", f"{ours:.2f} s", f"hashing {plain:.2f} s, aim ≤ {allowed:.2f} s", allowed / ours)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        for name, act, size in (
            ("engine", engine, given.leaves),
            ("product", product, given.leaves),
            ("bundle", bundle, given.items),
        ):
            (Path(folder) / name).mkdir()
            act(Path(folder) / name, size)
        if PYTHON.exists():
            print(asked(Path(folder), given.leaves), end="")
        else:
            print("pymerkle is not installed: python bench/journal_peer.py install")


if __name__ == "__main__":
    main()
