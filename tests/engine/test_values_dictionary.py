"""The dictionary of given names: how much it holds, that its forms are clean, and whom they stand for."""

from __future__ import annotations

import re

import pytest

from dodomu.engine.values import Sex, classes_of, name_classes
from dodomu.engine.values.folding import fold_token
from dodomu.engine.values.given_names import members_of, name_rows
from dodomu.engine.values.transliteration import transliterated

CYRILLIC = re.compile("[А-ЩЬЮЯЄІЇҐЁЭЎ][а-щьюяєіїґёыэъў]*(?:'[а-щьюяєіїґёыэъў]+)*")
LATIN = re.compile("[A-Z\u00c0-\u024f][a-z\u00c0-\u024f']+")


def forms(*columns: str) -> set[str]:
    return {form.casefold() for row in name_rows() for column in columns for form in row[column].split()}


def test_it_holds_400_names_and_3000_forms_without_regular_latin_ones() -> None:
    sounds = {fold_token(form) for form in forms("uk", "ru", "diminutives")}
    irregular = {form for form in forms("elsewhere") if fold_token(form) not in sounds}
    assert len(name_classes()) >= 400
    assert len(forms("uk", "ru", "diminutives") | irregular) >= 3000
    assert len(forms("diminutives")) >= 3000
    assert len(sounds) >= 3000


def test_every_class_has_an_id_a_sex_and_a_full_form_in_both_languages() -> None:
    ids = [row["id"] for row in name_rows()]
    assert len(set(ids)) == len(ids)
    assert {row["sex"] for row in name_rows()} == {"f", "m"}
    assert all(row["uk"] and row["ru"] for row in name_rows())


def test_every_form_is_one_word_in_one_alphabet() -> None:
    cyrillic = [form for row in name_rows() for column in ("uk", "ru", "diminutives") for form in row[column].split()]
    elsewhere = [form for row in name_rows() for form in row["elsewhere"].split()]
    assert [form for form in cyrillic if not CYRILLIC.fullmatch(form)] == []
    assert [form for form in elsewhere if not (CYRILLIC.fullmatch(form) or LATIN.fullmatch(form))] == []


def test_no_form_stands_twice_in_one_class() -> None:
    for row in name_rows():
        everyday, full = row["diminutives"].split(), f"{row['uk']} {row['ru']} {row['elsewhere']}".split()
        assert len(set(everyday)) == len(everyday)
        assert not set(everyday) & set(full), row["id"]


def test_every_written_form_leads_to_its_class() -> None:
    for row in name_rows():
        for column in ("uk", "ru", "elsewhere", "diminutives"):
            for form in row[column].split():
                assert row["id"] in {one.class_id for one in classes_of(form)}, form
                assert column == "diminutives" or row["id"] in {one.class_id for one in members_of(fold_token(form))}


def test_an_everyday_form_comes_back_from_latin_letters() -> None:
    missed = [
        form
        for row in name_rows()
        for form in row["diminutives"].split()
        if row["id"] not in {one.class_id for one in classes_of(transliterated(form))}
    ]
    assert len(missed) < 0.01 * len(forms("diminutives"))


@pytest.mark.parametrize(("one", "other"), [("Марія", "Маргарита"), ("Анна", "Аніта"), ("Валерія", "Валентина")])
def test_sisters_of_like_sounding_names_share_no_class(one: str, other: str) -> None:
    first, second = ({member.class_id for member in members_of(fold_token(name))} for name in (one, other))
    assert not first & second


def test_a_form_of_many_names_stands_for_all_of_them() -> None:
    slava = {member.class_id for member in classes_of("Слава")}
    wanted = "viacheslav yaroslav myroslav sviatoslav stanislav vladyslav rostyslav vseslav myroslava yaroslava"
    assert slava >= set(wanted.split())
    assert max(len(classes_of(form)) for form in forms("diminutives")) < 40


@pytest.mark.parametrize(
    "form", ["Саша", "Женя", "Валя", "Слава", "Шура", "Сашка", "Вася", "Паша", "Даня", "Сима", "Миша", "Саня"]
)
def test_a_form_of_both_sexes_says_so(form: str) -> None:
    assert {member.sex for member in classes_of(form)} == {Sex.FEMALE, Sex.MALE}


@pytest.mark.parametrize(
    ("class_id", "everyday"),
    [
        ("mykola", "Коля Миколка Колюня Микольцьо Ніколка Колян"),
        ("oleksii", "Льоша Лёша Олекса Альоша Алёша Лёха Олексійко"),
        ("yevhen", "Женя Євгенко Женько Жека Женечка"),
        ("yevheniia", "Женя Женечка Євгенка Женька"),
        ("anastasiia", "Настя Настуня Ася Стася Настуся Настенька"),
        ("kateryna", "Катя Катруся Катюша Катря Катерінка Катруня"),
        ("mariia", "Маша Марійка Маруся Марічка Муся Маня"),
        ("ivan", "Ваня Іванко Івась Івасик Ванюша Йван"),
        ("aishe", "Аїша Айшечка"),
        ("rustam", "Рустем Рустик"),
        ("davyd", "Давид Давид Додік Давидко"),
        ("moisei", "Мойсей Мойша Мусій"),
        ("yosyp", "Юзеф Йосип Осип Йосько"),
        ("emiliia", "Емілія Эмилия Емілі"),
    ],
)
def test_the_everyday_forms_are_known(class_id: str, everyday: str) -> None:
    missing = [form for form in everyday.split() if class_id not in {one.class_id for one in classes_of(form)}]
    assert missing == []


@pytest.mark.parametrize(
    ("form", "class_id"),
    [("Маша", "daryna"), ("Нація", "anastasiia"), ("Лена", "leonid"), ("Даша", "mariia"), ("Петрович", "petro")],
)
def test_a_form_does_not_stand_for_another_name(form: str, class_id: str) -> None:
    assert class_id not in {member.class_id for member in classes_of(form)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ганна", "Анна"), ("Данило", "Даниил"), ("Юхим", "Єфим"), ("Пилип", "Филипп"), ("Омелян", "Емельян")],
)
def test_two_languages_of_one_name_are_one_class(one: str, other: str) -> None:
    assert {member.class_id for member in classes_of(one)} == {member.class_id for member in classes_of(other)}


@pytest.mark.parametrize(("one", "other"), [("Олена", "Альона"), ("Дар'я", "Дарина"), ("Ірина", "Ярина")])
def test_near_names_are_two_classes_that_share_forms(one: str, other: str) -> None:
    first, second = ([member for member in classes_of(name) if not member.diminutive] for name in (one, other))
    assert not {member.class_id for member in first} & {member.class_id for member in second}
    assert {member.class_id for member in classes_of(one)} & {member.class_id for member in classes_of(other)}
