"""Real spellings of one name in two scripts: python -m bench.matching.eu_pairs --pairs FILE

The file is of development pairs from EU legal acts; it is not part of this repository. What is printed is therefore
"development pairs, not held out", and may not be quoted as anything else.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.matching import figures, ours
from bench.matching.peers import environment
from bench.matching.peers.names import PEERS


class Labelled(NamedTuple):
    """One labelled pair; ``scripts`` and ``languages`` of both sides, ids of the two persons."""

    one: str
    other: str
    same: bool
    scripts: tuple[str, str]
    languages: tuple[str, str]
    persons: tuple[str, str]


def read(path: Path) -> list[Labelled]:
    with path.open(encoding="utf-8") as file:
        return [
            Labelled(
                row["name1"],
                row["name2"],
                row["label"] == "1",
                (row["script1"], row["script2"]),
                (row["lang1"], row["lang2"]),
                (row["id1"], row["id2"]),
            )
            for row in csv.DictReader(file)
        ]


def both_latin(pair: Labelled) -> bool:
    return pair.scripts == ("lat", "lat")


def ukrainian_russian(pair: Labelled) -> bool:
    return set(pair.languages) == {"uk", "ru"}


class Result(NamedTuple):
    """The figures of one matcher."""

    precision: float
    recall: float
    f1: float
    latin: float
    uk_ru_precision: float
    uk_ru_recall: float


def measure(pairs: Sequence[Labelled], scores: Sequence[float]) -> Result:
    """Recall of Latin pairs at the threshold of all; of Ukrainian-Russian pairs at a threshold of their own."""
    everything = list(zip(scores, (pair.same for pair in pairs), strict=True))
    at, threshold = figures.at_precision(everything)
    latin = [row for row, pair in zip(everything, pairs, strict=True) if both_latin(pair)]
    mixed = [row for row, pair in zip(everything, pairs, strict=True) if ukrainian_russian(pair)]
    return Result(
        figures.average_precision(everything),
        at,
        figures.best_f1(everything)[0],
        figures.recall(latin, threshold),
        figures.average_precision(mixed),
        figures.at_precision(mixed)[0],
    )


def across_folds(pairs: Sequence[Labelled], scores: Sequence[float]) -> Iterable[tuple[int, Result]]:
    """The figures in five folds of persons, for a scorer that is trained outside each; pairs across folds are in none."""
    dealt = figures.folds([pair.persons for pair in pairs])
    for fold in range(5):
        chosen = [at for at, one in enumerate(dealt) if one == fold]
        yield len(chosen), measure([pairs[at] for at in chosen], [scores[at] for at in chosen])


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--pairs", type=Path, default=os.environ.get("DODOMU_BENCH_PAIRS"))
    parser.add_argument("--folds", action="store_true", help="also in five folds by person")
    asked = parser.parse_args()
    if not asked.pairs:
        raise SystemExit("Name the file of pairs: --pairs FILE, or the variable DODOMU_BENCH_PAIRS.")
    pairs = read(Path(asked.pairs))
    same = sum(pair.same for pair in pairs)
    print(f"{len(pairs):,} development pairs, not held out; {same:,} of one person; ", end="")
    print(f"{sum(map(both_latin, pairs)):,} in Latin letters, {sum(map(ukrainian_russian, pairs)):,} Ukrainian-Russian")
    print(f"{'':<24}{'AP':>8}{'R@P99':>8}{'F1':>8}{'Lat-Lat':>9}{'AP uk-ru':>10}{'R@P99 uk-ru':>13}")
    for name, score in {"ours": ours.score_names, **PEERS}.items():
        scores = [score(pair.one, pair.other) for pair in pairs]
        found = measure(pairs, scores)
        print(
            f"{name:<24}{found[0]:8.4f}{found[1]:8.4f}{found[2]:8.4f}{found[3]:9.4f}{found[4]:10.4f}{found[5]:13.4f}",
            flush=True,
        )
        if asked.folds:
            for many, one in across_folds(pairs, scores):
                print(f"  {many:>6,} pairs of a fold {one[0]:8.4f}{one[1]:8.4f}{one[2]:8.4f}")


if __name__ == "__main__":
    main()
