"""Find the child behind a synthetic altered record: python -m bench.matching.altered_recall [--size 100000] [--records 2000]

Synthetic: the records are made by the rules of ``altered``, no real one is among them. Recall at 10 in the invented
population, by what was altered. No peer scores such records; tantivy by name alone and Splink are printed for comparison.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.matching import altered, figures, people
from bench.matching.altered import Altered
from bench.matching.peers import environment
from bench.matching.peers.searching import folder_of
from bench.matching.people import Person

Ranks = list[int | None]


def ours(population: Sequence[Person], records: Sequence[Altered]) -> Ranks:
    from bench.matching import ours as side

    index = side.engine.NameIndex()
    for one in population:
        index.add(one.number, side.record(one))
    ranks: Ranks = []
    seconds = []
    for one in records:
        begun = time.perf_counter()
        found = [hit.key for hit in index.search(side.altered_record(one), limit=10)]
        seconds.append(time.perf_counter() - begun)
        ranks.append(found.index(one.truth) + 1 if one.truth in found else None)
    print(f"ours: median {figures.middle(seconds):.2f} ms a search", flush=True)
    return ranks


def by_name(population: Sequence[Person], records: Sequence[Altered]) -> Ranks:
    from bench.matching.peers.searching import tantivy

    with tantivy(iter(population), kind="pieces") as find:
        found = [find(f"{one.family} {one.given}", None) for one in records]
    return [
        numbers.index(one.truth) + 1 if one.truth in numbers else None
        for numbers, one in zip(found, records, strict=True)
    ]


def splink(population: Sequence[Person], records: Sequence[Altered]) -> Ranks:
    """Trained on ordinary lists of as many people, as whoever uses it would; the altered ones are then predicted."""
    from bench.matching import lists
    from bench.matching.peers.linking import Splink, known

    register = [known(one.number, one) for one in population]
    usual = lists.right([one._replace(number=at) for at, one in enumerate(population[:20_000])])
    model = Splink(register, [known(-at - 1, row) for at, row in enumerate(usual)])
    model.train()
    rows = [
        lists.Row(one.truth, one.sex, one.family, one.given, one.patronymic, one.born, one.place) for one in records
    ]
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for link in model.many_new([known(10**8 + at, row) for at, row in enumerate(rows)], "altered"):
        found[link.right - 10**8].append((-link.probability, link.left))
    best = [[number for _, number in sorted(found[at])[:10]] for at in range(len(rows))]
    return [
        numbers.index(one.truth) + 1 if one.truth in numbers else None
        for numbers, one in zip(best, records, strict=True)
    ]


MATCHERS: dict[str, Callable[[Sequence[Person], Sequence[Altered]], Ranks]] = {
    "ours": ours,
    "splink": splink,
    "tantivy": by_name,
}


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, help="where populations are kept between runs")
    parser.add_argument("--with", dest="names", default=",".join(MATCHERS))
    parser.add_argument("--show", type=int, default=0, help="how many of the records not found by ours are shown")
    asked = parser.parse_args()
    population = list(people.read(people.kept(asked.size, folder_of(asked.folder))))
    records = altered.altered(population, asked.records)
    print(f"{len(records):,} synthetic altered records among {len(population):,} invented people", flush=True)
    for name in asked.names.split(","):
        ranks = MATCHERS[name](population, records)
        show(name, ranks, records)
        if name == "ours" and asked.show:
            missed = [one for one, rank in zip(records, ranks, strict=True) if rank is None]
            for one in missed[: asked.show]:
                print(f"  {' '.join(population[one.truth][3:9])} | {' '.join(one[2:7])} | {', '.join(one.things)}")


def show(name: str, ranks: Ranks, records: Sequence[Altered]) -> None:
    parts: dict[str, Ranks] = defaultdict(list)
    for rank, one in zip(ranks, records, strict=True):
        parts["any three at once" if len(one.things) > 1 else "one thing alone"].append(rank)
        parts["  " + " + ".join(one.things)].append(rank)
    print(
        f"{name:<8} synthetic altered records     R@10 {figures.recall_at(ranks, 10):.4f}  R@1 {figures.recall_at(ranks, 1):.4f}"
    )
    for title, some in sorted(parts.items(), key=lambda part: part[0].strip().count("+")):
        print(
            f"  {name:<8}{title:<34} R@10 {figures.recall_at(some, 10):.4f}  R@1 {figures.recall_at(some, 1):.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
