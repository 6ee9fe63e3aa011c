"""Peers that score two names as strings: higher is more alike, from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import permutations
from typing import Any

Score = Callable[[str, str], float]


@lru_cache(maxsize=1 << 16)
def romanised(text: str) -> tuple[str, ...]:
    """The words in Latin letters by ``anyascii``, small, without marks."""
    from anyascii import anyascii

    plain = anyascii(text).lower().replace("'", "")
    return tuple("".join(sign if sign.isalnum() else " " for sign in plain).split())


def token_jaro_winkler(one: str, other: str) -> float:
    """Jaro-Winkler per word: the best assignment of the words of the shorter name to those of the longer, averaged.

    A word without a counterpart costs nothing, since a patronymic is often left out.
    """
    return _assigned(one, other)[0]


def left_over_counts(one: str, other: str) -> float:
    """The same, a word without a counterpart counting as half a word that agrees in nothing."""
    mean, few, many = _assigned(one, other)
    return 2 * mean * few / (few + many) if few else 0.0


def _assigned(one: str, other: str) -> tuple[float, int, int]:
    """The mean over the words of the shorter name, and how many words both have."""
    from rapidfuzz.distance import JaroWinkler

    few, many = sorted((romanised(one), romanised(other)), key=len)
    few, many = few[:5], many[:6]
    if not few:
        return 0.0, 0, len(many)
    alike = [[JaroWinkler.similarity(word, against) for against in many] for word in few]
    best = max(
        sum(alike[at][to] for at, to in enumerate(order)) / len(few)
        for order in permutations(range(len(many)), len(few))
    )
    return best, len(few), len(many)


@cache
def _logic_v2() -> tuple[Any, Any, Any]:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    assert algorithm is not None
    return algorithm, algorithm.default_config(), model


@lru_cache(maxsize=1 << 16)
def person(name: str, born: str = "", sex: str = "", place: str = "") -> Any:
    """A person of FollowTheMoney."""
    _, _, model = _logic_v2()
    made = model.make_entity("Person")
    made.id = name
    made.add("name", name)
    for title, known in (("birthDate", born), ("gender", {"f": "female", "m": "male"}.get(sex)), ("birthPlace", place)):
        if known:
            made.add(title, known)
    return made


def logic_v2(one: str, other: str) -> float:
    """OpenSanctions' logic-v2 over two persons with a name only."""
    return logic_v2_entities(person(one), person(other))


def logic_v2_entities(one: Any, other: Any) -> float:
    algorithm, config, _ = _logic_v2()
    return float(algorithm.compare(one, other, config).score)


def rigour(one: str, other: str) -> float:
    """rigour's names: words that share a symbol of its corpus count 1, the rest by its edit distance, by length."""
    from rigour.names import align_person_name_order, compare_parts, pair_symbols

    first, second = _parts(one), _parts(other)
    if first is None or second is None:
        return 0.0
    best = 0.0
    for edges in pair_symbols(first, second):
        used = [{part for edge in edges for part in getattr(edge, side)} for side in ("qps", "rps")]
        left, right = (
            [part for part in name.parts if part not in taken]
            for name, taken in zip((first, second), used, strict=True)
        )
        rest = compare_parts(*align_person_name_order(left, right)) if left or right else []
        scores = [(1.0, max(len(edge.qstr), len(edge.rstr))) for edge in edges]
        scores += [(one.score, max(len(one.qstr), len(one.rstr))) for one in rest if one.qps and one.rps]
        scores += [(0.0, 2) for one in rest if not (one.qps and one.rps)]
        length = sum(many for _, many in scores)
        best = max(best, sum(score * many for score, many in scores) / length if length else 0.0)
    return best


@lru_cache(maxsize=1 << 16)
def _parts(text: str) -> Any:
    from rigour.names import NameTypeTag, analyze_names

    return next(iter(analyze_names(NameTypeTag.PER, [text])), None)


PEERS: dict[str, Score] = {
    "per-token Jaro-Winkler": token_jaro_winkler,
    "words left over count": left_over_counts,
    "logic-v2": logic_v2,
    "rigour": rigour,
}
