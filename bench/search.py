"""How fast the search answers over many persons: python bench/search.py [--persons 100000] [--keep FOLDER]

Fills a temporary encrypted installation with invented children (each with a mother) and prints p50 and p95 of one
search, unsealing and comparing included. With --keep the folder stays, and a second run finds it filled.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from population import fill, installation, spread

QUERIES = {
    "family and given name": "Тополенко Софія",
    "Russian spelling": "Дубовинский Александр",
    "Latin, no patronymic": "Yavorchuk Marko",
    "with year and place": "Калинишин Дарина, 2014, Бахмут",
    "given name and year alone": "Олександр 2012",
    "given name alone": "Софія",
    "everyday form": "Саша Липовенко",
    "full name": "Вербовенко Злата Ігорівна",
    "document number": "I-НО 314159",
    "nobody": "Щедрівський Пилип",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="use this folder and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        viewer = installation(asked.keep or Path(folder))
        # Every second person is a mother.
        fill(viewer, asked.persons // 2)
        everything: list[float] = []
        for name, text in QUERIES.items():
            measured = measure(viewer, text, asked.runs)
            everything += measured
            spread(name, measured)
        spread("all", everything)


def measure(viewer: Any, text: str, runs: int) -> list[float]:
    """Seconds of each run; cards are forgotten between runs, so that every run unseals."""
    from dodomu.journey.registry import queries
    from dodomu.journey.registry.queries import kept_cards

    seconds = []
    for _ in range(runs):
        kept_cards.forget()
        begun = time.perf_counter()
        queries.search(viewer, text)
        seconds.append(time.perf_counter() - begun)
    return seconds


if __name__ == "__main__":
    main()
