"""Columns are chosen and remembered; cells show each kind of value in its words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dodomu.kit.status import Status
from dodomu.kit.tables import Column
from tests.kit.pieces import ChildrenTable, born, rendered, table

pytestmark = pytest.mark.usefixtures("in_english")


def columns_of(given: ChildrenTable) -> list[str]:
    return [column.name for column in given.shown]


def cell(value: Any, kind: Any = "text", **more: Any) -> str:
    return str(Column("it", "It", kind=kind, **more).html_of({"it": value}))


def test_at_first_the_usual_columns_are_shown() -> None:
    assert columns_of(table()) == ["name", "born", "risk", "reports"]


def test_chosen_columns_are_shown_in_the_order_of_the_list() -> None:
    assert columns_of(table(columns="shelter.born.name")) == ["name", "born", "shelter"]


@pytest.mark.parametrize("asked", [".", "nothing", "..", "<script>"])
def test_a_fixed_column_cannot_be_lost(asked: str) -> None:
    assert columns_of(table(columns=asked)) == ["name"]


def test_a_list_never_loses_all_its_columns() -> None:
    class Loose(ChildrenTable):
        columns = (Column("name", "Name"), Column("born", "Born", hidden=True))

    assert [column.name for column in Loose(table(columns=".").request, []).shown] == ["name"]


def test_the_choice_shows_what_is_on() -> None:
    given = table(columns="born")
    page = rendered('{% include "kit/table_tools.html" %}', given.request, table=given)
    assert '<input type="checkbox" name="column" value="born" checked>' in page
    assert '<input type="checkbox" name="column" value="risk">' in page
    assert 'name="column" value="name"' not in page


def test_a_partial_date_is_shown_in_words_with_its_reading() -> None:
    assert cell(born("2014-21"), "partial_date") == (
        '<span title="spring 2014 (1 Mar 2014 – 31 May 2014)">spring 2014</span>'
    )


def test_a_moment_is_shown_in_kyiv_time() -> None:
    assert ">14 Mar 2025, 14:02 EET</time>" in cell(datetime(2025, 3, 14, 12, 2, tzinfo=UTC), "moment")


def test_a_day_is_shown_in_words() -> None:
    assert cell(date(2014, 3, 5)) == '<time datetime="2014-03-05">5 March 2014</time>'


def test_a_name_says_its_language() -> None:
    assert cell("Гай Олена", "name") == '<span lang="uk">Гай Олена</span>'


def test_a_number_is_grouped() -> None:
    assert cell(12345, "number") == "12\xa0345"


@pytest.mark.parametrize(("value", "word"), [(True, "yes"), (False, "no")])
def test_yes_and_no_are_words(value: bool, word: str) -> None:
    assert cell(value, "yes_no") == word


@pytest.mark.parametrize("value", [None, ""])
def test_what_is_not_known_is_an_empty_cell_without_a_link(value: Any) -> None:
    assert cell(value, link=lambda _row: "/child/") == ""


def test_a_dotted_path_stops_where_nothing_is_known() -> None:
    assert Column("it", "It", value="person.home.town").value_of({"person": None}) is None


@pytest.mark.parametrize("value", ["<script>x</script>", Status("<script>", "well", '"><script>')])
def test_a_cell_escapes_what_it_shows(value: Any) -> None:
    assert "<script" not in cell(value, "name" if isinstance(value, str) else "status")


def test_a_link_escapes_its_address() -> None:
    assert cell("Olena", link=lambda _row: '"><script>') == '<a href="&quot;&gt;&lt;script&gt;">Olena</a>'
