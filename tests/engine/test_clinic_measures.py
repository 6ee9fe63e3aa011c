"""Numbers as typed: the decimal comma, what is no number, the range, and another unit suspected."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.clinic import MEASURES, MeasureRejected, read_measure


def refused(measure: str, typed: str) -> tuple[str, str]:
    with pytest.raises(MeasureRejected) as caught:
        read_measure(measure, typed)
    return caught.value.code, caught.value.suspected_unit


@pytest.mark.parametrize("typed", ["36,6", "36.6", " 36,6 ", "36,60"])
def test_comma_and_point_both_part_the_decimals(typed: str) -> None:
    assert read_measure("temperature", typed) == Decimal("36.6")


@pytest.mark.parametrize(
    "typed", ["80abc", "1e2", "Infinity", "NaN", "1 000", "36,6,1", "1,000.5", "٣٦", "³6", "+80", "0x50", "80/120", ","]
)
def test_what_is_no_plain_number_is_sent_back(typed: str) -> None:
    assert refused("heart_rate", typed) == ("not_a_number", "")


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_not_zero(typed: str) -> None:
    assert refused("spo2", typed) == ("empty", "")


@pytest.mark.parametrize(
    ("measure", "typed", "unit"),
    [
        ("weight", "3500", "grams"),
        ("height", "1,2", "metres"),
        ("height", "1200", "millimetres"),
        ("muac", "124", "millimetres"),
        ("temperature", "98,6", "fahrenheit"),
        ("spo2", "0,97", "fraction"),
    ],
)
def test_another_unit_is_asked_about(measure: str, typed: str, unit: str) -> None:
    assert refused(measure, typed) == ("other_unit", unit)


@pytest.mark.parametrize("code", sorted(MEASURES))
def test_both_ends_of_a_range_are_accepted_and_nothing_beyond(code: str) -> None:
    measure = MEASURES[code]
    step = Decimal(1).scaleb(-measure.decimals)
    assert read_measure(code, str(measure.lowest)) == measure.lowest
    assert read_measure(code, str(measure.highest).replace(".", ",")) == measure.highest
    below, above = measure.lowest - step, measure.highest + step
    assert refused(code, str(below))[0] == "out_of_range"
    assert refused(code, str(above))[0] in ("out_of_range", "other_unit")


def test_decimals_that_mean_nothing_are_sent_back() -> None:
    assert refused("heart_rate", "80,5") == ("too_many_decimals", "")
    assert read_measure("heart_rate", "80,0") == 80


def test_a_refusal_carries_the_range_and_not_what_was_typed() -> None:
    with pytest.raises(MeasureRejected) as caught:
        read_measure("spo2", "104")
    assert (caught.value.measure.lowest, caught.value.measure.highest) == (0, 100)
    assert "104" not in str(caught.value)


@given(st.sampled_from(sorted(MEASURES)), st.text(max_size=12))
def test_any_text_is_a_number_in_its_range_or_a_refusal(code: str, typed: str) -> None:
    try:
        value = read_measure(code, typed)
    except MeasureRejected:
        return
    assert MEASURES[code].lowest <= value <= MEASURES[code].highest
