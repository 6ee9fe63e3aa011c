"""The score interval of Wilson, against its definition solved by halving."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.estimation import wilson
from dodomu.engine.estimation.proportions import Z_95

COUNTS = st.integers(1, 400).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


def bound(share: float, trials: int, far: float) -> float:
    """The true share at distance ``Z_95`` standard errors of its own, between the counted share and ``far``."""
    near = share
    for _step in range(200):
        middle = (near + far) / 2
        is_inside = abs(share - middle) <= Z_95 * math.sqrt(middle * (1 - middle) / trials)
        near, far = (middle, far) if is_inside else (near, middle)
    return near


@given(COUNTS)
def test_both_ends_are_as_far_as_the_definition_says(counts: tuple[int, int]) -> None:
    successes, trials = counts
    found = wilson(successes, trials)
    assert found.low == pytest.approx(bound(found.share, trials, 0.0), abs=1e-6)
    assert found.high == pytest.approx(bound(found.share, trials, 1.0), abs=1e-6)


@given(COUNTS)
def test_the_share_lies_within_and_more_trials_tell_more(counts: tuple[int, int]) -> None:
    successes, trials = counts
    found, more = wilson(successes, trials), wilson(successes * 10, trials * 10)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.holds(found.share)
    assert more.high - more.low < found.high - found.low


@pytest.mark.parametrize(("successes", "trials", "z"), [(0, 0, 2.0), (-1, 3, 2.0), (4, 3, 2.0), (1, 3, 0.0)])
def test_what_is_no_count_is_refused(successes: int, trials: int, z: float) -> None:
    with pytest.raises(ValueError, match="accepted"):
        wilson(successes, trials, z)
