"""Files that leave the system: CSV and XLSX of exactly what is on the list, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.kit.forms import FormMixin

BOM = "\ufeff"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
# A spreadsheet may drop spaces and signs nobody sees before it looks at the first one: "\u200b=1+1" is a formula too.
UNSEEN = "CZ"
"""The general categories of controls, format signs and separators, by their first letter."""
WIDTHS = (10, 60)
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Row = Sequence[Any]


class ExportForm(FormMixin, forms.Form):
    """Every file that leaves has a purpose. A code, not free text: the journal holds no personal data."""

    purpose = forms.ChoiceField(
        label=_("What is the file for?"),
        choices=[
            ("", _("Choose a purpose")),
            ("case_work", _("Work on a case")),
            ("meeting", _("A working meeting")),
            ("authority", _("A request by an authority")),
            ("court", _("A court")),
            ("correction", _("Checking and correcting records")),
            ("figures", _("Figures without names")),
        ],
        error_messages={"required": _("Choose what the file is for. It is written to the journal.")},
    )


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return value if math.isfinite(value) else str(value)
    text = str(value)
    seen = next((sign for sign in text if unicodedata.category(sign)[0] not in UNSEEN), "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) or seen in FORMULA_STARTS else text


def csv_bytes(headings: Row, rows: Iterable[Row]) -> bytes:
    """UTF-8 with BOM, every field in quotes, so that no list separator of another country can split one."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([neutral(heading) for heading in headings])
    writer.writerows([neutral(value) for value in row] for row in rows)
    return (BOM + text.getvalue()).encode("utf-8")


def xlsx_bytes(title: str, headings: Row, rows: Iterable[Row]) -> bytes:
    """One sheet with a frozen heading and a filter; strings are never read as formulas or links."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        widths = [len(str(heading)) for heading in headings]
        sheet.write_row(0, 0, [neutral(heading) for heading in headings], bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                safe = neutral(value)
                if isinstance(safe, str):
                    sheet.write_string(last, column, safe)
                else:
                    sheet.write_number(last, column, safe)
                widths[column] = max(widths[column], len(str(safe)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 2, WIDTHS[0]), WIDTHS[1]))
        sheet.freeze_panes(1, 0)
        if headings:
            sheet.autofilter(0, 0, last, len(headings) - 1)
    return target.getvalue()


def file_bytes(kind: str, title: str, headings: Row, rows: Iterable[Row]) -> bytes:
    """``kind`` is csv or xlsx."""
    return xlsx_bytes(title, headings, rows) if kind == "xlsx" else csv_bytes(headings, rows)


def file_name(name: str, kind: str, on: date | datetime) -> str:
    return f"{name}-{on:%Y-%m-%d}.{kind}"


def _sheet_name(title: str) -> str:
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "1"
