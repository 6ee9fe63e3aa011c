"""The rules about data themselves, read from ``data/``: terms of requests, what a requester's file holds, retention."""

from __future__ import annotations

import calendar
import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.sending_rules import in_force

KYIV = ZoneInfo("Europe/Kyiv")
KEPT_LABELS: dict[str, Promise] = {
    "case": _("Closed case"),
    "report": _("Report that led to no case"),
    "sending": _("Referral, transfer or enquiry that has ended"),
    "request": _("Answered request about data"),
}
COUNTED_FROM: dict[str, Promise] = {
    "closed": _("from the closing of the case"),
    "received": _("from the day it was received"),
    "ended": _("from its end"),
    "answered": _("from the answer"),
    "eighteen": _("until the child is 18"),
}
MINOR = "case_of_minor"


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline with the rule it follows from."""

    code: str
    due_on: date
    source: str

    @property
    def due_at(self) -> datetime:
        """The end of the last day, in Kyiv."""
        return datetime.combine(self.due_on, time(23, 59, 59), KYIV)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one kind of record is kept, from when, on which basis."""

    kind: str
    years: int
    counted_from: str
    basis: str
    source: str
    in_force_from: date

    def ends(self, start: date) -> date:
        return after_months(start, 12 * self.years)


def _rows(name: str, today: date) -> list[dict[str, str]]:
    text = files("dodomu.journey.cases").joinpath("data", name).read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if in_force(row, today)]


def after_months(day: date, months: int) -> date:
    """The same day of a later month; its last day where there is no such day (Regulation 1182/71, art. 3(2)(c)).

    >>> after_months(date(2026, 1, 31), 1).isoformat(), after_months(date(2024, 2, 29), 12).isoformat()
    ('2026-02-28', '2025-02-28')
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def term_of(kind: str, received: date) -> Term:
    """Until when a request must be answered: the earliest of the rules in force on the day it was received.

    Parameters:
        kind: ``access`` or ``rectification``.

    >>> term_of("access", date(2026, 1, 30)).due_on.isoformat()
    '2026-02-28'
    >>> term_of("access", date(2026, 1, 1)).code
    'ua.16.5'
    """
    found = []
    for row in _rows("request_terms.csv", received):
        if row["kind"] == kind:
            days = timedelta(days=int(row["days"] or 0))
            found.append(Term(row["code"], after_months(received, int(row["months"] or 0)) + days, row["source"]))
    return min(found, key=lambda term: term.due_on)


def rule_source(code: str, today: date) -> str:
    """The words of the law behind a term."""
    return next((row["source"] for row in _rows("request_terms.csv", today) if row["code"] == code), code)


@cache
def withheld_parts(requester: str) -> dict[str, str]:
    """The compartments left out of a file for this kind of requester, each with the reason.

    >>> sorted(withheld_parts("subject"))
    ['sealed']
    """
    text = files("dodomu.journey.cases").joinpath("data", "subject_file.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["part"]: row["source"] for row in rows if row["requester"] == requester and row["included"] != "yes"}


def retention_rules(today: date) -> dict[str, RetentionRule]:
    """The schedule in force on a day, by kind."""
    return {
        row["kind"]: RetentionRule(
            row["kind"],
            int(row["years"]),
            row["counted_from"],
            row["basis"],
            row["source"],
            date.fromisoformat(row["in_force_from"]),
        )
        for row in _rows("retention.csv", today)
    }
