"""The waterfall of evidence: bars that add up, a table beside them, nothing that a strict browser would refuse."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dodomu.kit.charts import MIN_BAR, WIDTH, Step, signed, waterfall
from dodomu.kit.curve import Point, curve
from tests.kit.pieces import rendered

WEIGHTS = st.lists(st.floats(-15, 15, allow_nan=False), max_size=8)
EVIDENCE = [Step("Family name", 4.1, "Зразкова ≈ Zrazkova"), Step("Place", 1.8), Step("Citizenship", -0.9)]

pytestmark = pytest.mark.usefixtures("in_english")


def chart(*weights: float) -> str:
    steps = [Step(f"Step {weight}", weight) for weight in weights]
    return rendered('<c-waterfall :chart="chart" title="All speaks for one" />', chart=waterfall(steps))


@given(WEIGHTS)
def test_the_bars_add_up_to_the_total(weights: list[float]) -> None:
    drawn = waterfall([Step("a", weight) for weight in weights])
    assert drawn.total.value == pytest.approx(sum(bar.value for bar in drawn.bars), abs=1e-9)


@given(WEIGHTS)
def test_every_bar_stays_inside_the_drawing(weights: list[float]) -> None:
    drawn = waterfall([Step("a", weight) for weight in weights])
    for bar in [*drawn.bars, drawn.total]:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH + 0.11
        assert 0 <= bar.end <= WIDTH + 0.1


def test_each_bar_starts_where_the_one_before_ended() -> None:
    first, second, third = waterfall(EVIDENCE).bars
    assert first.x == waterfall(EVIDENCE).zero == 0
    assert second.x == pytest.approx(first.end, abs=0.1)
    assert third.x + third.width == pytest.approx(second.end, abs=0.1)


def test_even_the_weakest_evidence_is_seen() -> None:
    assert waterfall([Step("strong", 14), Step("weak", -0.001)]).bars[1].width == MIN_BAR


def test_evidence_of_no_weight_has_no_bar() -> None:
    [bar] = waterfall([Step("silent", 0)]).bars
    assert (bar.width, bar.direction) == (0, "none")


def test_without_evidence_there_is_a_total_of_nothing() -> None:
    assert waterfall([]).total.signed == "+0.0"


def test_a_ukrainian_page_has_a_decimal_comma() -> None:
    with translation.override("uk"):
        assert signed(-0.24) == "−0,2"


@pytest.mark.parametrize(("weight", "shown"), [(4.13, "+4.1"), (-0.2, "−0.2"), (-0.04, "+0.0"), (0.04, "+0.0")])
def test_a_weight_is_written_with_a_true_minus(weight: float, shown: str) -> None:
    assert signed(weight) == shown


def test_the_table_says_everything_the_drawing_shows() -> None:
    page = rendered('<c-waterfall :chart="chart" title="Two of three speak for it" />', chart=waterfall(EVIDENCE))
    words = re.sub(r"<[^>]+>|\s+", " ", page)
    for said in ("Two of three speak for it", "Family name", "Зразкова ≈ Zrazkova", "+4.1", "+1.8", "−0.9", "+5.0"):
        assert said in words


def test_the_drawing_is_hidden_from_screen_readers() -> None:
    assert chart(2, -1).count('aria-hidden="true"') == chart(2, -1).count("<svg") == 3


def test_no_style_is_written_into_the_page() -> None:
    assert "style" not in chart(2, -1)


def test_ukrainian_commas_do_not_break_the_drawing() -> None:
    with translation.override("uk"):
        lengths = re.findall(r' (?:x|x1|x2|width)="([^"]*)"', chart(3.3, -1.7))
    assert lengths
    assert all(re.fullmatch(r"\d+(\.\d+)?", length) for length in lengths)


def test_the_table_says_the_result_so_far_and_without_each_fact() -> None:
    steps = [Step("Before", -2.0, "", "12 %"), Step("Family name", 4.1, "", "89 %", "12 %")]
    drawn = waterfall(steps, total="89 %")
    words = re.sub(r"<[^>]+>|\s+", " ", rendered('<c-waterfall :chart="chart" title="T" />', chart=drawn))
    assert " ".join(words.split()).count("Without it 12 %") == 1
    assert "Result 89 %" in " ".join(words.split())


def test_points_of_a_curve_stand_where_their_shares_are() -> None:
    drawing = curve([Point(0.0, 1.0, 0.5, 1.0, "b"), Point(1.0, 0.0, 0.0, 0.4, "a", faint=True)]).wide
    first, last = drawing.marks
    assert (first.x, first.y, first.high) == (drawing.left, drawing.top, drawing.top)
    assert (last.x, last.y, last.low) == (drawing.right, drawing.bottom, drawing.bottom)
    assert first.low > first.high
    assert last.faint


def test_a_curve_is_drawn_with_points_and_never_with_commas() -> None:
    with translation.override("uk"):
        page = rendered(
            '<c-curve :chart="chart" title="T" said="s" equal="e" />', chart=curve([Point(0.333, 0.5, 0.2, 0.8, "x")])
        )
    assert page.count("<circle") == 2
    assert not re.search(r'(?:x|y|x1|cx|cy)="[^"]*,', page)
