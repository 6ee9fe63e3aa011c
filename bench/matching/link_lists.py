"""Link two lists of 100,000: python -m bench.matching.link_lists [--size 100000]

Synthetic lists (``lists``) that share half of their children. Ours and Splink, each in a process of its own: seconds from
records in memory to links, peak memory, precision and recall against what is known. Splink's time includes its training,
which is printed apart; the best F1 over all thresholds is printed too, so that neither is judged by its default.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.matching import figures, lists, people
from bench.matching.memory import peak_megabytes
from bench.matching.peers import environment

AT_LEAST = 0.2
LINES = (0.5, 0.9)
Links = Sequence[tuple[int, int, float]]


def ours(left: list[Any], right: list[lists.Row]) -> tuple[Links, dict[str, float]]:
    from bench.matching import ours as ours_side
    from dodomu.base.second_process import on_two_cores
    from dodomu.entry.cli.boot import collect_rarely

    collect_rarely()
    one = [ours_side.record(person) for person in left]
    other = [ours_side.row_record(row) for row in right]
    begun, worked, before = time.perf_counter(), time.process_time(), peak_megabytes()
    found = ours_side.engine.link(one, other, at_least=AT_LEAST, shared=on_two_cores)
    links = [(link.left, link.right, link.probability) for link in found]
    second = resource.getrusage(resource.RUSAGE_CHILDREN)
    return links, {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - worked + second.ru_utime + second.ru_stime,
        "second": second.ru_maxrss / 1024,
        "before": before,
    }


def splink(left: list[Any], right: list[lists.Row]) -> tuple[Links, dict[str, float]]:
    from bench.matching.peers.linking import Splink, known

    one = [known(person.number, person) for person in left]
    other = [known(at, row) for at, row in enumerate(right)]
    begun, worked, before = time.perf_counter(), time.process_time(), peak_megabytes()
    model = Splink(one, other)
    model.train()
    trained = time.perf_counter() - begun
    links = model.link(AT_LEAST)
    return links, {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - worked,
        "training": trained,
        "before": before,
    }


def judged(links: Links, right: list[lists.Row]) -> dict[str, Any]:
    """Precision and recall of all links, at the lines, and at the best threshold."""
    truth = {(row.truth, at) for at, row in enumerate(right) if row.truth >= 0}
    told: dict[str, Any] = {"links": len(links)}
    for line in (AT_LEAST, *LINES):
        taken = {(one, other) for one, other, probability in links if probability >= line}
        told[str(line)] = [len(taken & truth) / max(len(taken), 1), len(taken & truth) / len(truth)]
    scored = [(probability, (one, other) in truth) for one, other, probability in links]
    best = max(figures.points(scored), key=lambda point: point.right / (point.taken + len(truth)))
    told["best"] = [best.right / best.taken, best.right / len(truth)]
    return told


def show(name: str, told: dict[str, Any]) -> None:
    training = f" (training {told['training']:.1f} s)" if "training" in told else ""
    print(
        f"{name:<8} {told['seconds']:7.1f} s, {told['cpu']:.1f} s of processor{training}  peak {told['peak']:,.0f} MB, {told['before']:,.0f} MB before linking"
    )
    for line, title in ((str(AT_LEAST), "all links"), *((str(one), f"at {one}") for one in LINES), ("best", "best F1")):
        precision, recall = told[line]
        print(f"  {title:<10} precision {precision:.4f}  recall {recall:.4f}", flush=True)


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--with", dest="names", default="ours,splink")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        left, right = list(people.read(asked.folder / "left.tsv")), read(asked.folder / "right.json")
        links, told = {"ours": ours, "splink": splink}[asked.alone](left, right)
        print(json.dumps({**told, "peak": peak_megabytes() + told.get("second", 0), **judged(links, right)}))
        return
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        left = lists.left(asked.size)
        people.write(Path(folder) / "left.tsv", left)
        write(Path(folder) / "right.json", lists.right(left))
        compare(asked, folder)


def write(path: Path, rows: list[lists.Row]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> list[lists.Row]:
    return [lists.Row(*row) for row in json.loads(path.read_text(encoding="utf-8"))]


def compare(asked: argparse.Namespace, folder: str) -> None:
    """Both, one after the other, in processes that hold nothing but the lists."""
    print(f"two synthetic lists of {asked.size:,} that share half of their children", flush=True)
    seconds = {}
    for name in asked.names.split(","):
        command = [sys.executable, "-m", "bench.matching.link_lists", "--folder", folder, "--alone", name]
        done = subprocess.run(
            command, cwd=environment.ROOT, capture_output=True, text=True, check=False, env=os.environ
        )
        if done.returncode:
            print(f"{name:<8} did not run: {done.stderr.strip().splitlines()[-1]}", flush=True)
            continue
        told = json.loads(done.stdout.splitlines()[-1])
        seconds[name] = told["seconds"]
        show(name, told)
    if len(seconds) == 2:
        print(f"ratio {seconds['splink'] / seconds['ours']:.1f}: Splink's seconds to ours")


if __name__ == "__main__":
    main()
