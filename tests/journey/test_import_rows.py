"""Rows as understood: names, dates, ages, sexes, and what happens to what cannot be read."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from dodomu.journey.registry.lists.child import ListedChild
from dodomu.journey.registry.lists.day_order import DayOrders
from dodomu.journey.registry.lists.fields import ListField
from dodomu.journey.registry.lists.headings import match_headings
from dodomu.journey.registry.lists.messages import SENTENCES
from dodomu.journey.registry.lists.reading import RowReader
from dodomu.journey.registry.lists.table import TableRow, find_layout, read_table

LISTS = Path(__file__).parent / "lists"
TODAY = date(2026, 3, 1)
LIST_DATE = date(2023, 5, 1)


def child(heading: str, row: str, list_date: date | None = LIST_DATE) -> ListedChild:
    """One row, headings and cells written with ``|``."""
    headings = tuple(heading.split("|"))
    reader = RowReader(headings, match_headings(headings), list_date=list_date, today=TODAY)
    return reader.read(TableRow(2, row.split("|")))


def codes(found: ListedChild) -> list[str]:
    return [message.code for message in found.messages]


def children_of(name: str) -> list[ListedChild]:
    content = (LISTS / name).read_bytes()
    table = read_table(BytesIO(content), find_layout(BytesIO(content)))
    reader = RowReader(table.headings, match_headings(table.headings), list_date=LIST_DATE, today=TODAY)
    return [reader.read(row) for row in table.rows]


def test_a_ukrainian_list_is_understood_to_the_last_row() -> None:
    first, second, third, total = children_of("ukrainian_cp1251.csv")
    assert (first.names[0].family, first.names[0].given) == ("Тополенко", "Мирослава")
    assert first.birth is not None
    assert first.birth.edtf == "2014-03-05"
    assert second.birth is not None
    assert second.birth.edtf == "2013-21"
    assert third.names[0].full == "Явір Мар'яна"
    assert codes(third) == ["date_not_a_day"]
    assert total.refused


def test_a_mother_becomes_a_relative_and_her_number_a_telephone() -> None:
    first = children_of("ukrainian_cp1251.csv")[0]
    assert [(field, name.given) for field, name in first.relatives] == [(ListField.MOTHER, "Ірина")]
    assert ("phone", "+380 50 000 00 01") in first.texts


def test_a_russian_list_gives_ages_on_the_day_of_the_list() -> None:
    first, second = children_of("russian_utf16.txt")
    assert first.birth is not None
    assert (first.birth.stated_age, first.birth.latest) == (9, LIST_DATE.replace(year=2014))
    assert first.places[0][1].oblast == "Донецкая обл"
    assert [str(one.sex) for one in (first, second)] == ["f", "m"]


def test_an_english_list_keeps_unknown_columns_with_the_report() -> None:
    first, second = children_of("english_bom.csv")
    assert first.payload["Shoe size"] == "34"
    assert second.birth is not None
    assert second.birth.approximate


def test_one_bad_field_does_not_refuse_the_row() -> None:
    found = child("ПІБ|Дата народження|Стать", "Явір Софія|позавчора вранці|?!")
    assert not found.refused
    assert codes(found) == ["date_not_understood", "sex_not_understood"]
    assert ("note", "Дата народження: позавчора вранці") in found.texts


def test_a_row_without_a_name_is_refused() -> None:
    assert codes(child("ПІБ|Рік народження", "—|2014")) == ["no_name"]


@pytest.mark.parametrize("row", ["Всього: 25|", "Разом|25", "7-А клас|", "Директор Тополенко І.|"])
def test_totals_signatures_and_subtitles_are_no_children(row: str) -> None:
    assert child("ПІБ|Рік народження", row).refused


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("05.03.2031", "date_future"),
        ("31.02.2014", "date_not_a_day"),
        ("1814", "date_too_old"),
        ("05.03.14", "date_two_digit_year"),
    ],
)
def test_impossible_birth_dates_are_named(words: str, code: str) -> None:
    assert codes(child("ПІБ|Дата народження", f"Явір Софія|{words}")) == [code]


def test_an_age_without_the_day_of_the_list_is_kept_as_stated() -> None:
    found = child("ПІБ|Вік", "Явір Софія|9", list_date=None)
    assert codes(found) == ["age_without_list_date"]
    assert ("note", "Вік: 9") in found.texts


def test_an_age_that_contradicts_the_birth_date_is_a_note() -> None:
    found = child("ПІБ|Дата народження|Вік", "Явір Софія|2014-03-05|12")
    assert codes(found) == ["age_disagrees"]
    assert found.birth is not None
    assert found.birth.edtf == "2014-03-05"


def test_a_day_number_of_excel_is_read_and_said() -> None:
    found = child("ПІБ|Дата народження", "Явір Софія|41703")
    assert found.birth is not None
    assert found.birth.edtf == "2014-03-05"
    assert codes(found) == ["date_of_workbook"]


@pytest.mark.parametrize(
    "written", ["Явір Софія Ігорівна, 2014 р.н.", "3. Явір Софія Ігорівна 2014", "Явір Софія 2014 г.р."]
)
def test_a_birth_year_behind_the_name_is_found(written: str) -> None:
    found = child("ПІБ|Заклад", f"{written}|Калинка")
    assert not found.refused
    assert found.birth is not None
    assert found.birth.edtf == "2014"
    assert found.names[0].given == "Софія"


def test_a_former_name_in_brackets_is_a_second_name() -> None:
    found = child("ПІБ", "Явір (Тополенко) Софія Ігорівна")
    assert [name.family for name in found.names] == ["Явір", "Тополенко"]


def test_capitals_are_calmed_and_the_writing_is_kept() -> None:
    name = child("Прізвище|Ім'я", "О'КОННОР-БОЙКО|МАР'ЯНА").names[0]
    assert (name.family, name.given) == ("О'Коннор-Бойко", "Мар'яна")
    assert name.as_written == "О'КОННОР-БОЙКО МАР'ЯНА"


def test_the_same_statement_in_another_order_case_or_number_is_the_same() -> None:
    one = child("№|ПІБ|Рік народження", "1|Явір Софія|2014")
    other = child("Рік  народження|№|П.І.Б.".replace("П.І.Б.", "ПІБ"), "2014|17|ЯВІР  СОФІЯ")
    assert one.identity == other.identity


def test_an_error_of_the_workbook_says_nothing() -> None:
    found = child("ПІБ|Вік", "Явір Софія|#DIV/0!")
    assert codes(found) == ["formula_error"]
    assert found.birth is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Явір Софія Іванівна", []),
        ("Явір Софія, 2014 р.н.", []),
        ("Явір С. І.", []),
        ("С. І.", ["name_initials_only"]),
        ("Іван та Софія Явір", ["name_two_people"]),
        ("Явір 05.03.2014 Софія", ["name_date_inside"]),
    ],
)
def test_a_name_written_oddly_is_said_to_be_odd(name: str, said: list[str]) -> None:
    assert codes(child("ПІБ|Стать|Місто|Заклад", f"{name}|ж|Ізюм|Калинка")) == said


def test_no_message_repeats_a_value() -> None:
    found = child("ПІБ|Дата народження|Телефон", "Явір Софія|колись давно|нема номера")
    said = " ".join(message.sentence for message in found.messages)
    assert "колись" not in said
    assert "номера" not in said


def test_every_message_says_what_is_accepted_or_what_happened() -> None:
    assert all(str(sentence).endswith(".") and len(str(sentence)) > 40 for _weight, sentence in SENTENCES.values())


@pytest.mark.parametrize(
    ("age", "edtf"),
    [("8 мес.", "2022-08/2022-09"), ("8 місяців", "2022-08/2022-09"), ("5-6 лет", "2016-05-02/2018-05-01")],
)
def test_an_age_in_months_or_a_range_is_not_a_number_of_years(age: str, edtf: str) -> None:
    birth = child("ПІБ|Вік", f"Тополенко Мирослава|{age}").birth
    assert birth is not None
    assert birth.edtf == edtf


@pytest.mark.parametrize("age", ["7 клас", "7+", "7 (у 2020 вже)"])
def test_an_age_with_other_words_is_not_taken_for_an_age_today(age: str) -> None:
    found = child("ПІБ|Вік", f"Тополенко Мирослава|{age}")
    assert found.birth is None
    assert codes(found) == ["age_not_understood"]


def _dates(*cells: str) -> list[ListedChild]:
    rows = [TableRow(number, ["Тополенко Мирослава", cell]) for number, cell in enumerate(cells, 2)]
    orders = DayOrders()
    for row in rows:
        orders.feed(row)
    headings = ("Name", "Date of birth")
    fields = match_headings(headings)
    reader = RowReader(headings, fields, list_date=LIST_DATE, today=TODAY, day_orders=orders.found)
    return [reader.read(row) for row in rows]


def _edtf(found: ListedChild) -> str:
    return found.birth.edtf if found.birth else ""


def test_a_column_with_the_month_first_is_read_so_in_every_row() -> None:
    found = _dates("03/25/2014", "03/05/2014")
    assert [_edtf(one) for one in found] == ["2014-03-25", "2014-03-05"]
    assert codes(found[1]) == ["date_month_first"]


def test_a_column_with_both_orders_gives_no_date_that_could_be_either() -> None:
    found = _dates("03/25/2014", "25/03/2014", "03/05/2014", "04/04/2014")
    assert [_edtf(one) for one in found] == ["2014-03-25", "2014-03-25", "", "2014-04-04"]
    assert codes(found[2]) == ["date_ambiguous"]


def test_a_column_with_the_day_first_stays_as_it_is() -> None:
    assert [_edtf(one) for one in _dates("25/03/2014", "03/05/2014")] == ["2014-03-25", "2014-05-03"]


@pytest.mark.parametrize(
    "cell", ["Примітка: дані не перевірено", "* дані волонтерів", "Виконавець Явір І.І.", "Джерело: канал"]
)
def test_notes_under_the_table_are_no_children(cell: str) -> None:
    assert codes(child("ПІБ|Рік народження|Заклад", f"{cell}||")) == ["not_a_child"]


@pytest.mark.parametrize("name", ["Смирнова Дарина", "Дивак Данило", "Нотенко Даніела", "Данієлян Адріана"])
def test_names_that_begin_like_a_note_stay_children(name: str) -> None:
    assert not child("ПІБ|Рік народження|Заклад", f"{name}||").refused


def test_a_birth_date_in_brackets_behind_the_name_is_read() -> None:
    found = child("ПІБ", "Клен Яна Олегівна (05.03.2012)")
    assert (found.names[0].full, _edtf(found)) == ("Клен Яна Олегівна", "2012-03-05")
