"""Find one child among a million across languages: python -m bench.matching.find_one [--size 1000000] [--with NAMES]

Searches of a family and a given name, no patronymic, in another language or script than the register's (``queries``), and
the same with the year of birth. Every matcher searches the same population, one after the other, each in a process of its
own whose peak memory is printed. Ours is measured in memory and through SQL on encrypted SQLite and on PostgreSQL.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from bench.matching import figures, people, queries
from bench.matching.memory import peak_megabytes
from bench.matching.peers import environment
from bench.matching.peers.searching import FOUND, Find, folder_of
from bench.matching.writings import Writings

NAMES = ("memory", "sqlite", "postgres", "gist", "gin", "fuzzy", "pieces")
TITLES = {
    "memory": "ours, in memory",
    "sqlite": "ours, SQLite",
    "postgres": "ours, PostgreSQL",
    "gist": "pg_trgm, GiST",
    "gin": "pg_trgm, GIN",
    "fuzzy": "tantivy, edit distance",
    "pieces": "tantivy, three letters",
}


def opened(name: str, rows: Iterator[people.Person]) -> AbstractContextManager[Find]:
    """The matcher of that name, filled."""
    from bench.matching import by_sql
    from bench.matching.peers import searching

    if name == "memory":
        return in_memory(rows)
    if name in ("sqlite", "postgres"):
        return by_sql.sqlite(rows) if name == "sqlite" else by_sql.postgres(rows)
    return searching.trigrams(rows, kind=name) if name in ("gist", "gin") else searching.tantivy(rows, kind=name)


@contextmanager
def in_memory(rows: Iterator[people.Person]) -> Iterator[Find]:
    from bench.matching import ours

    index = ours.engine.NameIndex()
    for one in rows:
        index.add(one.number, ours.record(one))

    def find(text: str, year: int | None) -> list[int]:
        return [hit.key for hit in index.search(ours.search_record(text, year), limit=FOUND)]

    yield find


def measure(name: str, population: Path, asked: list[queries.Search]) -> dict[str, Any]:
    """Fill the matcher and search; ranks are 1 for the first and None for not among the first ten."""
    begun = time.perf_counter()
    told: dict[str, Any] = {}
    with opened(name, people.read(population)) as find:
        told["filled"] = time.perf_counter() - begun
        for search in asked[:5]:
            find(search.text, None)
        for title, with_year in (("name", False), ("year", True)):
            ranks, seconds = [], []
            for search in asked:
                begun = time.perf_counter()
                found = find(search.text, search.year if with_year else None)
                seconds.append(time.perf_counter() - begun)
                ranks.append(found.index(search.truth) + 1 if search.truth in found else None)
            told[title] = {
                "ranks": ranks,
                "ms": figures.middle(seconds),
                "worst": sorted(seconds)[-len(seconds) // 20] * 1000,
            }
    told["memory"] = peak_megabytes()
    return told


def prepare(asked: argparse.Namespace) -> tuple[Path, Path]:
    """The population and the searches in it, kept beside it for every matcher."""
    population = people.kept(asked.size, folder_of(asked.folder))
    path = population.with_name(f"searches-{asked.size}-{asked.searches}.json")
    if not path.exists():
        rows, writings = list(people.read(population)), Writings()
        chosen = {
            title: queries.searches(rows, asked.searches, writings, unique=title == "unique")
            for title in ("unique", "all")
        }
        told = {
            "share": queries.share_unique(rows),
            "of whom": people.shares(rows),
            **chosen,
            "ceilings": {
                title: [queries.ceiling(rows, some, writings, by_year=by_year) for by_year in (False, True)]
                for title, some in chosen.items()
            },
        }
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return population, path


def show(title: str, told: dict[str, Any], asked: list[queries.Search]) -> None:
    for kind, name in (("name", "name"), ("year", "name and year")):
        ranks, found = told[kind]["ranks"], told[kind]
        print(
            f"{title:<24}{name:<14} R@1 {figures.recall_at(ranks, 1):.3f}  R@10 {figures.recall_at(ranks, 10):.3f}"
            f"  median {found['ms']:8.2f} ms  p95 {found['worst']:8.2f} ms  filled {told['filled']:5.0f} s"
            f"  peak {told['memory']:6,.0f} MB",
            flush=True,
        )
    parts = [
        f"{kind} {figures.recall_at([rank for rank, one in zip(told['name']['ranks'], asked, strict=True) if one.kind == kind], 1):.3f}"
        for kind in queries.KINDS
    ]
    print(f"{'':<24}R@1 by kind: {', '.join(parts)}", flush=True)


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="where populations are kept between runs")
    parser.add_argument("--with", dest="names", default=",".join(NAMES), help=f"of {', '.join(NAMES)}")
    parser.add_argument(
        "--all-people", action="store_true", help="search for people whose names are not unique as well"
    )
    parser.add_argument("--show", type=int, default=0, help="how many of the searches not answered first are shown")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    population, path = prepare(asked)
    known = json.loads(path.read_text(encoding="utf-8"))
    sample = "all" if asked.all_people else "unique"
    chosen = [queries.Search(*row) for row in known[sample]]
    if asked.alone:
        print(json.dumps(measure(asked.alone, population, chosen)))
        return
    plain, with_year = known["ceilings"][sample]
    print(f"{asked.size:,} invented people: {known['of whom']}")
    print(
        f"{100 * known['share']:.1f} % bear a pair of family and given name alone; searched are {'these' if sample == 'unique' else 'any'}"
    )
    print(
        f"{len(chosen)} searches; nobody can have more than R@1 {plain:.3f}, with the year {with_year:.3f}", flush=True
    )
    for name in asked.names.split(","):
        command = [sys.executable, "-m", "bench.matching.find_one", *sys.argv[1:], "--alone", name]
        done = subprocess.run(
            command, cwd=environment.ROOT, capture_output=True, text=True, check=False, env=os.environ
        )
        if done.returncode:
            print(f"{TITLES[name]:<24}did not run: {done.stderr.strip().splitlines()[-1]}", flush=True)
            continue
        told = json.loads(done.stdout.splitlines()[-1])
        show(TITLES[name], told, chosen)
        missed = [one for one, rank in zip(chosen, told["name"]["ranks"], strict=True) if rank != 1]
        for one in missed[: asked.show]:
            print(f"  not first: {one.text} (number {one.truth}, {one.manner})")


if __name__ == "__main__":
    main()
