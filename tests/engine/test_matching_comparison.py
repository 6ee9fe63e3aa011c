"""Two records: one person, relatives, or strangers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from dodomu.engine.matching import SENTENCES, Record, Relative, compare_records
from dodomu.engine.values import NameForm, NameKind, parse_name
from tests.engine.matching_people import OLENA, RECORDS, person


@pytest.mark.parametrize(
    ("name", "born", "place"),
    [
        ("Елена Ивановна Коваленко", "2014-05-03", "Артемовск"),
        ("Yelena Kovalenko", "2015-03-05", "Bakhmut"),
        ("Olena KOVALENKO", "2014", "Бахмут"),
        ("Лєна Коваленко", "8 років на 01.06.2022", "м. Бахмут"),
        ("Kovalenko O. I.", "2014-03-05", ""),
    ],
)
def test_one_child_under_other_spellings_and_dates_is_one_person(name: str, born: str, place: str) -> None:
    assert compare_records(OLENA, person(name, born, place)).probability > 0.85


@pytest.mark.parametrize(
    "name", ["Марія Іванівна Коваленко", "Коваленко Маша", "Коваленко Іван Іванович", "Ганна Коваленко"]
)
def test_a_sibling_even_a_twin_is_a_relative(name: str) -> None:
    compared = compare_records(OLENA, person(name, "2014-03-05", "Бахмут"))
    assert compared.probability < 0.05
    assert compared.relation_hint == "sibling"


def test_a_changed_family_name_is_not_fatal() -> None:
    compared = compare_records(OLENA, person("Петрова Елена Ивановна", "2014-03-05", "Бахмут"))
    assert compared.probability > 0.95


def test_a_changed_citizenship_weighs_little() -> None:
    one, other = replace(OLENA, citizenship="UA"), replace(OLENA, citizenship="RU")
    assert compare_records(OLENA, OLENA).log_odds - compare_records(one, other).log_odds < 0.5


def test_an_imposed_given_name_does_not_decide() -> None:
    imposed = NameForm("Мария", "Ивановна", "Коваленко", NameKind.IMPOSED)
    assert compare_records(OLENA, replace(OLENA, names=(imposed,))).probability > 0.9


def test_one_of_several_names_is_enough() -> None:
    both = replace(OLENA, names=(NameForm("Мария", "", "Петрова", NameKind.IMPOSED), parse_name("Коваленко Олена")))
    assert compare_records(OLENA, both).probability > 0.99


def test_an_equal_document_outweighs_another_given_name() -> None:
    one = replace(OLENA, documents=("І-НО 123456",))
    other = replace(person("Коваленко Марія Іванівна", "2014-03-05"), documents=("I-HO №123456",))
    assert compare_records(one, other).probability > 0.9


def test_a_namesake_born_years_apart_is_another_person() -> None:
    compared = compare_records(OLENA, person("Коваленко Олена Іванівна", "2009-11-20"))
    assert compared.probability < 0.5
    assert compared.relation_hint == "namesake"


def test_a_father_is_recognised_by_the_patronymic() -> None:
    assert compare_records(OLENA, person("Коваленко Іван Петрович", "1985-03-05")).relation_hint == "parent"


def test_a_mother_is_recognised_by_being_named() -> None:
    child = replace(OLENA, relatives=(Relative("mother", parse_name("Коваленко Ірина Петрівна")),))
    assert compare_records(person("Ирина Петровна Коваленко"), child).relation_hint == "parent"


def test_the_same_mother_speaks_for_one_person() -> None:
    mother = Relative("mother", parse_name("Коваленко Ірина Петрівна"))
    one, other = person("Коваленко Олена", relatives=(mother,)), person("Елена Коваленко", relatives=(mother,))
    assert compare_records(one, other).log_odds > compare_records(one, person("Елена Коваленко")).log_odds + 3


@pytest.mark.parametrize(
    ("born", "agreement"),
    [
        ("2014-03-05", "equal"),
        ("2014", "overlap"),
        ("2014-05-03", "swapped"),
        ("2013-03-05", "year_off"),
        ("2014-03-15", "digit"),
        ("2014-03-27", "near"),
        ("2014-11-20", "same_year"),
        ("2013", "close"),
        ("2012", "year_apart"),
        ("2009", "different"),
    ],
)
def test_birth_dates_go_wrong_in_known_ways(born: str, agreement: str) -> None:
    compared = compare_records(OLENA, person("Коваленко Олена", born))
    assert [piece.agreement for piece in compared.evidence if piece.field == "birth"] == [agreement]


def test_the_more_precise_the_agreement_the_more_it_says() -> None:
    steps = ["2014-03-05", "2014-03", "весна 2014", "2014", "близько 2014"]
    odds = [compare_records(OLENA, person("Коваленко Олена", born)).log_odds for born in steps]
    assert odds == sorted(odds, reverse=True)


def test_swapped_columns_are_seen_through() -> None:
    swapped = Record((NameForm(given="Ткач", family="Ірина"),))
    assert (
        compare_records(swapped, person("Ткач Ірина")).log_odds
        == compare_records(person("Ткач Ірина"), person("Ткач Ірина")).log_odds
    )


@given(RECORDS, RECORDS)
def test_the_order_of_the_two_does_not_matter(one: Record, other: Record) -> None:
    there, back = compare_records(one, other), compare_records(other, one)
    assert there.log_odds == pytest.approx(back.log_odds)
    assert there.relation_hint == back.relation_hint


@given(RECORDS, RECORDS)
def test_the_evidence_adds_up_and_has_sentences(one: Record, other: Record) -> None:
    compared = compare_records(one, other, prior_log_odds=-5.0)
    assert compared.log_odds == pytest.approx(-5.0 + sum(piece.log_odds for piece in compared.evidence))
    assert 0 <= compared.probability <= 1
    assert all(SENTENCES[piece.sentence_key].format(**piece.params) for piece in compared.evidence)


@given(RECORDS)
def test_nothing_speaks_against_being_oneself(record: Record) -> None:
    assert all(piece.log_odds >= 0 for piece in compare_records(record, record).evidence)


def test_a_brother_and_a_sister_with_names_nobody_knows_are_relatives() -> None:
    one = person("Коваленко Урвандій Іванович", "2014-03-05", "Бахмут", sex="m")
    other = person("Коваленко Мелізанка Іванівна", "2014-03-05", "Бахмут", sex="f")
    assert compare_records(one, other).probability < 0.05
