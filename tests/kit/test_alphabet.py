"""The order of the Ukrainian alphabet, and the language a name is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.kit.alphabet import language_of, language_of_words, ukrainian_key

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
WORDS = st.text(alphabet=ALPHABET + ALPHABET.upper() + "'’ʼ -ёыэъAzé5", max_size=12)


def test_the_alphabet_is_in_its_own_order() -> None:
    assert sorted(set(ALPHABET), key=ukrainian_key) == list(ALPHABET)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Гупало", "Ґава"), ("Ґудзь", "Дуб"), ("Ет", "Єва"), ("Єрмак", "Жук"), ("Из", "Іваненко"), ("Ія", "Їжак")],
)
def test_each_letter_stands_after_its_neighbour(before: str, after: str) -> None:
    assert ukrainian_key(before) < ukrainian_key(after)


def test_an_apostrophe_does_not_count() -> None:
    assert sorted(["Мар’яна", "Марта", "Марʼян", "Мар'ян"], key=ukrainian_key)[-1] == "Мар’яна"


def test_capitals_only_break_ties() -> None:
    assert ukrainian_key("гай") < ukrainian_key("Гайдамака") < ukrainian_key("гайка")


def test_numbers_come_first_and_latin_letters_last() -> None:
    assert sorted(["Zrazkov", "Яворенко", "12"], key=ukrainian_key) == ["12", "Яворенко", "Zrazkov"]


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert ukrainian_key("\u0456\u0308")[0] == ukrainian_key("\u0457")[0]


@given(WORDS, WORDS)
def test_of_two_different_names_one_comes_first(one: str, other: str) -> None:
    first, second = ukrainian_key(one), ukrainian_key(other)
    assert (first < second) + (second < first) + (one == other) == 1


@given(st.lists(WORDS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_where_one_started(words: list[str], chance: object) -> None:
    mixed = list(words)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert sorted(mixed, key=ukrainian_key) == sorted(words, key=ukrainian_key)


@pytest.mark.parametrize(
    ("name", "language"),
    [("Ґудзь Тарас", "uk"), ("Зразков Пётр", "ru"), ("Гай Олена", "uk"), ("Zrazkov Petro", "uk-Latn"), ("№ 127", "")],
)
def test_letters_tell_the_language(name: str, language: str) -> None:
    assert language_of(name) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Щур / Shchur", ""),
        ("Koвaленкo Олена", "uk"),
        ("Коваленко-Shchur", "uk"),
        ("Жила у Вербовому з тіткою Kovalenko", "uk"),
        ("Zrazkov / Зразков", ""),
    ],
)
def test_two_scripts_have_no_one_language_unless_one_of_them_is_most(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"), [("The certificate says so.", "en"), ("Так у свідоцтві.", "uk"), ("2014", ""), ("", "")]
)
def test_a_sentence_in_latin_letters_is_english(text: str, language: str) -> None:
    assert language_of_words(text) == language
