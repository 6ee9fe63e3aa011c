"""Lists as they come: encodings, separators, quotes, titles, workbooks, and files that are no lists."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.journey.registry.lists.table import ListTable, distinct, find_layout, read_table
from dodomu.journey.registry.lists.workbook import workbook_rows

LISTS = Path(__file__).parent / "lists"
HEADINGS = ("Прізвище", "Ім'я", "Рік народження")
ROWS = (HEADINGS, ("Тополенко", "Мирослава", "2014"), ("Дубовик", "Назар\nОлегович", "2013"))


def table_of(content: bytes) -> ListTable:
    layout = find_layout(io.BytesIO(content))
    return read_table(io.BytesIO(content), layout)


def cells_of(content: bytes) -> list[list[str]]:
    return [row.cells for row in table_of(content).rows]


def written(delimiter: str) -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_with_every_separator(encoding: str, delimiter: str) -> None:
    table = table_of(written(delimiter).encode(encoding))
    assert table.headings == HEADINGS
    assert [row.cells for row in table.rows] == [list(row) for row in ROWS[1:]]


@pytest.mark.parametrize("encoding", ["cp866", "koi8-u"])
def test_older_code_pages_are_told_from_cp1251(encoding: str) -> None:
    content = "Фамилия;Имя;Год рождения\nТополенко;Мирослава;2014\nДубовик;Назар;2013\n".encode(encoding)
    assert cells_of(content)[0] == ["Тополенко", "Мирослава", "2014"]


def test_cyrillic_after_a_megabyte_of_ascii_still_counts() -> None:
    content = b"Name;Note\n" + b"Topolenko Myroslava;x\n" * 60_000 + "Дубовик Назар;ї\n".encode("cp1251")
    assert cells_of(content)[-1] == ["Дубовик Назар", "ї"]


def test_one_broken_byte_does_not_turn_utf8_into_nonsense() -> None:
    content = ("ПІБ;Заклад\n" + "Тополенко Мирослава;Калинка\n" * 50).encode() + b"\xd0;x\n"
    table = table_of(content)
    rows = list(table.rows)
    assert rows[0].cells[0] == "Тополенко Мирослава"
    assert rows[-1].faults == ("unreadable_letters",)


def test_titles_and_numbered_rows_above_and_below_the_heading_are_passed_over() -> None:
    table = table_of((LISTS / "ukrainian_cp1251.csv").read_bytes())
    assert table.headings[:3] == ("№ з/п", "П.І.Б. дитини", "Дата нар.")
    first = next(table.rows)
    assert (first.number, first.cells[1]) == (5, "Тополенко Мирослава Ігорівна")
    assert first.cells[4] == 'Інтернат "Калинка"\nс. Вигадане'


def test_a_heading_in_two_rows_is_joined() -> None:
    content = "ПІБ;Мати;;Стать\n;ПІБ;телефон;\nТополенко Мирослава;Ірина;123456;ж\n".encode()
    table = table_of(content)
    assert table.headings == ("ПІБ", "Мати ПІБ", "Мати телефон", "Стать")
    assert next(table.rows).cells[0] == "Тополенко Мирослава"


def test_a_list_without_headings_loses_no_child() -> None:
    table = table_of((LISTS / "no_headings.csv").read_bytes())
    assert not table.has_headings
    assert [row.cells[0] for row in table.rows] == ["Тополенко Мирослава Ігорівна", "Дубовик Назар Олегович"]


def test_a_stray_quotation_mark_costs_one_row_and_not_the_rest() -> None:
    lines = ["ПІБ;Рік", '"Тополенко Мирослава;2014', *[f"Дубовик Назар;{2000 + n % 20}" for n in range(1000)]]
    rows = list(table_of("\n".join(lines).encode()).rows)
    assert len(rows) == 1001
    assert rows[0].cells == ["Тополенко Мирослава", "2014"]
    assert rows[0].faults == ("stray_quote",)
    assert rows[-1].faults == ()


def test_a_quotation_mark_that_opens_in_the_last_rows_is_found_too() -> None:
    rows = list(table_of('ПІБ;Рік\n"Явір Софія;2012\nДубовик Назар;2013\n'.encode()).rows)
    assert [row.cells[1] for row in rows] == ["2012", "2013"]


def test_ragged_rows_are_filled_and_longer_ones_named() -> None:
    rows = list(table_of("ПІБ;Рік;Стать\nТополенко Мирослава\nДубовик Назар;2013;ч;зайве\n".encode()).rows)
    assert rows[0].cells == ["Тополенко Мирослава", "", ""]
    assert rows[1].faults == ("more_cells",)


def test_nul_bytes_and_hidden_marks_are_dropped() -> None:
    assert cells_of("ПІБ;Рік\nТополенко\x00 Миро\u200bслава;2014\n".encode()) == [["Тополенко Мирослава", "2014"]]


def test_a_huge_cell_is_cut_and_named() -> None:
    row = next(table_of(f"ПІБ;Примітки\nЯвір Софія;{'а' * 50_000}\n".encode()).rows)
    assert len(row.cells[1]) == 4_000
    assert row.faults == ("cell_cut",)


def test_a_heading_repeated_at_a_page_break_is_no_child() -> None:
    assert len(cells_of("ПІБ;Рік\nЯвір Софія;2012\nПІБ;Рік\nДубовик Назар;2013\n".encode())) == 2


def test_repeated_and_empty_headings_stay_apart() -> None:
    assert distinct(("Тел.", "Тел.", "")) == ["Тел.", "Тел. (2)", "#3"]


def test_a_workbook_keeps_dates_whole_numbers_and_leading_zeros() -> None:
    table = table_of((LISTS / "workbook.xlsx").read_bytes())
    first, second, _total = table.rows
    assert table.headings[2] == "Дата народження"
    assert first.cells == ["Тополенко", "Мирослава", "2014-03-05", "0012345", "380500000001", "9"]
    assert second.cells[2:4] == ["2013", "77"]
    assert first.number == 4


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old_workbook"),
        (b"%PDF-1.7 ...", "not_a_list"),
        (b"PK\x03\x04 cut off", "damaged_workbook"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(ListNotReadable) as refusal:
        table_of(content)
    assert refusal.value.code == code
    assert refusal.value.sentence


def archive(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(f"xl/{name}.xml", part)
    return content.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    content = archive(workbook=b"<x/>", bomb=b"0" * 5_000_000)
    declared = content.replace((5_000_000).to_bytes(4, "little"), (900_000_000).to_bytes(4, "little"))
    with pytest.raises(ListNotReadable) as refusal:
        table_of(declared)
    assert refusal.value.code == "unpacks_too_large"


def test_one_long_text_that_many_cells_share_is_cut_in_each() -> None:
    rows = (("ПІБ",), *((("я" * 30_000),) for _ in range(600)))
    found = list(workbook_rows(_workbook(rows)).rows)
    assert {len(row[0]) for row in found[1:]} == {8_001}
    assert len(found) == 601


def test_a_part_that_declares_less_than_it_holds_is_refused() -> None:
    content = archive(workbook=b"<x/>", bomb=b"0" * 5_000_000)
    lying = content.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(ListNotReadable) as refusal:
        table_of(lying)
    assert refusal.value.code == "damaged_workbook"


def test_one_cell_in_the_last_corner_does_not_fill_the_memory() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "ПІБ")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(ListNotReadable) as refusal:
        table_of(content.getvalue())
    assert refusal.value.code == "unpacks_too_large"


def test_a_workbook_without_a_filled_sheet_is_empty() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.add_worksheet()
    book.close()
    with pytest.raises(ListNotReadable) as refusal:
        table_of(content.getvalue())
    assert refusal.value.code == "empty"


def _workbook(*sheets: tuple[tuple[str, ...], ...]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


COVER = (("Вигадана місія",), ("Контакт",))
GROUP = (("ПІБ", "Рік народження"), ("Тополенко Мирослава", "2014"))


def test_a_cover_sheet_does_not_hide_the_list() -> None:
    assert cells_of(_workbook(COVER, GROUP)) == [["Тополенко Мирослава", "2014"]]


def test_sheets_that_are_not_read_are_told() -> None:
    (row,) = table_of(_workbook(GROUP, GROUP)).rows
    assert row.faults == ("other_sheets",)
    (row,) = table_of(_workbook(GROUP, ())).rows
    assert row.faults == ()


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>Name</td></tr></table>", b'\xef\xbb\xbf {"messages": []}', bytes(range(256)) * 8],
    ids=["a web page named .xls", "JSON", "a program"],
)
def test_what_is_no_table_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(ListNotReadable) as refused:
        find_layout(io.BytesIO(content))
    assert refused.value.code == "not_a_list"


def test_names_in_the_first_row_are_no_heading() -> None:
    assert cells_of("Тополенко Мирослава\nДубовик Назар\n".encode()) == [["Тополенко Мирослава"], ["Дубовик Назар"]]


def test_a_list_written_on_an_old_macintosh_is_read() -> None:
    content = "Фамилия;Имя;Год рождения\rТополенко;Мирослава;2014\r".encode("mac_cyrillic")
    assert cells_of(content) == [["Тополенко", "Мирослава", "2014"]]


def test_a_workbook_damaged_on_its_way_is_refused_by_name() -> None:
    content = bytearray(_workbook(GROUP))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    begin = sheet.header_offset + 30 + len(sheet.filename)
    content[begin : begin + sheet.compress_size] = b"\xff" * sheet.compress_size
    with pytest.raises(ListNotReadable) as refused:
        cells_of(bytes(content))
    assert refused.value.code == "damaged_workbook"
