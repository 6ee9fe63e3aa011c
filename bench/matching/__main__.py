"""Measure matching beside its peers and print each figure beside its aim: python -m bench.matching [--quick] [--pairs FILE]

The peers are installed once by ``python -m bench.matching.peers install``. Every measurement is a process of its own. The
development pairs are measured only where their file is named. ``--quick`` takes small sizes; its figures say little.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.matching.peers import environment


@dataclass(frozen=True)
class Line:
    """One row of the table: a number of ours, the best number of the peers, the aim."""

    measure: str
    ours: str
    aim: float
    peers: str = ""
    at_most: bool = False
    """Whether less is better; the best peer is then the lowest."""

    def read(self, told: str) -> tuple[float | None, float | None]:
        """Ours and the best peer's, or None where the measurement printed no such number."""
        own = _numbers(self.ours, told)
        worst = max if self.at_most else min
        others = _numbers(self.peers, told) if self.peers else []
        return (worst(own) if own else None), ((min if self.at_most else max)(others) if others else None)

    def verdict(self, value: float | None) -> str:
        if value is None:
            return "not measured"
        return "met" if (value <= self.aim if self.at_most else value >= self.aim) else "MISSED"


@dataclass(frozen=True)
class Measurement:
    """A module of this folder, its options in full and for a quick look, and its lines."""

    module: str
    full: tuple[str, ...]
    quick: tuple[str, ...]
    lines: tuple[Line, ...]


def _numbers(pattern: str, told: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(pattern, told, re.MULTILINE)]


def _column(name: str, place: int) -> str:
    """The number at a place in a row of the table of pairs."""
    return rf"^{name}" + r" +[\d.]+" * (place - 1) + r" +([\d.]+)"


def _found(name: str, asked: str, what: str) -> str:
    return rf"^{name} +{asked} +R@1.*{what} +([\d.]+)" if what != "R@1" else rf"^{name} +{asked} +R@1 ([\d.]+)"


PEER = "(?:per-token Jaro-Winkler|words left over count|logic-v2|rigour)"
SEARCHER = "(?:pg_trgm|tantivy),[^0-9]*?"
PAIRS = Measurement(
    "eu_pairs", (), (),
    (
        Line("development pairs (not held out), AP", _column("ours", 1), 0.985, _column(PEER, 1)),
        Line("  recall at 99 % precision", _column("ours", 2), 0.955, _column(PEER, 2)),
        Line("  best F1", _column("ours", 3), 0.975, _column(PEER, 3)),
        Line("  Latin-Latin recall at that threshold", _column("ours", 4), 0.90, _column(PEER, 4)),
    ),
)  # fmt: skip
MEASUREMENTS = (
    Measurement(
        "typo_relative", (), ("--pairs", "200"),
        (Line("typing error or relative, AP", r"^ours +AP ([\d.]+)", 0.988, rf"^{PEER} +AP ([\d.]+)"),),
    ),
    Measurement(
        "find_one", (), ("--size", "5000", "--searches", "60"),
        (
            Line("find one among all, R@1", _found("ours, in memory", "name", "R@1"), 0.92, _found(SEARCHER, "name", "R@1")),
            Line("  R@10", _found("ours, in memory", "name", "R@10"), 0.99, _found(SEARCHER, "name", "R@10")),
            Line("  median in memory, ms", _found("ours, in memory", "name", "median"), 5, _found(SEARCHER, "name", "median"), at_most=True),
            Line("  median through SQLite, ms", _found("ours, SQLite", "name", "median"), 25, at_most=True),
            Line("  median through PostgreSQL, ms", _found("ours, PostgreSQL", "name", "median"), 25, at_most=True),
            Line("  R@1 through SQL, the worse", _found("ours, (?:SQLite|PostgreSQL)", "name", "R@1"), 0.92),
            Line("  R@1 with the year of birth", _found("ours, in memory", "name and year", "R@1"), 0.99, _found(SEARCHER, "name and year", "R@1")),
        ),
    ),
    Measurement(
        "scoring_speed", (), ("--pairs", "2000"),
        (
            Line("analysed names a second", r"^analysed names +([\d,]+)", 100_000, r"^logic-v2, names +([\d,]+)"),
            Line("analysed records a second", r"^analysed records +([\d,]+)", 50_000, r"^logic-v2, persons +([\d,]+)"),
        ),
    ),
    Measurement(
        "one_new", (), ("--size", "5000", "--new", "40"),
        (
            Line("one new record against all, median ms", r"^ours +median +([\d.]+)", 20, r"^splink +median +([\d.]+)", at_most=True),
            Line("  memory of the index, MB", r"of which the index ([\d,]+)", 1_500, at_most=True),
        ),
    ),
    Measurement(
        "link_lists", (), ("--size", "3000"),
        (
            Line("two lists linked, s", r"^ours +([\d.]+) s", 30, r"^splink +([\d.]+) s", at_most=True),
            Line("  peak memory, MB", r"^ours .*peak ([\d,]+) MB", 2_000, r"^splink .*peak ([\d,]+) MB", at_most=True),
        ),
    ),
    Measurement(
        "altered_recall", (), ("--size", "5000", "--records", "200"),
        (
            Line("synthetic altered records, R@10", r"^ours .*records +R@10 ([\d.]+)", 0.95, r"^(?:splink|tantivy) .*records +R@10 ([\d.]+)"),
            Line("  any three at once", r"^ +ours +any three at once +R@10 ([\d.]+)", 0.95, r"^ +(?:splink|tantivy) *any three at once +R@10 ([\d.]+)"),
        ),
    ),
)  # fmt: skip


def run(measurement: Measurement, options: Sequence[str]) -> str:
    """Run one, show what it prints as it comes, return it."""
    print(f"\n{measurement.module} {' '.join(options)}", flush=True)
    command = [environment.PYTHON, "-m", f"bench.matching.{measurement.module}", *options]
    told = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=environment.ROOT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            told.append(line)
        assert process.stderr is not None
        wrong = process.stderr.read()
    if process.returncode:
        print(f"  ended with {process.returncode}: {wrong.strip()[-600:]}")
    return "".join(told)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.matching", description=(__doc__ or "").split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything runs")
    parser.add_argument(
        "--pairs", type=Path, default=os.environ.get("DODOMU_BENCH_PAIRS"), help="file of development pairs"
    )
    parser.add_argument("--only", help="names of measurements, with commas")
    asked = parser.parse_args()
    if not environment.PYTHON.exists():
        raise SystemExit("The peers are not installed: python -m bench.matching.peers install")
    rows, missed = [], 0
    for one in (*([PAIRS] if asked.pairs else []), *MEASUREMENTS):
        if asked.only and one.module not in asked.only.split(","):
            continue
        options = ["--pairs", str(asked.pairs)] if one is PAIRS else list(one.quick if asked.quick else one.full)
        told = run(one, options)
        for line in one.lines:
            own, peer = line.read(told)
            missed += line.verdict(own) != "met"
            aim = f"{'≤' if line.at_most else '≥'} {line.aim:,g}"
            rows.append(f"{line.measure:<42}{_shown(peer):>12}{_shown(own):>12}  {aim:<12}{line.verdict(own)}")
    print(f"\n{'measure':<42}{'best peer':>12}{'ours':>12}  {'aim':<12}", *rows, sep="\n")
    if asked.quick:
        print("\nSmall sizes: these figures say only that everything runs.")
    return 1 if missed and not asked.quick else 0


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 1000 else f"{value:,.4g}"


if __name__ == "__main__":
    sys.exit(main())
