"""The invented people the matching is measured on: possible, the same every time, and altered as stated."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from bench.matching import altered, lists, people, queries, typos, writings

from tests.bench.small_material import FAMILIES, SMALL

PEOPLE = list(people.people(600, stuff=SMALL))


@pytest.fixture(autouse=True)
def _no_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writings, "latin", lambda text, table: text.upper())


def test_the_same_people_every_time() -> None:
    assert list(people.people(600, stuff=SMALL)) == PEOPLE
    assert list(people.people(100, stuff=SMALL)) == PEOPLE[:100]
    assert list(people.people(100, seed=7, stuff=SMALL)) != PEOPLE[:100]


def test_nobody_is_impossible() -> None:
    forms = {"m": {one.male for one in FAMILIES}, "f": {one.female for one in FAMILIES}}
    for one in PEOPLE:
        assert one.family in forms[one.sex]
        assert one.patronymic.endswith("вна" if one.sex == "f" else "ич")
        assert people.FIRST <= date.fromisoformat(one.born) <= people.LAST


def test_brothers_and_sisters_share_a_home_and_no_name() -> None:
    homes: dict[int, list[people.Person]] = defaultdict(list)
    for one in PEOPLE:
        homes[one.household].append(one)
    assert max(map(len, homes.values())) == 3
    for children in homes.values():
        assert len({one.given for one in children}) == len(children)
        assert len({(one.place, one.mother) for one in children}) == 1
        for older, younger in pairwise(children):
            days = (date.fromisoformat(younger.born) - date.fromisoformat(older.born)).days
            assert days == 0 or days >= people.APART


def test_a_written_population_reads_back(tmp_path: Path) -> None:
    people.write(tmp_path / "people.tsv", PEOPLE)
    assert list(people.read(tmp_path / "people.tsv")) == PEOPLE


def test_frequent_names_are_more_frequent() -> None:
    sums = people.weights(1000, (0.8, 20))
    assert sums[0] > (sums[999] - sums[899]) / 100
    share = people.weights(10, (1.0, 0), ranked=5, tail=0.2)
    assert share[4] == pytest.approx(0.8)
    assert share[9] == pytest.approx(1.0)


def test_searches_mean_one_child_where_names_are_unique() -> None:
    some = people.people(12, stuff=SMALL)
    crowd = [one._replace(number=at) for at, one in enumerate({(p.family, p.given): p for p in some}.values())]
    known = writings.Writings(SMALL)
    asked = queries.searches(crowd, 3, known)
    assert {search.kind for search in asked} == set(queries.KINDS)
    assert len({search.truth for search in asked}) == 3
    assert queries.ceiling(crowd, asked, known) == 1.0
    assert queries.ceiling([*crowd, crowd[asked[0].truth]], asked, known) == pytest.approx((0.5 + 1 + 1) / 3)


def test_altered_records_differ_in_what_is_named_and_in_nothing_else() -> None:
    records = altered.altered(PEOPLE, 100, SMALL)
    assert records == altered.altered(PEOPLE, 100, SMALL)
    assert sum(len(one.things) == 1 for one in records) == 40
    for one in records:
        person = PEOPLE[one.truth]
        assert (one.born != person.born) is ("date" in one.things)
        assert (one.place != person.place) is ("place" in one.things)
        if "name" not in one.things:
            assert (one.given, one.patronymic) == (person.given, person.patronymic)
            assert (one.family != person.family) is ("surname" in one.things)


def test_typing_errors_are_of_one_person_and_relatives_are_two() -> None:
    made = typos.pairs(120, SMALL)
    assert made == typos.pairs(120, SMALL)
    assert sum(one.same for one in made) == 60
    assert all(one.first != one.second for one in made)
    assert {one.kind for one in made if not one.same} == set(typos.NEAR)


def test_half_of_the_right_list_are_children_of_the_left_one() -> None:
    rows = lists.right(PEOPLE, SMALL)
    common = [row for row in rows if row.truth >= 0]
    assert (len(rows), len(common), len({row.truth for row in common})) == (600, 300, 300)
    assert all(row.sex == PEOPLE[row.truth].sex for row in common)
    assert sum(row.born == PEOPLE[row.truth].born for row in common) > 240
    assert rows == lists.right(PEOPLE, SMALL)
