"""What to say about a corridor's text that could not be read: a sentence for each code, with what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.corridor_lines import RuleNotRead

RULE_TEXT: Final[dict[str, Promise]] = {
    "empty": _("Nothing is written. Say what holds, a line for each."),
    "days": _("Line %(line)s: the days are not understood. Write daily, Mon-Fri or Mon, Wed, Sat."),
    "time": _("Line %(line)s: the time is not understood. Write hours and minutes, for example 08:00-18:00 or 06:17."),
    "order": _("Line %(line)s: the hours begin and end at the same time. Write 00:00-24:00 for the whole day."),
    "words": _("Line %(line)s: something after the time is not understood. Accepted: 40 min, risk 3, cost 120, back."),
    "minutes": _("Line %(line)s: how long the queue takes is missing. Add it, for example 90 min."),
    "far": _("Line %(line)s: a number is too large or nothing at all. Check it."),
    "code": _("Line %(line)s: a traveller or a paper is not known by this word."),
}
OTHER_WORDS: Final[dict[str, Promise]] = {
    "who_may_pass": _("Accepted: everybody; only woman, child; not man_of_service_age."),
    "papers": _("Accepted: none; passport or certificate_for_return: child; power_of_attorney."),
    "closed": _("Accepted: opens again; ask again."),
    "walking": _("Accepted: 2000 m; not wheelchair; everybody."),
    "one_way": _("Accepted: there; back."),
}
"""What a rule of these kinds accepts, where a word of it is not understood."""
ROW: Final[dict[str, Promise]] = {
    "what": _("Say what the row is: corridor, place, link or rule."),
    "missing": _("This is missing."),
    "code": _("A code has up to 8 letters and digits, for example B2."),
    "code_taken": _("This code is taken already."),
    "choice": _("Accepted: %(accepted)s."),
    "number": _("Write a whole number from %(lowest)s to %(highest)s."),
    "yes_no": _("Write yes or no."),
    "zone": _("Write a time zone by its IANA name, for example Europe/Kyiv."),
    "place": _("No place has this code."),
    "link": _("No link has this code."),
    "same_place": _("A link leads to another place than it begins at."),
    "p90": _("What nine in ten journeys stay below is at least the usual time."),
    "when": _("The time is not understood. Write 2026-03-05 08:00, 05.03.2026, now, in 10 d, 36 h ago."),
    "day": _("The day is not understood. Write 2026-03-05, 05.03.2026 or 3 d ago."),
    "ends_before": _("The rule ends before it begins."),
    "too_long": _("Nothing is known for longer than a year. Name an earlier end."),
    "in_future": _("It was not seen yet: name today or an earlier day."),
    "second_title": _("The file names the corridor twice."),
}
FILE: Final[dict[str, Promise]] = {
    "headings": _(
        "The first row must hold the headings of the columns. Missing: %(columns)s. Either name of a column is accepted."
    ),
    "no_rows": _("No row is filled in below the headings."),
    "too_many": _("The file has more than %(most)s rows."),
}


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row: its number as the file shows it (0: the file itself), the column, a sentence."""

    row: int
    column: str
    sentence: str


def rule_sentence(kind: str, refusal: RuleNotRead) -> str:
    """What to say about a text that is no rule of this kind."""
    if refusal.code in {"words", "code"} and kind in OTHER_WORDS:
        return str(OTHER_WORDS[kind])
    return str(RULE_TEXT[refusal.code]) % {"line": refusal.line}


def row_error(row: int, column: str, code: str, **params: object) -> RowError:
    return RowError(row, column, str(ROW[code]) % params if params else str(ROW[code]))
