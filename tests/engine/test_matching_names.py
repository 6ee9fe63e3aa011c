"""Names as texts: in any order, script and language, and whatever else stands in the cell."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.matching import SENTENCES, analyse_name, compare_names
from dodomu.engine.values import name_classes

EMPTY = ["", " ", "невідомо", "б/н", "н/д", "unknown", "неизвестно", "👶", "\u202e\u200f", "\u200b", "2014", "?", "—"]
ODD = [
    *EMPTY,
    "О",
    "О. І.",
    "Коваленко " * 1000,
    "Іван та Марія Коваленко",
    "Коваленко Іван, Коваленко Марія",
    "Коваленко Олена 05.03.2014",
    "Кoвaлeнкo Oлeнa",
    "Коваленко\u200f Олена\u200b",
    "Коваленко 👶 Олена",
]
MATCHING = 0.5


@pytest.mark.parametrize(
    "other",
    [
        "Олена Коваленко",
        "КОВАЛЕНКО Елена Ивановна",
        "Yelena Kovalenko",
        "Olena Ivanivna KOVALENKO",
        "Jelena Kowalenko",
        "Алена Іванаўна Каваленка",
        "Коваленка Олена",
        "Лєна Коваленко",
        "Кoвaлeнкo Oлeнa",
    ],
)
def test_one_name_in_many_writings_scores_above_the_middle(other: str) -> None:
    assert compare_names("Коваленко Олена Іванівна", other).score > MATCHING


@pytest.mark.parametrize(
    "other",
    ["Коваленко Марія Іванівна", "Коваленко Іван Іванович", "Шевчук Олена Іванівна", "Коваленко Олена Петрівна"],
)
def test_relatives_and_namesakes_score_below_the_middle(other: str) -> None:
    assert compare_names("Коваленко Олена Іванівна", other).score < MATCHING


def test_a_slip_in_the_same_script_counts_for_more_than_another_real_name() -> None:
    whole = "Лисенко Марина Петрівна"
    slips = [compare_names(whole, slip).score for slip in ("Лисеко Марина Петрівна", "Лисенко Мрина Петрівна")]
    others = [compare_names(whole, other).score for other in ("Лисенко Марія Петрівна", "Лисенко Ірина Петрівна")]
    assert min(slips) > max(others)


@pytest.mark.parametrize("text", EMPTY)
def test_a_text_without_a_name_matches_nothing_not_even_itself(text: str) -> None:
    assert analyse_name(text).empty
    compared = compare_names(text, text)
    assert (compared.score, compared.log_odds, compared.reasons) == (0.0, -math.inf, ())


@pytest.mark.parametrize("other", ["Коваленко Олена Іванівна", "О. І.", ""])
def test_odd_texts_are_compared_both_ways_without_a_crash(other: str) -> None:
    for one in ODD:
        there, back = compare_names(one, other), compare_names(other, one)
        assert 0 <= there.score <= 1
        assert there.score == pytest.approx(back.score)


def test_what_is_odd_is_noted_and_the_text_is_kept() -> None:
    found = analyse_name("Коваленко Олена 05.03.2014")
    assert "date_inside" in found.notes
    assert found.form.as_written == "Коваленко Олена 05.03.2014"
    assert analyse_name("Коваленко Олена").notes == ()


def test_initials_alone_do_not_make_a_match() -> None:
    assert compare_names("О. І.", "О. І.").score < MATCHING
    assert compare_names("К. О.", "Коваленко Олена").score < MATCHING


def test_look_alike_letters_are_seen_through_and_said() -> None:
    found = analyse_name("Кoвaлeнкo Oлeнa")
    assert found.repaired
    assert found.classes == analyse_name("Олена").classes


def test_every_class_meets_itself_in_ukrainian_russian_and_latin() -> None:
    for known in name_classes().values():
        assert known.id in analyse_name(known.usual).classes, known.id


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_have_a_score_and_reasons_with_sentences(one: str, other: str) -> None:
    compared = compare_names(one, other)
    assert 0 <= compared.score <= 1
    assert compared.score == pytest.approx(compare_names(other, one).score)
    assert all(SENTENCES[reason.key].format(**reason.params) for reason in compared.reasons)
