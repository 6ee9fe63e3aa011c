"""Rules as people write them, a line for each: "Mon-Fri 08:00-18:00, 40 min", «щодня 06:17, ризик 3, назад». Pure.

One way of writing serves the form, the file that is imported and the file that is exported. Words may be Ukrainian or
English, lines are parted by a line break or a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from dodomu.journey.missions.corridor_rules import (
    CLOSED,
    DAY,
    EVERY_DAY,
    ONE_WAY,
    OPENING,
    PAPERS,
    QUEUE,
    TIMETABLE,
    WALKING,
    WHO_MAY_PASS,
    Asked,
    Closure,
    Figures,
    Hours,
    OneWay,
    Opening,
    PapersAsked,
    Queue,
    Timetable,
    Trip,
    Value,
    Walking,
    WhoMayPass,
)
from dodomu.journey.missions.corridor_words import codes_of

WEEK: Final = {
    word: number
    for number, words in enumerate(
        (
            ("mon", "monday", "пн", "понеділок"),
            ("tue", "tuesday", "вт", "вівторок"),
            ("wed", "wednesday", "ср", "середа"),
            ("thu", "thursday", "чт", "четвер"),
            ("fri", "friday", "пт", "п'ятниця"),
            ("sat", "saturday", "сб", "субота"),
            ("sun", "sunday", "нд", "неділя"),
        ),
        1,
    )
    for word in words
}
DAILY: Final = ("daily", "every day", "щодня", "щоденно")
BACK, THERE = ("back", "назад"), ("there", "туди")
AGAIN, ASK = ("opens again", "відкриється"), ("ask again", "запитати знову")
ALL, NONE = ("everybody", "усі", "всі"), ("none", "жодних", "не питають")
ONLY, NEVER = ("only", "лише", "тільки"), ("not", "не")
OF: Final = (":",)
OR: Final = re.compile(r"\s+(?:or|або|чи)\s+|\s*/\s*")
TIME: Final = re.compile(r"^(\d{1,2})[:.](\d{2})$")
SPAN: Final = re.compile(r"(\d{1,2}[:.]\d{2})\s*[-–—]\s*(\d{1,2}[:.]\d{2})")
AT: Final = re.compile(r"(?<!\d)(\d{1,2}[:.]\d{2})(?!\d)")
MINUTES: Final = re.compile(r"(\d+)\s*(?:min|хв)\w*\.?")
RISK: Final = re.compile(r"(?:risk|ризик)\s*(\d+)")
COST: Final = re.compile(r"(\d+)\s*(?:uah|грн)\.?|(?:cost|ціна)\s*(\d+)")
METRES: Final = re.compile(r"^(\d+)\s*(?:m|м)$")
MOST: Final = {"minutes": 10_000, "risk": 1_000, "cost": 1_000_000, "metres": 100_000}


class RuleNotRead(ValueError):
    """A text that says no rule of this kind. ``code``: empty | days | time | order | words | minutes | far | code.

    ``line`` counts from 1; the text itself is never quoted.
    """

    def __init__(self, code: str, line: int = 1) -> None:
        super().__init__(f"value: {code}, line {line}")
        self.code, self.line = code, line


def read_rule(kind: str, text: str) -> Value:
    """The rule a text says.

    Raises:
        RuleNotRead: it does not say one. KeyError: there is no such kind.

    >>> read_rule("opening", "Mon-Fri 08:00-18:00").hours[0].length
    600
    """
    lines = [" ".join(line.split()).strip(" ,.").casefold() for line in re.split(r"[;\n]", text)]
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line]
    if not numbered:
        raise RuleNotRead("empty")
    return _READERS[kind](numbered)


def write_rule(value: Value) -> str:
    """The rule as a text that ``read_rule`` reads, in English words and codes.

    >>> write_rule(read_rule("timetable", "пн, ср 06:17 190 хв; щодня 14:00 назад"))
    'Mon,Wed 06:17 190 min; daily 14:00 back'
    """
    if isinstance(value, Opening | Queue):
        return "; ".join(_hours_text(one) for one in value.hours)
    if isinstance(value, Timetable):
        return "; ".join(_trip_text(one) for one in value.trips)
    if isinstance(value, WhoMayPass):
        said = [f"only {', '.join(sorted(value.only))}"] if value.only else []
        said += [f"not {', '.join(sorted(value.never))}"] if value.never else []
        return "; ".join(said) or "everybody"
    if isinstance(value, PapersAsked):
        return "; ".join(_asked_text(one) for one in value.asked) or "none"
    if isinstance(value, Closure):
        return "opens again" if value.opens_again else "ask again"
    if isinstance(value, Walking):
        said = [f"{value.metres} m"] if value.metres is not None else []
        said += [f"not {', '.join(sorted(value.never))}"] if value.never else []
        return "; ".join(said) or "everybody"
    return "back" if value.back else "there"


Lines = list[tuple[int, str]]


def _opening(lines: Lines) -> Opening:
    return Opening(tuple(_hours(number, line) for number, line in lines))


def _queue(lines: Lines) -> Queue:
    found = tuple(_hours(number, line) for number, line in lines)
    for (number, _line), one in zip(lines, found, strict=True):
        if one.figures.minutes is None:
            raise RuleNotRead("minutes", number)
    return Queue(found)


def _hours(number: int, line: str) -> Hours:
    span = SPAN.search(line)
    if span is None:
        raise RuleNotRead("time", number)
    begin, end = _minute(span[1], number), _minute(span[2], number)
    if begin == DAY or end in {0, begin}:
        raise RuleNotRead("order", number)
    rest, figures = _figures(line[span.end() :], number)
    if rest:
        raise RuleNotRead("words", number)
    return Hours(_days(line[: span.start()], number), begin, end, figures)


def _timetable(lines: Lines) -> Timetable:
    return Timetable(tuple(_trip(number, line) for number, line in lines))


def _trip(number: int, line: str) -> Trip:
    at = AT.search(line)
    if at is None:
        raise RuleNotRead("time", number)
    minute = _minute(at[1], number)
    if minute == DAY:
        raise RuleNotRead("time", number)
    rest, figures = _figures(line[at.end() :], number)
    if rest and rest not in BACK + THERE:
        raise RuleNotRead("words", number)
    return Trip(_days(line[: at.start()], number), minute, figures, rest in BACK)


def _figures(text: str, number: int) -> tuple[str, Figures]:
    """What is left of a text once minutes, risk and cost are taken out of it, and those."""
    found: dict[str, int] = {}
    for name, pattern in (("minutes", MINUTES), ("risk", RISK), ("cost", COST)):
        match = pattern.search(text)
        if match:
            found[name] = int(next(group for group in match.groups() if group))
            text = text[: match.start()] + " " + text[match.end() :]
            if found[name] > MOST[name] or (name == "minutes" and not found[name]):
                raise RuleNotRead("far", number)
    return " ".join(text.replace(",", " ").split()), Figures(**found)


def _days(text: str, number: int) -> frozenset[int]:
    text = text.strip(" ,")
    if not text or text in DAILY:
        return EVERY_DAY
    days: set[int] = set()
    for part in filter(None, re.split(r"[,\s]+", re.sub(r"\s*[-–—]\s*", "-", text))):
        ends = [WEEK.get(word.strip(".")) for word in part.split("-")]
        if None in ends or len(ends) > 2:
            raise RuleNotRead("days", number)
        first, last = ends[0] or 0, ends[-1] or 0
        days |= set(range(first, last + 1)) if first <= last else EVERY_DAY - set(range(last + 1, first))
    return frozenset(days)


def _minute(text: str, number: int) -> int:
    match = TIME.match(text)
    if match is None:
        raise RuleNotRead("time", number)
    hour, minute = int(match[1]), int(match[2])
    if minute > 59 or hour * 60 + minute > DAY:
        raise RuleNotRead("time", number)
    return hour * 60 + minute


def _who(lines: Lines) -> WhoMayPass:
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    for number, line in lines:
        if line in ALL:
            continue
        word, rest = _first_word(line)
        if word in ONLY:
            only |= _codes(rest, "travellers", number)
        elif word in NEVER:
            never |= _codes(rest, "travellers", number)
        else:
            raise RuleNotRead("words", number)
    return WhoMayPass(only, never)


def _papers(lines: Lines) -> PapersAsked:
    asked = []
    for number, line in lines:
        if line in NONE:
            continue
        papers, _colon, who = line.partition(":")
        of = frozenset[str]() if who.strip() in ("", *ALL) else _codes(who, "travellers", number)
        asked.append(Asked(_codes(",".join(OR.split(papers)), "papers", number), of))
    return PapersAsked(tuple(asked))


def _closed(lines: Lines) -> Closure:
    number, line = lines[0]
    if len(lines) > 1 or line not in AGAIN + ASK:
        raise RuleNotRead("words", number)
    return Closure(line in AGAIN)


def _walking(lines: Lines) -> Walking:
    metres: int | None = None
    never: frozenset[str] = frozenset()
    for number, line in lines:
        word, rest = _first_word(line)
        if way := METRES.match(line):
            metres = int(way[1])
            if metres > MOST["metres"]:
                raise RuleNotRead("far", number)
        elif word in NEVER:
            never |= _codes(rest, "travellers", number)
        elif line not in ALL:
            raise RuleNotRead("words", number)
    return Walking(metres, never)


def _one_way(lines: Lines) -> OneWay:
    number, line = lines[0]
    if len(lines) > 1 or line not in BACK + THERE:
        raise RuleNotRead("words", number)
    return OneWay(line in BACK)


def _first_word(line: str) -> tuple[str, str]:
    word, _space, rest = line.partition(" ")
    return word.rstrip(":"), rest


def _codes(text: str, kind: str, number: int) -> frozenset[str]:
    """Codes or words parted by commas."""
    known = codes_of(kind)
    found = [known.get(part.strip()) for part in text.split(",") if part.strip()]
    if not found or None in found:
        raise RuleNotRead("code", number)
    return frozenset(filter(None, found))


_READERS: Final[dict[str, Callable[[Lines], Value]]] = {
    OPENING: _opening,
    TIMETABLE: _timetable,
    QUEUE: _queue,
    WHO_MAY_PASS: _who,
    PAPERS: _papers,
    CLOSED: _closed,
    WALKING: _walking,
    ONE_WAY: _one_way,
}
_SHORT: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _days_text(days: Iterable[int]) -> str:
    held = sorted(days)
    if frozenset(held) == EVERY_DAY:
        return "daily"
    if len(held) > 2 and held == list(range(held[0], held[-1] + 1)):
        return f"{_SHORT[held[0] - 1]}-{_SHORT[held[-1] - 1]}"
    return ",".join(_SHORT[day - 1] for day in held)


def _figures_text(figures: Figures) -> str:
    said = [f" {figures.minutes} min"] if figures.minutes is not None else []
    said += [f" risk {figures.risk}"] if figures.risk is not None else []
    said += [f" cost {figures.cost}"] if figures.cost is not None else []
    return "".join(said)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _hours_text(one: Hours) -> str:
    return f"{_days_text(one.days)} {_clock(one.begin)}-{_clock(one.end)}{_figures_text(one.figures)}"


def _trip_text(one: Trip) -> str:
    return f"{_days_text(one.days)} {_clock(one.at)}{_figures_text(one.figures)}{' back' if one.back else ''}"


def _asked_text(one: Asked) -> str:
    papers = " or ".join(sorted(one.any_of))
    return f"{papers}: {', '.join(sorted(one.of))}" if one.of else papers
