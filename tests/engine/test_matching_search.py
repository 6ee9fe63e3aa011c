"""Finding a person under another spelling, and saying why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.matching import SENTENCES, TERM_WEIGHTS, Record, explain, query_terms, search_terms
from dodomu.engine.values import PartialDate, parse_name
from tests.engine.matching_people import OLENA, RECORDS, TODAY, person

HEORHII = person("Згурський Георгій Олександрович", "2012-03-05")
NASTIA = person("Ковалів Анастасія Петрівна", "2013", documents=("І-НО № 123456",), phones=("+38 050 123 45 67",))
IRYNA = person("Ткач Ірина", "2014-03")
SASHKO = person("Шевченко Сашко", "2010")
ALL = (OLENA, HEORHII, NASTIA, IRYNA, SASHKO)


def first_found(text: str) -> Record | None:
    """The best of those who share a term with the query."""
    query = query_terms(text, TODAY)
    found = [(explain(query, record).score, at) for at, record in enumerate(ALL) if query.terms & search_terms(record)]
    return ALL[max(found)[1]] if found else None


def reasons(text: str, record: Record) -> set[str]:
    return {reason.key for reason in explain(query_terms(text, TODAY), record).reasons}


@pytest.mark.parametrize(
    "text",
    [
        "Коваленко Олена Іванівна",
        "Елена Ивановна Коваленко",
        "Yelena Kovalenko",
        "Olena KOVALENKO",
        "kovalenko",
        "Кoвaлeнкo Oлeнa",
        "Леночка Коваленко",
        "Олену Коваленко",
        "коваленко, олена",
        "Коваленко Олена, 2014, Бахмут",
        "Бахмут Коваленко 2014",
        "Kovalenko 11 years",
    ],
)
def test_olena_is_found_under_every_spelling(text: str) -> None:
    assert first_found(text) is OLENA


@pytest.mark.parametrize(
    "text",
    ["Zghurskyi Heorhii", "Згурський Георгій", "Згурский Георгий", "Zgurskij Georgij", "Zgurska", "Юра Згурский"],
)
def test_heorhii_is_found_under_every_spelling(text: str) -> None:
    assert first_found(text) is HEORHII


@pytest.mark.parametrize("text", ["Настя Ковалів", "Настя Ковалёва", "0501234567", "i-ho 123456", "123456"])
def test_nastia_is_found_by_her_everyday_name_and_her_numbers(text: str) -> None:
    assert first_found(text) is NASTIA


def test_the_search_says_why() -> None:
    assert reasons("Yelena Kovalenko, 2014, Артемовск", OLENA) == {
        "found.sounds",
        "found.variant",
        "found.born",
        "found.renamed",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Олександр", "found.diminutive"),
        ("Шевченка", "found.ending"),
        ("Шевченко", "found.equal"),
        ("Шевчинко", "found.similar"),
    ],
)
def test_each_way_to_agree_has_its_reason(text: str, reason: str) -> None:
    assert reason in reasons(text, SASHKO)


def test_another_given_name_scores_under_the_right_one() -> None:
    query = query_terms("Коваленко Марія", TODAY)
    assert explain(query, OLENA).score <= 0.5 < explain(query, person("Коваленко Маша")).score


def test_a_query_is_taken_apart() -> None:
    query = query_terms("Коваленко Олена, 5 березня 2014, смт Бахмутське, +38 (050) 123-45-67, АБ123456", TODAY)
    assert query.words == ("Коваленко", "Олена")
    assert query.birth is not None
    assert query.birth.edtf == "2014-03-05"
    assert [place.name for place in query.places] == ["смт Бахмутське"]
    assert query.phones == ("+38 (050) 123-45-67",)
    assert "АБ123456" in query.documents


@pytest.mark.parametrize("text", ["Ткач березень 2014", "березень 2014 Ткач", "Ткач, 2014-03", "Ткач 03.2014"])
def test_the_date_in_a_query_is_found_without_commas(text: str) -> None:
    query = query_terms(text, TODAY)
    assert query.words == ("Ткач",)
    assert query.birth is not None
    assert query.birth.edtf == "2014-03"


@given(st.text(max_size=80))
def test_any_query_is_read(text: str) -> None:
    assert {term.kind for term in query_terms(text, TODAY).terms} <= set(TERM_WEIGHTS)


@given(st.text(max_size=30), RECORDS)
def test_a_match_stays_in_range_and_every_reason_has_a_sentence(text: str, record: Record) -> None:
    match = explain(query_terms(f"{text} Коваленко Саша 2014", TODAY), record)
    assert 0 <= match.score <= 1
    assert all(SENTENCES[reason.key].format(**reason.params) for reason in match.reasons)


def test_a_full_record_costs_at_most_twelve_terms() -> None:
    assert len(search_terms(NASTIA)) <= 12


def test_a_record_read_whole_from_one_column_has_the_same_terms() -> None:
    assert search_terms(person("Олена Іванівна Коваленко")) == search_terms(person("Коваленко Олена Іванівна"))


def test_a_birth_date_of_many_possible_years_gives_no_term() -> None:
    assert not {term for term in search_terms(person("Ткач", "201X")) if term.kind == "born"}


ALI = Record((parse_name("Алієв Руслан Фарід огли"),), birth=PartialDate.from_edtf("2012-12-12"))


@pytest.mark.parametrize("text", ["Алиев Руслан Фарид оглы", "Aliev Ruslan Farid ogly", "Руслан Фарид Алиев"])
def test_a_father_s_name_with_ogly_is_a_patronymic(text: str) -> None:
    assert explain(query_terms(text, TODAY), ALI).score > 0.9


@pytest.mark.parametrize("text", ["Г. Ю. Явір", "М. Явір", "С. Явір"])
def test_initials_in_front_are_no_kind_of_place(text: str) -> None:
    found = query_terms(text, TODAY)
    assert (found.name.family, found.places) == ("Явір", ())


def test_a_small_letter_with_a_point_stays_a_kind_of_place() -> None:
    assert query_terms("м. Бахмут", TODAY).places[0].name == "м. Бахмут"


def test_a_town_of_two_words_is_found_without_a_comma() -> None:
    found = query_terms("Явір Софія Горишні Плавні", TODAY)
    assert (found.words, found.places[0].name) == (("Явір", "Софія"), "Горишні Плавні")
