"""Weights learned from labelled pairs and from pairs nobody labelled, and the model file that is shipped."""

from __future__ import annotations

import math
import random

import pytest

from dodomu.engine.matching.learning import by_em, from_pairs
from dodomu.engine.matching.levels import FAMILY, GIVEN, PATRONYMIC
from dodomu.engine.matching.sentences import EVIDENCE
from dodomu.engine.matching.weights import shipped_model

START = {"sex": {"equal": 0.0, "different": 0.0}, "place": {"equal": 0.0, "near": 0.0, "different": 0.0}}
TRUE = {("sex", True): (0.98, 0.02), ("sex", False): (0.5, 0.5)}
"""How often the sexes are equal and different in one person and in two."""


def pairs(many: int, share: float) -> list[tuple[dict[str, str], bool]]:
    chance = random.Random(7)
    made = []
    for _ in range(many):
        one = chance.random() < share
        sex = chance.choices(("equal", "different"), TRUE["sex", one])[0]
        place = chance.choices(("equal", "near", "different"), (0.8, 0.1, 0.1) if one else (0.05, 0.15, 0.8))[0]
        made.append(({"sex": sex, "place": place}, one))
    return made


def test_labelled_pairs_give_the_log_ratios_they_were_drawn_with() -> None:
    learned = from_pairs(pairs(20_000, 0.5), START, prior=0.0, orders={}, strength=0.1)
    apart = learned.weights["sex"]["equal"] - learned.weights["sex"]["different"]
    assert apart == pytest.approx(math.log(0.98 / 0.5) - math.log(0.02 / 0.5), abs=0.25)


def test_the_order_of_levels_is_kept_and_strength_holds_to_the_start() -> None:
    turned = [({"place": "near"}, True)] * 50 + [({"place": "equal"}, False)] * 50
    start = {"place": {"equal": 2.0, "near": 1.0, "different": -1.0}}
    free = from_pairs(turned, start, prior=0.0, orders={"place": ("equal", "near", "different")}, strength=1)
    assert free.weights["place"]["equal"] >= free.weights["place"]["near"] >= free.weights["place"]["different"]
    held = from_pairs(turned, start, prior=0.0, orders={}, strength=1e6)
    assert held.weights["place"] == pytest.approx(start["place"], abs=0.01)


def test_pairs_of_one_kind_teach_nothing() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        from_pairs([({"sex": "equal"}, True)], START, prior=0.0, orders={})
    with pytest.raises(ValueError, match="needed"):
        by_em([], START, {})


def test_expectation_maximisation_finds_the_share_and_the_weights_nobody_told() -> None:
    start = {"sex": {"equal": 0.5, "different": -2.0}, "place": {"equal": 2.0, "near": 0.0, "different": -2.0}}
    chance = {"sex": {"equal": 0.5, "different": 0.5}, "place": {"equal": 0.05, "near": 0.15, "different": 0.8}}
    learned = by_em([levels for levels, _label in pairs(20_000, 0.2)], start, chance, rounds=60)
    assert 1 / (1 + math.exp(-learned.prior)) == pytest.approx(0.2, abs=0.03)
    assert learned.weights["place"]["equal"] == pytest.approx(math.log(0.8 / 0.05), abs=0.2)


def test_the_shipped_model_says_where_it_comes_from_and_knows_every_level() -> None:
    model = shipped_model()
    assert "labelled pairs" in model.provenance["learned"]
    assert "SHA-256" in model.provenance["learned"]
    for field, order in {"given": GIVEN, "patronymic": PATRONYMIC, "family": FAMILY}.items():
        weights = [model.weights[field][level] for level in order]
        assert weights == sorted(weights, reverse=True), field
    known = {f"{field}.{level}" for field, levels in model.weights.items() for level in levels if level != "missing"}
    assert known <= EVIDENCE.keys()


def test_a_changed_family_name_or_citizenship_weighs_less_than_a_given_name() -> None:
    weights = shipped_model().weights
    assert weights["family"]["different"] > weights["given"]["different"] / 2
    assert weights["citizenship"]["different"] > -0.5
