"""Two records side by side: what agrees, what differs, what nobody knows, in sign and word."""

from __future__ import annotations

import pytest

from dodomu.kit.comparison import VERDICTS, ComparisonRow
from tests.kit.pieces import rendered

pytestmark = pytest.mark.usefixtures("in_english")


def compared(*rows: ComparisonRow) -> str:
    return rendered(
        '<c-comparison :rows="rows" left_title="Request" left_note="3 March" right_title="List" />', rows=rows
    )


@pytest.mark.parametrize(
    ("agreement", "word"),
    [("same", "same"), ("similar", "alike"), ("swapped", "swapped"), ("differs", "differs"), ("missing", "not known")],
)
def test_each_verdict_has_a_word_and_an_icon(agreement: str, word: str) -> None:
    page = compared(ComparisonRow("Family name", "Зразкова", "Zrazkova", agreement))
    assert f"</span>{word}</span>" in page
    assert '<span class="status-mark"><svg' in page


def test_no_two_verdicts_look_alike() -> None:
    assert len({(status.icon, status.tone) for status in VERDICTS.values()}) == len(VERDICTS)


def test_an_unknown_verdict_counts_as_not_known() -> None:
    assert ComparisonRow("Place", "A", "B", "perhaps").verdict == VERDICTS["missing"]


def test_each_side_says_its_language() -> None:
    page = compared(ComparisonRow("Given name", "Пётр", "Petro", "same"))
    assert '<span class="comparison-value" lang="ru">Пётр</span>' in page
    assert '<span class="comparison-value" lang="uk-Latn">Petro</span>' in page


def test_what_one_side_does_not_say_is_a_dash() -> None:
    assert ">—</span>" in compared(ComparisonRow("Mother", "Зразкова Марія", ""))


def test_on_a_phone_each_value_names_its_record() -> None:
    page = compared(ComparisonRow("Mother", "Зразкова Марія", ""))
    assert 'data-side="Request"' in page
    assert 'data-side="List"' in page


@pytest.mark.parametrize(("weight", "shown"), [(4.1, "+4.1"), (-0.2, "−0.2"), (None, ""), (-0.01, "+0.0")])
def test_the_weight_of_the_evidence_is_shown_when_it_is_known(weight: float | None, shown: str) -> None:
    assert ComparisonRow("Place", "A", "B", weight=weight).signed == shown
