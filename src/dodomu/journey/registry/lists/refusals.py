"""Why a file cannot be read as a list at all: each reason a sentence that says what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "empty": _("The file is empty. Choose a file with a heading row and at least one row below it."),
    "no_rows": _("The file has headings but no rows below them. Choose a list with at least one child."),
    "too_large": _("The file is larger than this installation accepts. Split the list and import the parts."),
    "unpacks_too_large": _(
        "Unpacked, this workbook would be far larger than a list can be. Save it as CSV or split it."
    ),
    "too_wide": _("The table has more than 300 columns. Delete the empty columns on the right and try again."),
    "old_workbook": _(
        "This is an old or password-protected Excel file. Open it, remove the password and save it as .xlsx or CSV."
    ),
    "damaged_workbook": _(
        "The workbook is damaged or is not an .xlsx file. Open it and save it again as .xlsx or CSV."
    ),
    "too_costly": _(
        "Reading this workbook takes more time or memory than any list needs. Save it as CSV or split it, and try again."
    ),
    "later": _("The server is too busy to read a workbook at this moment. Wait a minute and try again."),
    "not_a_list": _("This file is not a table. Accepted: .csv, .txt with separators, or .xlsx."),
}


class ListNotReadable(ValueError):
    """The file is no list we can read. ``code`` is a key of ``SENTENCES``; the text never quotes the file."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code])
