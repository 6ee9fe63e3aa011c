"""What the dry run says about a row: a code, translated to a sentence that says what is accepted and what happens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Weight(StrEnum):
    REFUSED = "refused"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class RowMessage:
    """``row``: its number in the file; ``column``: position from 0, or None for the whole row. Never a value."""

    row: int
    column: int | None
    code: str

    @property
    def weight(self) -> Weight:
        return SENTENCES[self.code][0]

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code][1])


SENTENCES: dict[str, tuple[Weight, str | Promise]] = {
    "no_name": (
        Weight.REFUSED,
        _("No name in this row, so no person can be recorded. Fill in a name, or check which columns hold it."),
    ),
    "name_unknown": (
        Weight.WARNING,
        _(
            "The name says that it is not known. Find it out if you can; a record without a name is found by nothing else."
        ),
    ),
    "name_one_letter": (
        Weight.WARNING,
        _("The name is a single letter. Write it out if you can; nothing matches by one letter."),
    ),
    "name_initials_only": (
        Weight.WARNING,
        _("There are only initials. Write the names out if you can; initials alone match nobody."),
    ),
    "name_two_people": (
        Weight.WARNING,
        _(
            "This may be the names of two people in one cell. If so, give each a row of its own; now it becomes one record."
        ),
    ),
    "name_date_inside": (
        Weight.WARNING,
        _("The name holds a date. Move it to the column of the birth date, or check that it is no birth date."),
    ),
    "name_too_long": (
        Weight.WARNING,
        _("This is too long for a name, and only its beginning was read. Leave nothing but the name in the cell."),
    ),
    "not_a_child": (
        Weight.REFUSED,
        _("This row looks like a total or a subtitle, not a child. If it is a child, put the name in the name column."),
    ),
    "date_not_understood": (
        Weight.WARNING,
        _(
            "This is no date that can be read for certain. Accepted: 2014, 2014-03-05, 05.03.2014, March 2014, "
            "spring 2014, about 2013. It is kept as the list states it."
        ),
    ),
    "date_two_digit_year": (
        Weight.WARNING,
        _("The year has two digits. Accepted: four, as in 05.03.2014. It is kept as the list states it."),
    ),
    "date_ambiguous": (
        Weight.WARNING,
        _(
            "The date can be read in more than one way. Accepted: day before month, as in 05.03.2014. "
            "It is kept as the list states it."
        ),
    ),
    "date_not_a_day": (
        Weight.WARNING,
        _("The calendar has no such day. Accepted: a real day, month or year. It is kept as the list states it."),
    ),
    "date_future": (
        Weight.WARNING,
        _("The birth date is in the future. Accepted: a day up to today. It is kept as the list states it."),
    ),
    "date_too_old": (
        Weight.WARNING,
        _(
            "The birth date is too long ago to be true. Accepted: at most 120 years ago. It is kept as the list states it."
        ),
    ),
    "date_of_workbook": (
        Weight.NOTICE,
        _("The date is written as a day number of Excel and was read as such. Compare it with the list."),
    ),
    "date_month_first": (
        Weight.NOTICE,
        _("This column puts the month before the day, as dates such as 03/25/2014 in it show, and was read so."),
    ),
    "age_not_understood": (
        Weight.WARNING,
        _("This is no age. Accepted: whole years from 0 to 130, such as 7. It is kept as the list states it."),
    ),
    "age_without_list_date": (
        Weight.WARNING,
        _("An age says something only with its day. Enter the date of the list. It is kept as the list states it."),
    ),
    "age_disagrees": (
        Weight.WARNING,
        _(
            "The age does not fit the birth date on the date of the list. The birth date is used, the age is kept as a note."
        ),
    ),
    "sex_not_understood": (
        Weight.WARNING,
        _("This is no sex. Accepted: f, m, ж, ч, жін., чол., жен., муж. It is kept as the list states it."),
    ),
    "phone_not_understood": (
        Weight.WARNING,
        _("This is no telephone number. Accepted: at least five digits. It is kept as the list states it."),
    ),
    "formula_error": (
        Weight.WARNING,
        _("The cell holds an error of the workbook (such as #REF!) and says nothing. Mend the formula to import it."),
    ),
    "other_sheets": (
        Weight.WARNING,
        _(
            "The workbook has other sheets with rows, and only this sheet is read. Save each of them as a file of its own and import it too."
        ),
    ),
    "more_cells": (
        Weight.WARNING,
        _("The row has more cells than there are headings. The rest is kept in the original and with the report."),
    ),
    "cell_cut": (
        Weight.WARNING,
        _("A cell is longer than 4,000 characters. The beginning is imported, the whole is kept in the original."),
    ),
    "unreadable_letters": (
        Weight.WARNING,
        _(
            "Some letters are damaged and show as �. Ask the source for the file in UTF-8, or compare with the original."
        ),
    ),
    "stray_quote": (
        Weight.WARNING,
        _("A quotation mark opens and never closes. The row was read without it: check that its cells are right."),
    ),
    "same_row_again": (
        Weight.NOTICE,
        _("The same row stands in the list more than once. Each is recorded as a child of its own."),
    ),
}


def date_code(reason: str) -> str:
    """Return the message for why a date could not be read."""
    code = f"date_{reason}"
    return code if code in SENTENCES else "date_not_understood"
