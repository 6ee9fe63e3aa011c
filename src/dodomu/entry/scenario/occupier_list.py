"""The occupier's list as a file: Russified names, shifted dates, semicolons, a Windows code page."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from dodomu.entry.scenario.children import children, shifted

FILE_NAME = "spisok-2.csv"
SOURCE = "Новозарічинськ, список установи «Лучик»"
HEADINGS = (
    "№ п/п",
    "Ф.И.О.",
    "Дата рождения",
    "Пол",
    "Место рождения",
    "Гражданство",
    "Учреждение",
    "Дата поступления",
)
INSTITUTION = "ГБУ «Лучик», г. Новозаречинск"
CODE_PAGE = "cp1251"


def row_keys() -> list[str]:
    """The children of the list in the order of its rows."""
    return [key for key, child in children().items() if child.listed]


def written(today: date) -> bytes:
    """The whole file."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(HEADINGS)
    for number, key in enumerate(row_keys(), 1):
        child = children()[key]
        if child.listed is None:
            continue
        born = shifted(child.born(today), child.listed.born)
        sex = "ж" if child.sex == "f" else "м"
        arrived = (today - timedelta(days=420 - number)).strftime("%d.%m.%Y")
        rows.writerow((number, child.listed.name, born, sex, child.listed.place, "РФ", INSTITUTION, arrived))
    return text.getvalue().encode(CODE_PAGE)
