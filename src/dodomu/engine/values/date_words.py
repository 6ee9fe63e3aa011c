"""The words of dates in Ukrainian, Russian and English, in all their cases and usual abbreviations."""

from __future__ import annotations

import re
from typing import Final

_SOFT = "(?:ень|ня|ні|нем|ню)?"
_MONTHS = {
    1: rf"січ{_SOFT}|янв(?:ар[ьяею]|арем)?|jan(?:uary)?|i",
    2: r"лют(?:ий|ого|ому|им|ім)?|фев(?:р|рал[ьяею]|ралем)?|feb(?:ruary)?|ii",
    3: r"бер(?:ез|езень|езня|езні|езнем|езню)?|мар(?:т|та|те|том|ту)?|mar(?:ch)?|iii",
    4: rf"квіт{_SOFT}|апр(?:ел[ьяею]|елем)?|apr(?:il)?|iv",
    5: rf"трав{_SOFT}|ма(?:й|я|е|ем|ю)|may|v",
    6: rf"черв{_SOFT}|июн(?:[ьяею]|ем)?|june?|vi",
    7: rf"лип{_SOFT}|июл(?:[ьяею]|ем)?|july?|vii",
    8: rf"серп{_SOFT}|авг(?:уст|уста|усте|устом|усту)?|aug(?:ust)?|viii",
    9: r"вер(?:есень|есня|есні|еснем|есню)?|сен(?:т|тябр[ьяею]|тябрем)?|sept?(?:ember)?|ix",
    10: rf"жовт{_SOFT}|окт(?:ябр[ьяею]|ябрем)?|oct(?:ober)?|x",
    11: r"лист(?:опад|опада|опаді|опадом|опаду)?|ноя(?:б|бр[ьяею]|брем)?|nov(?:ember)?|xi",
    12: rf"груд{_SOFT}|дек(?:абр[ьяею]|абрем)?|dec(?:ember)?|xii",
}
_SEASONS = {
    21: r"весн(?:а|и|у|ою|і|е|ой|ы)|навесні|spring",
    22: r"літ(?:о|а|і|ом)|[ву]літку|лет(?:о|а|е|ом)|summer",
    23: r"ос(?:інь|ені|інню|ень|енью|ени)|восени|autumn|fall",
    24: r"зим(?:а|и|у|ою|і|ой|ы|е)|[ву]зимку|winter",
}
_PARTS = {
    1: r"початок|початку|начал[оае]|early|beginning|start",
    5: r"середин[аиіеуы]|mid|middle",
    9: r"кін(?:ець|ця|ці)|наприкінці|кон(?:ец|ца|це)|late|end",
}


def _compiled(table: dict[int, str]) -> dict[int, re.Pattern[str]]:
    return {number: re.compile(pattern) for number, pattern in table.items()}


MONTHS: Final = _compiled(_MONTHS)
SEASONS: Final = _compiled(_SEASONS)
PARTS_OF_YEAR: Final = _compiled(_PARTS)

_FILLERS = """
у в на во of in the on at р рік року році роки роках роками рр г год года году годами годах гг year years
народився народилась народилася народжена народжений народження нар рн н родился родилась рожд рождения гр др дн
born b birth date дата day день числа число st nd rd th го й я е ї ого
місяць місяця месяц месяца month то це это
"""
FILLERS: Final = frozenset(_FILLERS.split())
APPROXIMATE: Final = re.compile(
    r"(?<!\w)(?:близько|приблизно|орієнтовно|біля|десь|около|примерно|приблизительно|где-то|ориентировочно"
    r"|прибл\.?|орієнт\.?|ориент\.?|бл\.|ок\."
    r"|about|around|approximately|approx\.?|circa|roughly|ca\.?|c\.)(?!\w)|[~≈±]"
)
UNCERTAIN: Final = re.compile(
    r"(?<!\w)(?:можливо|мабуть|ймовірно|імовірно|нібито|возможно|вероятно|кажется|видимо|maybe|perhaps|possibly"
    r"|probably|likely|uncertain)(?!\w)|\(\?\)|\?"
)
RANGE: Final = re.compile(
    r"(?:(?:з|із|від|с|со|от|from)\s+(?P<a>.+?)\s+(?:по|до|to|till|until)\s+(?P<b>.+)"
    r"|(?:між|межди|между|between)\s+(?P<c>.+?)\s+(?:та|і|й|и|and)\s+(?P<d>.+)"
    r"|(?P<e>\d{4})\s*-\s*(?P<f>\d{4})|(?P<g>.+?)\s+(?:-|to|or|або|чи|или)\s+(?P<h>.+)"
    r"|(?P<i>[^\W\d_]+)\s*-\s*(?P<j>[^\W\d_]+\s.*\d{4}.*)|(?P<k>\d{1,2})\s*-\s*(?P<l>\d{1,2}\s+[^\W\d_]+.*))"
)
BEFORE: Final = re.compile(r"(?:до|раніше|не пізніше|раньше|не позднее|before|by|until|not after)\s+(.+)")
AFTER: Final = re.compile(r"(?:після|не раніше|з|від|после|не раньше|с|от|after|since|from|not before)\s+(.+)")
DECADE: Final = re.compile(
    r"(?:the\s+)?(\d{3})0\s*(?:-?\s*(?:ті|их|х|е|і|ые|ых|s)|['’]s)(?:\s+(?:роки|років|годы|годов))?"
)
DECADE_INSIDE: Final = re.compile(r"\d{3}0(?:\s*-\s*(?:ті|их|х|і|ые|ых)|['’]?s)(?![\w\-])")
DAYS_AGO: Final = {
    **dict.fromkeys(("today", "сьогодні", "сегодня"), 0),
    **dict.fromkeys(("yesterday", "вчора", "учора", "вчера"), 1),
    **dict.fromkeys(("day before yesterday", "позавчора", "позавчера"), 2),
}


def number_of(word: str, table: dict[int, re.Pattern[str]]) -> int | None:
    """The number under which a word stands in one of the tables above.

    >>> number_of("березня", MONTHS), number_of("весной", SEASONS), number_of("липецьк", MONTHS)
    (3, 21, None)
    """
    return next((number for number, pattern in table.items() if pattern.fullmatch(word)), None)
