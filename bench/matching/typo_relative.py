"""Typing error or relative: python -m bench.matching.typo_relative [--pairs 1000]

Invented pairs of full Ukrainian names (``typos``), half of one person with typing errors, half of relatives and
near-namesakes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

from bench.matching import figures, ours, typos
from bench.matching.peers import environment
from bench.matching.peers.names import PEERS


def main() -> None:
    environment.inside()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument(
        "--show", type=int, default=0, help="how many of the pairs wrong at the best threshold are shown"
    )
    asked = parser.parse_args()
    pairs = typos.pairs(asked.pairs)
    print(
        f"{len(pairs):,} invented pairs of Ukrainian full names, half typing errors, half relatives and near-namesakes"
    )
    for name, score in {"ours": ours.score_names, **PEERS}.items():
        scored = [(score(pair.first, pair.second), pair.same) for pair in pairs]
        f1, threshold = figures.best_f1(scored)
        found = figures.average_precision(scored)
        print(f"{name:<24} AP {found:.4f}   R@P99 {figures.at_precision(scored)[0]:.4f}   best F1 {f1:.4f}", flush=True)
        if name == "ours" and asked.show:
            explain(pairs, [one for one, _ in scored], threshold, asked.show)


def explain(pairs: list[typos.Pair], scores: list[float], threshold: float, most: int) -> None:
    """Which kinds go wrong, and some of the pairs."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for pair, score in zip(pairs, scores, strict=True):
        if (score >= threshold) is not pair.same:
            wrong[pair.kind].append(f"{score:.3f} {pair.first} | {pair.second}")
    for kind, texts in sorted(wrong.items()):
        print(f"  {kind}: {len(texts)} wrong", *texts[:most], sep="\n    ")


if __name__ == "__main__":
    main()
