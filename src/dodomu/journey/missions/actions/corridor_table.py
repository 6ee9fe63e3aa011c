"""A file with a corridor read row by row: what it would make, and what is wrong with each row. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from dodomu.journey.missions.actions.corridor import CODE, MOST, LinkInput, PlaceInput, checked_place
from dodomu.journey.missions.actions.corridor_rules import LONGEST, RuleInput
from dodomu.journey.missions.corridor_columns import COLUMNS, NO, WHAT, YES, accepted, missing
from dodomu.journey.missions.corridor_lines import RuleNotRead, read_rule
from dodomu.journey.missions.corridor_messages import FILE, RowError, row_error, rule_sentence
from dodomu.journey.missions.corridor_when import NotAMoment, read_day, read_moment
from dodomu.journey.missions.models import LinkKind, PlaceKind, RuleKind, Side

MOST_ROWS: Final = 5_000
Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link whose ends are still codes."""

    start: str
    end: str
    given: LinkInput


@dataclass(slots=True)
class Draft:
    """What a file says: a title (empty where it names none), places and links by code, rules with the code of a link.

    ``errors`` are in the order of the rows; a draft with errors is not imported.
    """

    title: str = ""
    places: dict[str, PlaceInput] = field(default_factory=dict)
    links: dict[str, LinkDraft] = field(default_factory=dict)
    rules: list[tuple[str, RuleInput]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_draft(
    headings: Iterable[str],
    rows: Iterable[tuple[int, list[str]]],
    now: datetime,
    *,
    known_places: frozenset[str] = frozenset(),
    known_links: frozenset[str] = frozenset(),
    gone: frozenset[str] = frozenset(),
) -> Draft:
    """Read the rows of a table.

    Parameters:
        now: what "in 10 d" and "36 h ago" count from.
        known_places, known_links: codes that the corridor has already; rows may lead to them.
        gone: codes of what was retired there; nothing new is called so.
    """
    names = [_column(heading) for heading in headings]
    draft = Draft()
    table = [(number, dict(zip(names, map(_plain, cells), strict=False))) for number, cells in rows]
    if lacking := missing(names, {what for _number, row in table if (what := _what(row))}):
        sentence = str(FILE["headings"]) % {"columns": "; ".join(map(accepted, lacking))}
        draft.errors.append(RowError(0, "", sentence))
        return draft
    if not table or len(table) > MOST_ROWS:
        sentence = str(FILE["too_many"]) % {"most": MOST_ROWS} if table else str(FILE["no_rows"])
        draft.errors.append(RowError(0, "", sentence))
        return draft
    _Reader(draft, now, known_places, known_links, gone).read(table)
    draft.errors.sort(key=lambda error: error.row)
    return draft


class _Refused(Exception):
    """A cell that cannot be read; the row is left out."""

    def __init__(self, column: str, code: str, **params: object) -> None:
        super().__init__(code)
        self.column, self.code, self.params = column, code, params


class _Reader:
    def __init__(self, draft: Draft, now: datetime, *codes: frozenset[str]) -> None:
        self.draft, self.now = draft, now
        self.known_places, self.known_links, self.gone = codes
        self.named: dict[str, frozenset[str]] = {}

    def read(self, table: Sequence[Row]) -> None:
        """Places before links before rules, in whatever order the file has them."""
        by_kind: dict[str, list[Row]] = {what: [] for what in WHAT}
        for number, row in table:
            what = _what(row)
            if what is None:
                self.draft.errors.append(row_error(number, "what", "what"))
            else:
                by_kind[what].append((number, row))
        self.named = {what: frozenset(row.get("code", "") for _number, row in rows) for what, rows in by_kind.items()}
        readers = {"corridor": self._corridor, "place": self._place, "link": self._link, "rule": self._rule}
        for what, rows in by_kind.items():
            for number, row in rows:
                try:
                    readers[what](number, row)
                except _Refused as refusal:
                    self.draft.errors.append(row_error(number, refusal.column, refusal.code, **refusal.params))

    def _corridor(self, number: int, row: Mapping[str, str]) -> None:
        if self.draft.title:
            raise _Refused("what", "second_title")
        self.draft.title = _filled(row, "name")

    def _place(self, number: int, row: Mapping[str, str]) -> None:
        code = self._new_code(row, self.draft.places)
        given = PlaceInput(
            code=code,
            name=_filled(row, "name"),
            kind=_choice(row, "kind", PlaceKind),
            side=_choice(row, "side", Side),
            zone=_filled(row, "zone"),
            x=_number(row, "x"),
            y=_number(row, "y"),
            wait_risk=_number(row, "wait_risk"),
            may_wait=_yes(row, "may_wait"),
            note=row.get("note", ""),
        )
        try:
            checked_place(given)
        except ValueError as refusal:
            raise _Refused(str(refusal).partition(":")[0], "zone") from None
        self.draft.places[code] = given

    def _link(self, number: int, row: Mapping[str, str]) -> None:
        code = self._new_code(row, self.draft.links)
        start, end = _filled(row, "from"), _filled(row, "to")
        places = self.known_places | self.draft.places.keys()
        for column, place in (("from", start), ("to", end)):
            if place not in places | self.named["place"]:
                raise _Refused(column, "place")
        if not {start, end} <= places:
            return  # the row of that place has its own error
        if start == end:
            raise _Refused("to", "same_place")
        minutes = _number(row, "minutes", lowest=1)
        p90 = _number(row, "minutes_p90", "minutes", lowest=1)
        if p90 < minutes:
            raise _Refused("minutes_p90", "p90")
        nowhere, elsewhere = uuid4(), uuid4()
        given = LinkInput(
            code=code,
            kind=_choice(row, "kind", LinkKind),
            start_id=nowhere,
            end_id=elsewhere,
            one_way=_yes(row, "one_way"),
            minutes=minutes,
            minutes_p90=p90,
            risk=_number(row, "risk"),
            cost=_number(row, "cost"),
            walking_m=_number(row, "walking_m") if row.get("walking_m") else 0,
            note=row.get("note", ""),
        )
        self.draft.links[code] = LinkDraft(start, end, given)

    def _rule(self, number: int, row: Mapping[str, str]) -> None:
        code = _filled(row, "code")
        if code not in self.known_links | self.named["link"]:
            raise _Refused("code", "link")
        kind = _choice(row, "rule", RuleKind)
        try:
            value = read_rule(kind, row.get("value", ""))
        except RuleNotRead as refusal:
            self.draft.errors.append(RowError(number, "value", rule_sentence(kind, refusal)))
            return
        since, until = self._moment(row, "since"), self._moment(row, "until", end=True)
        if until <= since:
            raise _Refused("until", "ends_before")
        if until - since > LONGEST:
            raise _Refused("until", "too_long")
        given = RuleInput(kind, value, _filled(row, "source"), self._day(row), since, until)
        self.draft.rules.append((code, given))

    def _new_code(self, row: Mapping[str, str], taken: Mapping[str, object]) -> str:
        code = _filled(row, "code")
        if not CODE.fullmatch(code):
            raise _Refused("code", "code")
        if code in taken or code in self.gone:
            raise _Refused("code", "code_taken")
        return code

    def _moment(self, row: Mapping[str, str], column: str, *, end: bool = False) -> datetime:
        try:
            return read_moment(_filled(row, column), self.now, end=end)
        except NotAMoment:
            raise _Refused(column, "when") from None

    def _day(self, row: Mapping[str, str]) -> date:
        try:
            found = read_day(_filled(row, "observed"), self.now)
        except NotAMoment:
            raise _Refused("observed", "day") from None
        if found > read_day("now", self.now):
            raise _Refused("observed", "in_future")
        return found


def _what(row: Mapping[str, str]) -> str | None:
    """Which kind of row it is; None where it does not say."""
    return next((code for code, words in WHAT.items() if row.get("what", "").casefold() in words), None)


def _filled(row: Mapping[str, str], column: str) -> str:
    if not row.get(column):
        raise _Refused(column, "missing")
    return row[column]


def _number(row: Mapping[str, str], column: str, limit: str = "", lowest: int = 0) -> int:
    highest = MOST[limit or column]
    text = _filled(row, column).replace(" ", "").replace("\u00a0", "")
    text = text.removesuffix(".0").removesuffix(",0")
    if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
        raise _Refused(column, "number", lowest=lowest, highest=highest)
    return int(text)


def _yes(row: Mapping[str, str], column: str) -> bool:
    word = _filled(row, column).casefold()
    if word not in YES + NO:
        raise _Refused(column, "yes_no")
    return word in YES


def _choice(row: Mapping[str, str], column: str, choices: type[TextChoices]) -> str:
    """A code, or its word in any language of ours."""
    text = _filled(row, column).casefold()
    if text in choices.values:
        return text
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for code, label in choices.choices:
                if text == str(label).casefold():
                    return str(code)
    raise _Refused(column, "choice", accepted=", ".join(choices.values))


def _column(heading: str) -> str:
    words = " ".join(heading.split()).casefold()
    return next((name for name, known in COLUMNS.items() if words in known), words)


def _plain(cell: str) -> str:
    """A cell as it was before a file for spreadsheets guarded it against being read as a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
