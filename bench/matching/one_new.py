"""One new record against a million: python -m bench.matching.one_new [--size 1000000]

The new records are rows another list could hold (``lists``), in four writings, with what goes wrong in such rows. Ours
searches its index; Splink's ``predict_between`` compares one row with the whole register by its trained model. Median
milliseconds, how often the right child comes first, peak memory of each process, and of our index alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.matching import figures, lists, people
from bench.matching.link_lists import read, write
from bench.matching.memory import peak_megabytes
from bench.matching.peers import environment
from bench.matching.peers.searching import folder_of

TRAINED_ON, SPLINK_SEARCHES = 20_000, 50


def new_rows(population: Path, many: int) -> list[lists.Row]:
    """Rows of children of the population; the strangers are left out. The same for the same population."""
    step = max(1, int(population.name.split("-")[1]) // (many * 2))
    some = [one for at, one in enumerate(people.read(population)) if at % step == 0]
    rows = lists.right([one._replace(number=at) for at, one in enumerate(some)])
    return [row._replace(truth=some[row.truth].number) for row in rows if row.truth >= 0][:many]


def ours(population: Path, rows: list[lists.Row]) -> dict[str, Any]:
    import gc

    from bench.matching import ours as side

    before = peak_megabytes()
    begun = time.perf_counter()
    index = side.engine.NameIndex()
    for one in people.read(population):
        index.add(one.number, side.record(one))
    filled = time.perf_counter() - begun
    gc.freeze()
    ranks, seconds = [], []
    for row in rows:
        record = side.row_record(row)
        begun = time.perf_counter()
        found = [hit.key for hit in index.search(record, limit=10)]
        seconds.append(time.perf_counter() - begun)
        ranks.append(found.index(row.truth) + 1 if row.truth in found else None)
    return {"filled": filled, "ms": figures.middle(seconds), "ranks": ranks, "index": peak_megabytes() - before}


def splink(population: Path, rows: list[lists.Row]) -> dict[str, Any]:
    from bench.matching.peers.linking import Splink, known

    begun = time.perf_counter()
    register = [known(one.number, one) for one in people.read(population)]
    training = [known(-at - 1, row) for at, row in enumerate(rows)]
    model = Splink(register, training)
    model.train()
    filled = time.perf_counter() - begun
    ranks, seconds = [], []
    for at, row in enumerate(rows[:SPLINK_SEARCHES]):
        new = known(10**8 + at, row)
        begun = time.perf_counter()
        found = sorted(model.one_new(new, f"new_{at}"), key=lambda link: -link.probability)
        seconds.append(time.perf_counter() - begun)
        numbers = [link.left for link in found[:10]]
        ranks.append(numbers.index(row.truth) + 1 if row.truth in numbers else None)
    return {"filled": filled, "ms": figures.middle(seconds), "ranks": ranks}


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--new", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="where populations are kept between runs")
    parser.add_argument("--with", dest="names", default="ours,splink")
    parser.add_argument("--rows", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    population = people.kept(asked.size, folder_of(asked.folder))
    if asked.alone:
        rows = read(asked.rows)
        rows = rows[: asked.new] if asked.alone == "ours" else rows
        told = {"ours": ours, "splink": splink}[asked.alone](population, rows)
        print(json.dumps({**told, "peak": peak_megabytes()}))
        return
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        rows_at = Path(folder) / "rows.json"
        write(rows_at, new_rows(population, TRAINED_ON))
        compare(asked, rows_at)


def compare(asked: argparse.Namespace, rows: Path) -> None:
    """Both, one after the other, in processes of their own."""
    print(f"one new record against {asked.size:,} invented people", flush=True)
    medians = {}
    for name in asked.names.split(","):
        command = [sys.executable, "-m", "bench.matching.one_new", *sys.argv[1:], "--rows", str(rows), "--alone", name]
        done = subprocess.run(
            command, cwd=environment.ROOT, capture_output=True, text=True, check=False, env=os.environ
        )
        if done.returncode:
            print(f"{name:<8} did not run: {done.stderr.strip().splitlines()[-1]}", flush=True)
            continue
        told = json.loads(done.stdout.splitlines()[-1])
        medians[name] = told["ms"]
        ranks = told["ranks"]
        index = f", of which the index {told['index']:,.0f} MB" if "index" in told else ""
        print(
            f"{name:<8} median {told['ms']:8.2f} ms  R@1 {figures.recall_at(ranks, 1):.3f}  R@10 {figures.recall_at(ranks, 10):.3f}"
            f"  {len(ranks)} records  filled {told['filled']:.0f} s  peak {told['peak']:,.0f} MB{index}",
            flush=True,
        )
    if len(medians) == 2:
        print(f"ratio {medians['splink'] / medians['ours']:.0f}: Splink's milliseconds to ours")


if __name__ == "__main__":
    main()
