"""How many pairs are scored in a second on one core: python -m bench.matching.scoring_speed [--pairs 20000]

Pairs of the invented population, one in ten of them one person in another writing. Analysed names and records are scored
by the fast path, evidence is made on demand; raw strings and whole records with evidence are printed beside them, and
logic-v2 over the same pairs.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.matching import ours, people
from bench.matching.peers import environment
from bench.matching.peers import names as peers
from bench.matching.people import Person
from bench.matching.writings import MANNERS, Writings, joined

SEED = 42
LEAST_SECONDS = 1.0


def chosen(many: int) -> list[tuple[Person, Person, str]]:
    """Pairs of people with the full name the second is written by; a tenth are one person."""
    chance, writings = random.Random(SEED), Writings()
    crowd = list(people.people(max(many // 4, 100)))
    pairs = []
    for at in range(many):
        one = chance.choice(crowd)
        other = one if at % 10 == 0 else chance.choice(crowd)
        pairs.append((one, other, joined(writings.of(other, chance.choice(list(MANNERS)), chance))))
    return pairs


def rate(score: Callable[[Any, Any], Any], pairs: Sequence[tuple[Any, Any]]) -> float:
    """Pairs a second: the whole set as often as fills a second, the best of three."""
    best = 0.0
    for _ in range(3):
        done, begun = 0, time.perf_counter()
        while (passed := time.perf_counter() - begun) < LEAST_SECONDS:
            for one, other in pairs:
                score(one, other)
            done += len(pairs)
        best = max(best, done / passed)
    return best


def once(score: Callable[[Any, Any], Any], pairs: Sequence[tuple[Any, Any]]) -> float:
    """Pairs a second in one pass, with whatever the scorer remembers of words but not of pairs seen before."""
    begun = time.perf_counter()
    for one, other in pairs:
        score(one, other)
    return len(pairs) / (time.perf_counter() - begun)


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--pairs", type=int, default=20_000)
    pairs = chosen(parser.parse_args().pairs)
    engine = ours.engine
    full = [joined((one.family, one.given, one.patronymic)) for one, _, _ in pairs]
    strings = [(text, other) for text, (_, _, other) in zip(full, pairs, strict=True)]
    records = [(ours.record(one), ours.renamed(ours.record(other), text)) for one, other, text in pairs]
    told("raw strings", ours.score_names, strings)
    begun = time.perf_counter()
    analysed = [(engine.analyse_record(one), engine.analyse_record(other)) for one, other in records]
    print(f"{'analysing records':<24}{2 * len(records) / (time.perf_counter() - begun):>12,.0f} records/s", flush=True)
    bare = [tuple(engine.analyse_record(ours.search_record(text)) for text in pair) for pair in strings]
    names = told("analysed names", engine.score, bare)
    whole = told("analysed records", engine.score, analysed)
    told("records with evidence", engine.compare_records, records)
    few = strings[:3000]
    peers.logic_v2(*few[0])
    persons = [
        (peers.person(text, one.born, one.sex, one.place), peers.person(name, other.born, other.sex, other.place))
        for text, (one, other, name) in zip(full[:3000], pairs[:3000], strict=True)
    ]
    print(f"ratio {names / told('logic-v2, names', peers.logic_v2, few):.0f} for names: ours to logic-v2")
    print(
        f"ratio {whole / told('logic-v2, persons', peers.logic_v2_entities, persons):.0f} for records: ours to logic-v2"
    )


def told(title: str, score: Callable[[Any, Any], Any], pairs: Sequence[tuple[Any, Any]]) -> float:
    """Print both rates; the rate of pairs whose words were seen before, which every scorer here remembers."""
    first = once(score, pairs)
    again = rate(score, pairs)
    print(f"{title:<24}{again:>12,.0f} pairs/s   {first:>10,.0f} in the first pass", flush=True)
    return again


if __name__ == "__main__":
    main()
