"""Two lists of children who do not exist, with rows that give messages."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from tests.entry.canary.words import DOCUMENT, PHONE, cyrillic, latin

HEADINGS = ("ПІБ", "Дата народження", "Стать", "Адреса", "Мати", "Телефон", "Документ", "Примітка")


def _rows(way: str, *, bad: str) -> list[tuple[str, ...]]:
    child, mother = f"{cyrillic(way)} Мирослава Ігорівна", f"{latin(way).upper()} Iryna"
    said = (f"с. {latin(way)}", mother, f"+380 {PHONE}", f"АА № {DOCUMENT}", f"{cyrillic(way).upper()} писала")
    return [
        (*HEADINGS, cyrillic("heading")),
        (child, "05.03.2014", "ж", *said, "x"),
        (f"{latin(bad)} Zlata", "31.02.2015", "?", *said, "x"),
        ("", f"{cyrillic(bad)} не дата", "ж", *said, "x"),
    ]


def csv_file(folder: Path) -> Path:
    """Semicolons and a Windows code page; the name of the file is planted as well."""
    path = folder / f"{latin('csv')}.csv"
    text = "\r\n".join(";".join(row) for row in _rows("csv", bad="refused_row"))
    path.write_bytes(text.encode("cp1251"))
    return path


def xlsx_bytes() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(_rows("xlsx", bad="xlsx")):
            sheet.write_row(number, 0, row)
    return target.getvalue()
