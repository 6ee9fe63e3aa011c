"""Weights learned: from labelled pairs where people decided, by expectation-maximisation where nobody did.

Both start from weights already known and answer weights per field and level, natural log-odds. Nothing here reads files.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

Levels = Mapping[str, str]
Weights = dict[str, dict[str, float]]
Orders = Mapping[str, Sequence[str]]
STEPS: Final = 400
RATE: Final = 0.35
MOST: Final = 60.0


class Learned(NamedTuple):
    """New weights, and the log-odds of a pair of which nothing is known."""

    weights: Weights
    prior: float


def from_pairs(
    pairs: Iterable[tuple[Levels, bool]],
    start: Mapping[str, Mapping[str, float]],
    *,
    prior: float,
    orders: Orders,
    strength: float = 8.0,
) -> Learned:
    """Weights from labelled pairs: logistic regression drawn towards `start`, levels kept in their order.

    The penalty is `strength` / 2 times the squared distance from `start` (a Gaussian prior, so a level seen twice stays
    nearly where it was); after each step levels that left the order given in `orders` (most for one person first) are
    pooled: Ayer and others, "An Empirical Distribution Function for Sampling with Incomplete Information", Annals of
    Mathematical Statistics 26 (1955). Levels outside `start` are not learned.

    Raises:
        ValueError: no pair, or all of one kind.

    >>> pairs = [({"sex": "equal"}, True)] * 30 + [({"sex": "different"}, False)] * 30
    >>> found = from_pairs(pairs, {"sex": {"equal": 0.5, "different": -0.5}}, prior=0.0, orders={})
    >>> found.weights["sex"]["equal"] > 0.5, found.weights["sex"]["different"] < -0.5
    (True, True)
    """
    counted = Counter((frozenset(levels.items()), label) for levels, label in pairs)
    kinds = {label for _levels, label in counted}
    if len(kinds) < 2:
        raise ValueError("Labelled pairs of both kinds are needed: the same person, and two persons.")
    rows = [(tuple(key), label, count) for (key, label), count in counted.items()]
    weights = {(field, level): value for field, levels in start.items() for level, value in levels.items()}
    begun, total, intercept = dict(weights), sum(counted.values()), prior
    for _step in range(STEPS):
        slope: defaultdict[tuple[str, str], float] = defaultdict(float)
        base = 0.0
        for keys, label, count in rows:
            error = count * (label - _share(intercept + sum(weights.get(key, 0.0) for key in keys)))
            base += error
            for key in keys:
                slope[key] += error
        seen = _counts(rows)
        for key, value in weights.items():
            pull = slope[key] - strength * (value - begun[key])
            weights[key] = value + RATE * pull / (strength + 0.25 * seen[key])
        intercept += RATE * base / (0.25 * total)
        _pool(weights, orders, seen)
    return Learned(_nested(weights), intercept)


def _counts(rows: Iterable[tuple[tuple[tuple[str, str], ...], bool, int]]) -> Counter[tuple[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()
    for keys, _label, count in rows:
        for key in keys:
            seen[key] += count
    return seen


def _pool(weights: dict[tuple[str, str], float], orders: Orders, seen: Mapping[tuple[str, str], int]) -> None:
    for field, order in orders.items():
        blocks: list[list[float]] = []
        levels = [level for level in order if (field, level) in weights]
        for level in levels:
            blocks.append([weights[field, level], seen[field, level] + 1.0, 1])
            while len(blocks) > 1 and blocks[-1][0] > blocks[-2][0]:
                value, weight, width = blocks.pop()
                top = blocks[-1]
                top[0] = (top[0] * top[1] + value * weight) / (top[1] + weight)
                top[1] += weight
                top[2] += width
        pooled = [value for value, _weight, width in blocks for _ in range(int(width))]
        weights.update({(field, level): value for level, value in zip(levels, pooled, strict=True)})


def by_em(
    pairs: Iterable[Levels],
    start: Mapping[str, Mapping[str, float]],
    chance: Mapping[str, Mapping[str, float]],
    *,
    share: float = 0.01,
    rounds: int = 30,
    smoothing: float = 1.0,
) -> Learned:
    """Weights from pairs nobody labelled: the model of Fellegi and Sunter by expectation-maximisation.

    Winkler, "Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model of Record Linkage", 1988. `chance`
    are the shares of the levels among pairs of two persons (count them in random pairs) and are kept; what is learned is
    how often each level occurs in one person, beginning from `start`, and the share of pairs that are one person.
    A weight is ln(m / u). Levels that occur in no pair keep the weight of `start`.

    Raises:
        ValueError: no pair.
    """
    counted = Counter(tuple(sorted(levels.items())) for levels in pairs)
    if not counted:
        raise ValueError("Pairs are needed to learn from.")
    total = sum(counted.values())
    weights = {field: dict(levels) for field, levels in start.items()}
    for _round in range(rounds):
        prior = math.log(share / (1 - share))
        mass: defaultdict[tuple[str, str], float] = defaultdict(float)
        held: defaultdict[str, float] = defaultdict(float)
        matched = 0.0
        for keys, count in counted.items():
            odds = prior + sum(weights.get(field, {}).get(level, 0.0) for field, level in keys)
            part = count * _share(odds)
            matched += part
            for field, level in keys:
                mass[field, level] += part
                held[field] += part
        share = min(max(matched / total, 1e-9), 1 - 1e-9)
        for (field, level), part in mass.items():
            unlike = chance.get(field, {}).get(level, 0.0)
            if unlike > 0 and field in weights:
                kinds = len(chance[field])
                same = (part + smoothing / kinds) / (held[field] + smoothing)
                weights[field][level] = math.log(same / unlike)
    return Learned(weights, math.log(share / (1 - share)))


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, MOST), -MOST)))


def _nested(weights: Mapping[tuple[str, str], float]) -> Weights:
    nested: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (field, level), value in weights.items():
        nested[field][level] = value
    return dict(nested)
