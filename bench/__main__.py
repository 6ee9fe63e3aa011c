"""Measure import, search, lists, routes, siblings, evidence and the life-line, each figure beside its aim: python -m bench [--quick]

Each measurement is a process of its own with a temporary encrypted installation, so that memory and caches of one do not
colour the next. ``--quick`` takes small sizes, to see that everything runs; its figures say little.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
Figures = tuple["Figure", ...]


@dataclass(frozen=True)
class Figure:
    """One number to look for in what a measurement prints, and what it should be."""

    name: str
    pattern: str
    unit: str
    aim: float
    at_least: bool = False

    def read(self, told: str) -> float:
        """The number.

        Raises:
            SystemExit: the measurement did not print it.
        """
        found = re.search(self.pattern, told, re.MULTILINE)
        if found is None:
            raise SystemExit(f"{self.name}: the measurement printed no such figure.")
        return float(found[1].replace(",", ""))

    def is_met(self, value: float) -> bool:
        return value >= self.aim if self.at_least else value <= self.aim


@dataclass(frozen=True)
class Measurement:
    """A script beside this file, how large it is run, and its figures."""

    script: str
    option: str
    size: int
    quick: int
    figures: Figures


ALL = r"^all +p50 +[\d.]+ ms +p95 +([\d.,]+) ms"
LIFE = r"^{} +p50 +[\d.]+ ms +p95 +([\d.,]+) ms"
LOG, PRODUCT, RATE = r"^engine, {}", r"^journal, {}", r" +([\d,]+) entries/s"
"""The engine over bare SQLite, as its peer is measured, and the journal of the product, with all that it has besides."""
MEASUREMENTS = (
    Measurement(
        "import_rate.py", "--rows", 100_000, 1_000,
        (
            Figure("import", r"^import +[\d.]+ s +([\d,]+) rows/s", "rows/s", 1_000, at_least=True),
            Figure("import, peak memory", r"^peak memory ([\d,]+) MB", "MB", 500),
        ),
    ),
    Measurement("search.py", "--persons", 100_000, 2_000, (Figure("search, p95", ALL, "ms", 100),)),
    Measurement("children_list.py", "--children", 10_000, 500, (Figure("list, p95", ALL, "ms", 200),)),
    Measurement(
        "case_list.py", "--cases", 10_000, 300,
        (
            Figure("cases, p95", ALL, "ms", 200),
            Figure("view of the team, p95", LIFE.format("view of the team"), "ms", 200),
        ),
    ),
    Measurement(
        "routes.py", "--places", 100, 20,
        (
            Figure("routes of 100 places", r"^[\d]+ places +p50 +[\d.]+ s +worst +([\d.]+) s", "s", 2),
            Figure("ratio to enumeration", r" ratio ([\d,]+)$", "times", 10, at_least=True),
        ),
    ),
    Measurement(
        "kin.py", "--siblings", 2_000, 200,
        (
            Figure("siblings taken for one", r"^siblings .* ([\d.]+) %", "%", 0.5),
            Figure("pet names recognised", r"^pet names .* ([\d.]+) %", "%", 95, at_least=True),
        ),
    ),
    Measurement(
        "intake.py", "--megabytes", 1_024, 20,
        (Figure("hashing of originals", r"^hashing +([\d.]+) GB/s", "GB/s", 1, at_least=True),),
    ),
    Measurement(
        "journal.py", "--leaves", 1_000_000, 5_000,
        (
            Figure("log, one append to bare SQLite", LOG.format("one durable append") + r".* ratio ([\d.]+)", "times", 0.8, at_least=True),
            Figure("log, in batches", LOG.format("batched") + RATE, "/s", 60_000, at_least=True),
            Figure("log, proof", LOG.format("inclusion proof") + r" +([\d.]+) ms", "ms", 0.3),
            Figure("log, audit", LOG.format("full audit") + RATE, "/s", 300_000, at_least=True),
            Figure("log, memory growth", LOG.format("memory growth") + r" +([\d,]+) MB", "MB", 64),
            Figure("journal of the product, proof", PRODUCT.format("inclusion proof") + r" +([\d.]+) ms", "ms", 0.3),
            Figure("journal of the product, audit", PRODUCT.format("full audit") + RATE, "/s", 300_000, at_least=True),
        ),
    ),
    Measurement(
        "bundle.py", "--items", 10_000, 200,
        (Figure("bundle, of the time allowed", r"^of the time allowed: ratio ([\d.]+)", "times", 1, at_least=True),),
    ),
    Measurement(
        "lifeline.py", "--events", 400, 60,
        (
            Figure("life-line, p95", LIFE.format("life-line, processor"), "ms", 200),
            Figure("child's page, p95", LIFE.format("child's page, processor"), "ms", 200),
        ),
    ),
)  # fmt: skip


def run(measurement: Measurement, *, quick: bool) -> str:
    """Run one script, show what it prints as it comes, return it."""
    size = measurement.quick if quick else measurement.size
    print(f"\n{measurement.script} {measurement.option} {size:,}", flush=True)
    command = [sys.executable, str(HERE / measurement.script), measurement.option, str(size)]
    told = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            told.append(line)
    if process.returncode:
        raise SystemExit(f"{measurement.script} ended with {process.returncode}.")
    return "".join(told)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure import, search, lists and evidence.")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything runs")
    quick: bool = parser.parse_args().quick
    lines, missed = [], 0
    for measurement in MEASUREMENTS:
        told = run(measurement, quick=quick)
        for figure in measurement.figures:
            value = figure.read(told)
            missed += not figure.is_met(value)
            aim = f"{'≥' if figure.at_least else '≤'} {figure.aim:,g} {figure.unit}"
            lines.append(
                f"{figure.name:<36}{value:>10,.{0 if value >= 10 else 2}f} {figure.unit:<8}aim {aim:<16}{'' if figure.is_met(value) else 'MISSED'}"
            )
    print("\n" + "\n".join(line.rstrip() for line in lines))
    if quick:
        print("\nSmall sizes: these figures say only that everything runs.")
    return 1 if missed and not quick else 0


if __name__ == "__main__":
    raise SystemExit(main())
