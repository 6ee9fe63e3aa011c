"""Records found again under other spellings, dates, places and family names; lists linked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from dodomu.engine.matching import (
    NameIndex,
    Record,
    Relative,
    analyse_record,
    blocking_keys,
    compare_records,
    deduplicate,
    link,
    probability_of,
    query_keys,
    score,
    wide_keys,
)
from dodomu.engine.values import NameForm, parse_name
from tests.engine.matching_people import OLENA, RECORDS, person

PEOPLE = {
    "olena": OLENA,
    "maria": person("Коваленко Марія Іванівна", "2016-01-20", "Бахмут", sex="f"),
    "andrii": person("Онишкевич Андрій", "2010-07-01", "Херсон", sex="m"),
    "konstantin": person("Костянтин Евеліна Павлівна", "2012-02-02", "Токмак", sex="f"),
    "orphan": Record(documents=("І-НО 123456",)),
}


def index() -> NameIndex[str]:
    filled: NameIndex[str] = NameIndex()
    for key, record in PEOPLE.items():
        filled.add(key, record)
    return filled


@pytest.mark.parametrize(
    ("searched", "key"),
    [
        (Record((parse_name("Yelena Kovalenko"),)), "olena"),
        (Record((parse_name("Коваленкоо Лєна"),)), "olena"),
        (person("Петрова Елена Ивановна", "2015-03-05", "Артемовск"), "olena"),
        (person("Петрова Елена", "2014-05-03"), "olena"),
        (Record((parse_name("Андрей Онишкевич"),)), "andrii"),
        (Record((parse_name("Evelina Konstantin"),)), "konstantin"),
        (Record((NameForm(family="Оныщкевич"),)), "andrii"),
        (Record(documents=("I-HO №123456",)), "orphan"),
    ],
)
def test_a_child_is_found_under_another_spelling_family_name_date_or_place(searched: Record, key: str) -> None:
    assert index().search(searched, limit=1)[0].key == key


def test_what_was_removed_or_replaced_is_not_found() -> None:
    filled = index()
    filled.remove("olena")
    filled.add("andrii", person("Шевчук Тарас", "2011-01-01"))
    assert "olena" not in [hit.key for hit in filled.search(OLENA)]
    assert filled.search(PEOPLE["andrii"]) == []
    assert [hit.key for hit in filled.search(person("Тарас Шевчук"))] == ["andrii"]
    assert len(filled) == len(PEOPLE) - 1
    with pytest.raises(KeyError):
        filled.remove("olena")


def test_an_index_that_lost_most_of_its_records_is_built_anew_and_still_finds() -> None:
    filled = index()
    for number in range(3000):
        filled.add(str(number), OLENA)
    for number in range(3000):
        filled.remove(str(number))
    assert [hit.key for hit in filled.search(OLENA, limit=1)] == ["olena"]
    assert len(filled) == len(PEOPLE)


@pytest.mark.parametrize("empty", [Record(), Record((NameForm(as_written="б/н"),)), Record(sex="f")])
def test_nothing_is_found_by_emptiness(empty: Record) -> None:
    filled = index()
    filled.add("empty", empty)
    assert filled.search(empty) == []
    assert blocking_keys(empty) == query_keys(empty) == wide_keys(empty) == frozenset()


def test_only_likely_ones_and_only_so_many_are_answered() -> None:
    filled = index()
    for number in range(50):
        filled.add(str(number), OLENA)
    hits = filled.search(OLENA, limit=7, at_least=0.5)
    assert len(hits) == 7
    assert all(hit.probability >= 0.5 for hit in hits)
    assert filled.search(person("Коваленко Олена", "2001-01-01"), at_least=0.5) == []


@settings(max_examples=60)
@given(RECORDS)
def test_a_record_is_found_by_its_own_keys_and_no_key_holds_a_birth_date_alone(record: Record) -> None:
    keys = blocking_keys(record)
    assert keys <= query_keys(record) | wide_keys(record)
    assert all(key.count(":") > 1 for key in keys if key.startswith(("g", "fy")))
    if keys:
        filled = index()
        filled.add("itself", record)
        assert "itself" in [hit.key for hit in filled.search(record, limit=10)]


@given(RECORDS, RECORDS)
def test_the_sum_alone_is_that_of_the_evidence(one: Record, other: Record) -> None:
    compared = compare_records(one, other)
    alone = score(analyse_record(one), analyse_record(other))
    assert alone == pytest.approx(compared.log_odds)
    assert probability_of(alone) == pytest.approx(compared.probability)


def test_two_lists_are_linked_whatever_their_order_and_progress_is_told() -> None:
    other = [
        person("Шевчук Тарас", "2011-01-01", "Сватове"),
        person("Елена Ивановна Ковалэнко", "2014-03-05", "Артемовск"),
        person("Andrii Onyshkevych", "2010-07-01"),
    ]
    told: list[tuple[int, int]] = []
    left = list(PEOPLE.values())
    pairs = {
        (pair.left, pair.right) for pair in link(left, other, progress=lambda done, total: told.append((done, total)))
    }
    assert pairs == {(0, 1), (2, 2)}
    assert {(pair.right, pair.left) for pair in link(other, left)} == pairs
    assert told[-1] == (8, 8)


def test_one_list_is_freed_of_doubles_but_not_of_siblings() -> None:
    rows = [*PEOPLE.values(), person("Yelena Kovalenko", "2014-03-05", "Bakhmut")]
    assert [(pair.left, pair.right) for pair in deduplicate(rows)] == [(0, 5)]


def test_two_rows_of_one_list_are_two_children() -> None:
    one, other = (replace(OLENA, lists=("list 7, 2023-05-01",)) for _ in range(2))
    assert compare_records(one, other).log_odds < compare_records(OLENA, OLENA).log_odds - 5


def test_siblings_moved_together_hold_a_group_together() -> None:
    def with_siblings(name: str, *siblings: str) -> Record:
        return person(name, "2014", relatives=tuple(Relative("sibling", parse_name(one)) for one in siblings))

    one = with_siblings("Коваленко Олена", "Коваленко Тарас", "Коваленко Марія")
    both = compare_records(one, with_siblings("Коваленко Елена", "Мария Коваленко", "Тарас Коваленко")).log_odds
    first = compare_records(one, with_siblings("Коваленко Елена", "Тарас Коваленко")).log_odds
    nobody = compare_records(one, with_siblings("Коваленко Елена", "Петро Шевчук")).log_odds
    assert both > first > nobody


def test_transport_and_day_of_transfer_speak_for_one_person() -> None:
    moved = replace(OLENA, transport="Потяг 097", moved=PEOPLE["andrii"].birth)
    assert compare_records(moved, moved).log_odds > compare_records(OLENA, OLENA).log_odds + 2
