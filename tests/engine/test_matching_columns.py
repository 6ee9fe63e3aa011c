"""Records as plain folded columns, for programs of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.matching import Record, Relative
from dodomu.engine.matching.columns import COLUMNS, NUMBER_COLUMNS, TEXT_COLUMNS, linkage_columns
from dodomu.engine.values import NameForm, PartialDate, Place


def columns(*name: str, born: str = "2014-03-05", place: str = "") -> dict[str, str | int | None]:
    return linkage_columns(Record((NameForm(*name),), PartialDate.from_edtf(born), places=(Place(place),)))


@pytest.mark.parametrize(
    "other",
    [
        columns("Елена", "Николаевна", "Коваленко", place="Артемовск"),
        columns("Olena", "Mykolaivna", "Kovalenko", place="Bakhmut"),
        columns("Оленка", "Миколаївна", "Коваленко", place="м. Артемівськ"),
    ],
)
def test_what_pairs_are_proposed_by_is_equal_in_every_writing(other: dict[str, str | int | None]) -> None:
    one = columns("Олена", "Миколаївна", "Коваленко", place="Бахмут")
    for column in ("family_skeleton", "given_class", "father", "birth", "birth_year", "place", "sex"):
        assert one[column] == other[column], column


def test_what_is_not_known_is_empty_and_never_an_empty_word() -> None:
    assert set(linkage_columns(Record()).values()) == {None}
    year = columns("О.", "І.", "К.", born="2014")
    assert (year["birth"], year["birth_year"], year["birth_day"]) == (None, 2014, None)
    assert (year["given_class"], year["father"], year["family"]) == (None, None, None)
    assert columns("Олена", "", "Явір", born="2014~")["birth_year"] is None


def test_a_fathers_name_stands_in_for_a_patronymic() -> None:
    father = Relative("father", NameForm("Микола", "", "Явір"))
    record = Record((NameForm("Олена", "", "Явір"),), relatives=(father,))
    assert linkage_columns(record)["father"] == columns("Олена", "Миколаївна", "Явір")["father"]


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=60))
def test_any_text_gives_columns_of_their_kind(given_name: str, family: str, place: str) -> None:
    found = linkage_columns(Record((NameForm(given_name, "", family, as_written=family),), places=(Place(place),)))
    assert tuple(found) == COLUMNS
    assert all(found[column] is None or (isinstance(found[column], str) and found[column]) for column in TEXT_COLUMNS)
    assert all(found[column] is None or isinstance(found[column], int) for column in NUMBER_COLUMNS)
