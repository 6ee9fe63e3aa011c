"""Lists in order: by any column, both ways, the unknown last, by the Ukrainian alphabet."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from dodomu.kit.tables import Column
from tests.kit.pieces import CHILDREN, HANNA, IVAN, OLENA, Child, names, table

ORDERS = {
    "name": [OLENA, HANNA, IVAN],
    "-name": [IVAN, HANNA, OLENA],
    "born": [HANNA, OLENA, IVAN],
    "-born": [OLENA, HANNA, IVAN],
    "risk": [IVAN, OLENA, HANNA],
    "reports": [OLENA, HANNA, IVAN],
    "-reports": [HANNA, OLENA, IVAN],
    "heard_at": [OLENA, IVAN, HANNA],
    "-heard_at": [IVAN, OLENA, HANNA],
}


@pytest.mark.parametrize("sort", ORDERS)
def test_a_list_sorts_by_every_column_and_the_unknown_comes_last(sort: str) -> None:
    assert names(table(f"/children/?sort={sort}")) == [child.name for child in ORDERS[sort]]


def test_names_follow_the_ukrainian_alphabet() -> None:
    right = ["Гупало", "Ґава", "Дуб", "Ет", "Єва", "Зима", "Искра", "Іваненко", "Їжак", "Йосипчук"]
    rows = [Child(name) for name in sorted(right)]
    assert names(table("/children/", rows)) == right


def test_without_a_wish_the_list_has_its_own_order() -> None:
    assert names(table("/children/")) == names(table("/children/?sort=name"))


@pytest.mark.parametrize("sort", ["nothing", "-", "--name", "shelter", "name;drop", "%00", ""])
def test_an_order_that_does_not_exist_is_no_error(sort: str) -> None:
    assert names(table(f"/children/?sort={sort}")) == names(table("/children/"))


def test_a_heading_offers_the_other_direction() -> None:
    heading = table("/children/?sort=born").headings[1]
    assert (heading.order, heading.sort_url) == ("ascending", "?sort=-born")


def test_a_heading_out_of_order_offers_the_upward_one() -> None:
    heading = table("/children/?sort=-born").headings[0]
    assert (heading.order, heading.sort_url) == ("", "?sort=name")


def test_a_new_order_starts_on_the_first_page_and_keeps_the_filter() -> None:
    assert table("/children/?risk=high&page=2").headings[1].sort_url == "?risk=high&sort=born"


def test_a_column_that_does_not_sort_has_no_link() -> None:
    shown = table("/children/", columns="shelter").headings
    assert [heading.sort_url for heading in shown if heading.column.name == "shelter"] == [""]


@pytest.mark.parametrize(
    ("low", "high"),
    [(Decimal(9), Decimal(10)), (9, 10), (False, True), (datetime(2025, 1, 9), datetime(2025, 1, 10))],  # noqa: DTZ001
)
def test_numbers_and_days_sort_as_what_they_are(low: Any, high: Any) -> None:
    column = Column("worth", "Worth")
    assert column.sort_key({"worth": low}) < column.sort_key({"worth": high})


def test_a_page_that_the_query_has_sorted_is_left_as_it_is() -> None:
    given = table("/children/?sort=-name")
    served = type(given)(given.request, CHILDREN, total=30)
    assert [child.name in row[0].html for child, row in zip(CHILDREN, served.rows, strict=True)] == [True] * 3
