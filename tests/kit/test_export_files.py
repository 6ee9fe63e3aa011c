"""Files for a spreadsheet: readable in any country, and nothing in them is a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from dodomu.kit.export import csv_bytes, file_bytes, file_name, neutral, xlsx_bytes

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RISKY_TEXT = st.builds(
    "".join, st.lists(st.sampled_from([*"=+-@\t\r\n '\";|,", "\u200b", "\ufeff", "\x00", "\x0b", "SUM(A1)", "Їжак"]))
)
SIGNS = "=+-@＝＋－＠"


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[Any]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def first_seen(text: str) -> str:
    """The first sign a spreadsheet may look at."""
    return next((sign for sign in text if unicodedata.category(sign)[0] not in "CZ"), "")


def test_a_csv_says_that_it_is_utf_8() -> None:
    assert (
        csv_bytes(["Ім’я"], [["Ґудзь"]]) == b'\xef\xbb\xbf"' + "Ім’я".encode() + b'"\r\n"' + "Ґудзь".encode() + b'"\r\n'
    )


def test_quotes_separators_and_lines_stay_in_their_cell() -> None:
    row = ['said "home"', "one;two,three\ttabs", "first\nsecond"]
    assert read_csv(csv_bytes(["a", "b", "c"], [row]))[1] == row


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠", " =", "\u200b=", "\x00=", "\x0b+", "\u3000@", "\ue000="]
)
def test_what_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert neutral(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["Їжак", "3-5 years", "a=b", "", " Олена", "'quoted'", "2014-03-05"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize("number", [0, -7, 12.5, -0.25, Decimal("1.50"), 2**40])
def test_numbers_stay_numbers(number: Any) -> None:
    assert neutral(number) == number
    assert read_xlsx(xlsx_bytes("t", ["n"], [[number]]))[1] == [float(number)]


@pytest.mark.parametrize("value", [True, False, "007", "12345678901234567890", "1e5"])
def test_what_is_no_number_stays_text(value: Any) -> None:
    assert read_xlsx(xlsx_bytes("t", ["n"], [[value]]))[1] == [str(value)]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN")])
def test_a_number_that_is_none_breaks_no_file(value: Any) -> None:
    assert read_xlsx(xlsx_bytes("t", ["n"], [[value]]))[1] == [str(value)]


def test_nothing_known_is_an_empty_cell() -> None:
    assert read_csv(csv_bytes(["a", "b"], [[None, "x"]]))[1] == ["", "x"]


@given(st.one_of(ANY_TEXT, RISKY_TEXT))
def test_no_neutral_text_begins_like_a_formula(text: str) -> None:
    safe = neutral(text)
    assert first_seen(safe) not in set(SIGNS)
    assert safe in (text, f"'{text}")
    assert neutral(safe) == safe


@given(st.lists(st.lists(st.one_of(ANY_TEXT, RISKY_TEXT), min_size=2, max_size=2), max_size=4))
def test_a_csv_comes_back_as_it_was_neutralised(rows: list[list[str]]) -> None:
    assert read_csv(csv_bytes(["a", "b"], rows))[1:] == [[neutral(text) for text in row] for row in rows]


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cn", "Cc"]), max_size=30))
def test_a_workbook_comes_back_as_it_was_neutralised(text: str) -> None:
    assert read_xlsx(xlsx_bytes("t", ["a", "b"], [["x", text]]))[1] == ["x", neutral(text)]


@pytest.mark.parametrize("text", ["\x00\x01\x1f", "a\x0bb", "line\nline", "_x0041_", "]]>", "<b>&amp;"])
def test_control_signs_and_markup_break_no_workbook(text: str) -> None:
    assert read_xlsx(xlsx_bytes("t", ["a"], [[text]]))[1] == [neutral(text)]


def test_a_workbook_holds_no_link_that_a_click_opens() -> None:
    content = xlsx_bytes("t", ["a"], [["https://example.org/"], ["mailto:heron@example.org"]])
    assert read_xlsx(content)[1:] == [["https://example.org/"], ["mailto:heron@example.org"]]
    assert b"hyperlink" not in content


def test_a_text_longer_than_a_cell_takes_is_cut_and_the_file_opens() -> None:
    assert len(read_xlsx(xlsx_bytes("t", ["a"], [["ї" * 40_000]]))[1][0]) == 32_767


@pytest.mark.parametrize("title", ["Діти / list [1]: *?", "'quoted'", "", "ї" * 50, "History"])
def test_any_title_makes_a_sheet(title: str) -> None:
    assert read_xlsx(xlsx_bytes(title, ["a"], [])) == [["a"]]


def test_headings_are_neutral_too() -> None:
    assert read_csv(csv_bytes(["=cmd"], [])) == [["'=cmd"]]
    assert read_xlsx(xlsx_bytes("t", ["=cmd"], [])) == [["'=cmd"]]


def test_a_list_without_rows_is_a_file_with_headings() -> None:
    assert read_csv(file_bytes("csv", "t", ["a", "b"], [])) == [["a", "b"]]
    assert read_xlsx(file_bytes("xlsx", "t", ["a", "b"], [])) == [["a", "b"]]


def test_the_name_of_a_file_holds_the_day() -> None:
    assert file_name("children", "csv", date(2025, 3, 14)) == "children-2025-03-14.csv"
