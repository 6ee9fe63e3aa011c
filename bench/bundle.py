"""The expert's program over a large bundle, beside plain SHA-256 of the same files: python bench/bundle.py [--items 10000]

The bundle is written by the engine's own writer: so many files of 100 kB, each committed to by an entry of one case, in a
journal of a million entries. Both are run in turn, several times; the quickest of each is compared, for the others waited
for somebody else. The files are in memory before either begins.
"""

from __future__ import annotations

import argparse
import base64
import gc
import hashlib
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.engine.ledger_bundles import LOG, ORIGIN, SECRET, WITNESSES, note, salt, trust

from dodomu.engine import ledger
from dodomu.engine.ledger import CaseHead, CaseHeads, Place, bundle_verifier, court

CASE = UUID(int=0xB0A)
KILOBYTE, ROUNDS, OTHER_CASES = 1000, 8, 500
AIM, PER_PROOF = 0.8, 0.1 / 5000
AT = "2026-03-01T09:30:00.000000Z"


class FullTree:
    """A ``NodeStore`` of a tree that is grown at once: a row of hashes for each level."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.size, self.rows = len(leaves), [leaves]
        while len(self.rows[-1]) > 1:
            self.rows.append(ledger.parents(self.rows[-1]))

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        return {place: self.rows[place.level][place.position] for place in places}

    def signed(self) -> str:
        """The checkpoint of the whole, signed by the journal and two witnesses."""
        text = f"{ORIGIN}\n{self.size}\n{base64.b64encode(ledger.root(self, self.size)).decode()}\n".encode()
        return note(text, LOG.line(text), *(one.line(text) for one in WITNESSES[:2])).decode()


def content(number: int, size: int) -> bytes:
    """Invented bytes, others for each file."""
    return (sha256(b"%d" % number).digest() * (size // 32 + 1))[:size]


def payload(number: int, size: int) -> court.Payload:
    path = f"data/{number:05}.bin"
    return court.Payload(path, sha256(content(number, size)).hexdigest(), size, salt(path), court.ORIGINAL)


def body(index: int, kind: str, **more: object) -> bytes:
    said = {"actor": str(CASE), "at": AT, "codes": {}, "commitments": [], "index": index, "kind": kind, "v": 2}
    return ledger.canonical_json(said | more)


def facts(files: list[court.Payload], leaves: int) -> court.JournalFacts:
    """A journal in which every file has an entry, far from the others, and the map of cases stands at the end."""
    hashes, step = [sha256(b"leaf %d" % number).digest() for number in range(leaves)], leaves // (len(files) + 1)
    bodies: dict[int, bytes] = {}
    head: CaseHead | None = None
    for number, file in enumerate(files):
        index = number * step
        link = ledger.next_fields(CASE, head)
        bodies[index] = body(index, "original_kept", commitments=[file.commitment], **link)
        hashes[index] = ledger.leaf_hash(bodies[index])
        head = CaseHead(head.seq + 1 if head else 0, hashes[index])
    assert head is not None
    others = {UUID(int=number): CaseHead(1, hashes[number]) for number in range(1, OTHER_CASES)}
    heads, last = CaseHeads({CASE: head, **others}, SECRET), leaves - 1
    bodies[last] = body(last, "case_heads", codes={"root": heads.root.hex()}, v=1)
    hashes[last] = ledger.leaf_hash(bodies[last])
    tree = FullTree(hashes)
    shown = [court.ShownEntry(one, ledger.inclusion_proof(tree, index, leaves)) for index, one in bodies.items()]
    case = court.ShownCase(CASE, head, last, heads.prove(CASE))
    return court.JournalFacts([tree.signed()], {}, shown, case, files)


def write(folder: Path, items: int, size: int, leaves: int) -> None:
    files = [payload(number, size) for number in range(items)]
    told = facts(files, leaves)
    tags = court.journal_files(told, [ledger.parse_verifier_key(LOG.vkey)])
    for path, written in court.tag_files(files, {**tags, "verify.py": ledger.verifier_program()}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(written)
    (folder / "data").mkdir()
    for number, file in enumerate(files):
        (folder / file.path).write_bytes(b"".join(court.as_listed(file, [content(number, size)])))


def hash_all(files: list[Path]) -> int:
    """Plain SHA-256 of every file, one after the other; how many bytes."""
    size = 0
    for file in files:
        with file.open("rb", buffering=0) as stream:
            hashlib.file_digest(stream, "sha256").hexdigest()
            size += stream.tell()
    return size


def verify(folder: Path, keys: Path) -> None:
    gc.disable()  # as the program does where it is run by itself
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as told:
        code = bundle_verifier.main([str(folder), "--trust", str(keys)])
    gc.enable()
    told.seek(0)
    said = told.read()
    # Without a timestamp one step is missing, and that is all that may be.
    if code != 2 or said.count("[missing") != 1 or "[missing   ] timestamps" not in said:
        raise SystemExit(f"The bundle that was just written does not verify.\n{said}")


def taken(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and those of the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - begun, time.process_time() - worked


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as place:
        folder, keys = Path(place) / "bundle", Path(place) / "keys.txt"
        keys.write_text(trust())
        leaves = max(given.leaves, given.items + 2)
        written, _ = taken(lambda: write(folder, given.items, given.kilobytes * KILOBYTE, leaves))
        files = [file for file in folder.rglob("*") if file.is_file()]
        size = hash_all(files)  # so that both find them in memory
        pairs = [(taken(lambda: hash_all(files)), taken(lambda: verify(folder, keys))) for _ in range(ROUNDS)]
    (plain, plain_work), (ours, our_work) = min(one for one, _ in pairs), min(one for _, one in pairs)
    allowed = plain / AIM + PER_PROOF * given.items
    print(
        f"bundle         {size / 1e9:.2f} GB, {given.items:,} items and proofs in a journal of {leaves:,}, written in {written:.0f} s"
    )
    print(f"plain SHA-256  {plain:.2f} s ({plain_work:.2f} s of processor), {size / plain / 1e9:.2f} GB/s")
    print(f"verify.py      {ours:.2f} s ({our_work:.2f} s of processor), aim ≤ {allowed:.2f} s")
    for (one, work), (other, more) in pairs:
        print(f"  a round      plain {one:.2f} s ({work:.2f}), verify.py {other:.2f} s ({more:.2f})")
    print(f"of the time allowed: ratio {allowed / ours:.2f}")


if __name__ == "__main__":
    main()
