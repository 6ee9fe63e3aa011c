"""The value lists of the axes and the rules for proposals."""

from __future__ import annotations

import pytest

from dodomu.journey.cases import axes


def test_every_value_has_a_word_and_every_word_a_value() -> None:
    assert set(axes.axis_values()) == set(axes.VALUE_LABELS)


def test_the_four_axes_follow_the_domain() -> None:
    assert [value.code for value in axes.values_of("whereabouts")] == ["unknown", "claimed", "located", "in_contact"]
    assert len(axes.values_of("legal")) == 8
    assert len(axes.values_of("return")) == 10
    assert len(axes.values_of("recovery")) == 6


@pytest.mark.parametrize(("now", "step"), [("", "claimed"), ("unknown", "claimed"), ("claimed", "located")])
def test_a_join_proposes_one_step_further(now: str, step: str) -> None:
    assert axes.proposed_step("persons_joined", "whereabouts", now) == step


@pytest.mark.parametrize("now", ["located", "in_contact"])
def test_nothing_is_proposed_where_more_is_known(now: str) -> None:
    assert axes.proposed_step("persons_joined", "whereabouts", now) is None
