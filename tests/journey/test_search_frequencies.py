"""76: who holds a copy of the search keys and knows how often names occur counts digests and guesses (THREAT_MODEL.md)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import pytest
from bench.population import BOYS, ENDINGS, GIRLS, MIDDLES, STEMS

from dodomu.base.keys import Keys
from dodomu.engine.matching import Record, search_terms
from dodomu.engine.matching.terms import Term
from dodomu.engine.values import NameForm, PartialDate
from dodomu.journey.registry import bridge

CHILDREN = 1_500
FAMILIES = [stem + middle + ending for stem in STEMS for middle in MIDDLES for ending in ENDINGS]
Terms = list[set[Term]]
Digests = list[set[tuple[str, bytes]]]


def population(seed: int) -> Terms:
    """Children whose family names are as unevenly spread as real ones: the n-th most frequent 1/n as often as the first."""
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(1, len(FAMILIES) + 1)]
    families = chance.choices(FAMILIES, weights, k=CHILDREN)
    return [terms_of(chance, family) for family in families]


def terms_of(chance: random.Random, family: str) -> set[Term]:
    day = PartialDate.from_edtf(
        f"{chance.randrange(2008, 2020)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    )
    father = chance.choice(BOYS)
    name = NameForm(chance.choice(BOYS + GIRLS), f"{father}ович" if father[-1] not in "йь" else "", family)
    phone, document = f"+38050{chance.randrange(10**7):07}", f"І-БК {chance.randrange(10**6):06}"
    record = Record((name,), day, documents=(document,), phones=(phone,))
    return {*search_terms(record), *bridge._pairs(bridge.blocking_keys(record))}


def by_frequency(rows: Iterable[Iterable[tuple[str, str | bytes]]]) -> dict[str, list[str | bytes]]:
    """Of each kind what occurs, the most frequent first."""
    counted = Counter(one for row in rows for one in row)
    found: dict[str, list[str | bytes]] = {}
    for (kind, text), _ in sorted(counted.items(), key=lambda one: (-one[1], str(one[0]))):
        found.setdefault(kind, []).append(text)
    return found


@pytest.fixture(scope="module")
def recovered() -> dict[str, float]:
    """By kind of term the share of rows whose term the attacker names rightly, by its rank among all of its kind."""
    keys, children = Keys(bytes(range(32))), population(1)
    stored = [{(term.kind, keys.search_key(term.kind, term.text)) for term in child} for child in children]
    known, counted = by_frequency(population(2)), by_frequency(stored)
    guess = {
        (kind, digest): text
        for kind, digests in counted.items()
        for digest, text in zip(digests, known[kind], strict=False)
    }
    rows = [(term, keys.search_key(term.kind, term.text)) for child in children for term in child]
    right = Counter(term.kind for term, digest in rows if guess.get((term.kind, digest)) == term.text)
    every = Counter(term.kind for term, _ in rows)
    return {kind: right[kind] / every[kind] for kind in every}


def test_what_is_digested_together_or_is_rare_falls_to_no_counting(recovered: dict[str, float]) -> None:
    assert {kind: recovered[kind] for kind in ("pair", "document", "phone") if recovered[kind] >= 0.01} == {}


def test_single_names_do_fall_and_the_threat_model_says_how_far(recovered: dict[str, float]) -> None:
    """The aim of less than one in a hundred is missed for the terms of one name: a copy of the table discloses these.

    When this fails because less is recovered, THREAT_MODEL.md and the table of attacks have better news to tell.
    """
    assert 0.01 < recovered["token"] < 0.2
    assert 0.01 < recovered["skeleton"] < 0.3
