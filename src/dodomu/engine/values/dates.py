"""Dates known only in part: EDTF text, the interval it allows, and the words that were used.

Source of the text form: Extended Date/Time Format, ISO 8601-2:2019, level 1 as published by the Library of Congress.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dodomu.engine.values.edtf import EdtfError, read_edtf


class DateNotUnderstood(ValueError):
    """A text that could not be read as a date; it carries a code and accepted forms, never the text itself.

    `code`: not_understood | not_a_day | ambiguous | two_digit_year | year_missing | backwards | empty.
    """

    ACCEPTED = ("2014", "2014-03", "2014-03-05", "05.03.2014", "5 березня 2014", "весна 2014", "~2013", "7 років")

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(f"date: {code}; accepted are for example {', '.join(self.ACCEPTED)}")
        self.code = code
        self.params = params
        self.accepted = self.ACCEPTED


class BirthDateImpossible(DateNotUnderstood):
    """A readable date nobody in the register can be born on; `code`: future | too_old | not_a_day."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with its precision: every day in [earliest, latest] is possible.

    `edtf` is EDTF level 1; `approximate` is true for any of its qualifiers (~ ? %); `stated_age` is in whole years
    where an age was stated instead of a date; `as_stated` keeps the words that were read.

    >>> PartialDate.from_edtf("2014-03").latest
    datetime.date(2014, 3, 31)
    """

    edtf: str
    earliest: date
    latest: date
    approximate: bool = False
    stated_age: int | None = None
    as_stated: str = ""

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise DateNotUnderstood("backwards")

    @classmethod
    def from_edtf(cls, text: str, *, as_stated: str = "") -> PartialDate:
        """Read EDTF level 1. Raises DateNotUnderstood ("not_a_day" for 2014-13, "backwards", "not_understood").

        A qualifier widens the interval by one unit of the stated precision on each side (a day by three days).
        An open or unknown end reaches date.min or date.max. Winter 2014 may mean either end of that year and runs
        from 1 January 2014 to the end of February 2015.

        >>> spring = PartialDate.from_edtf("2014-21")
        >>> spring.earliest.isoformat(), spring.latest.isoformat()
        ('2014-03-01', '2014-05-31')
        """
        try:
            earliest, latest, approximate = read_edtf(text)
        except EdtfError as error:
            raise DateNotUnderstood(error.code) from None
        return cls(text, earliest, latest, approximate, None, as_stated)

    @classmethod
    def of_day(cls, day: date, *, as_stated: str = "") -> PartialDate:
        """A fully known day.

        >>> PartialDate.of_day(date(2014, 3, 5)).edtf
        '2014-03-05'
        """
        return cls(day.isoformat(), day, day, as_stated=as_stated)

    @classmethod
    def between(cls, earliest: date, latest: date, *, as_stated: str = "") -> PartialDate:
        """An interval of days, both ends included. Raises DateNotUnderstood("backwards").

        >>> PartialDate.between(date(2014, 3, 5), date(2014, 3, 9)).edtf
        '2014-03-05/2014-03-09'
        """
        return cls(f"{earliest.isoformat()}/{latest.isoformat()}", earliest, latest, as_stated=as_stated)

    @classmethod
    def on_age(cls, age: int, stated_on: date | PartialDate, *, as_stated: str = "") -> PartialDate:
        """The birth dates of someone aged `age` full years (0 to 130) on a day, itself perhaps known in part.

        Raises DateNotUnderstood("not_understood") for an age outside the range.

        >>> seven = PartialDate.on_age(7, date(2023, 5, 1))
        >>> seven.edtf, seven.stated_age
        ('2015-05-02/2016-05-01', 7)
        """
        if not 0 <= age <= 130:
            raise DateNotUnderstood("not_understood", field="age", lowest=0, highest=130)
        day = PartialDate.of_day(stated_on) if isinstance(stated_on, date) else stated_on
        earliest = years_before(day.earliest, age + 1) + timedelta(days=1)
        born = cls.between(earliest, years_before(day.latest, age), as_stated=as_stated)
        return replace(born, stated_age=age)

    @property
    def exact(self) -> bool:
        """Whether one single day is known.

        >>> PartialDate.from_edtf("2014-03-05").exact, PartialDate.from_edtf("2014-03").exact
        (True, False)
        """
        return self.earliest == self.latest

    @property
    def years(self) -> range:
        """Every calendar year the date can fall in.

        >>> list(PartialDate.on_age(7, date(2023, 5, 1)).years)
        [2015, 2016]
        """
        return range(self.earliest.year, self.latest.year + 1)

    def to_json(self) -> dict[str, str | int]:
        """The JSON object that `from_json` reads.

        >>> PartialDate.from_edtf("2014").to_json()
        {'edtf': '2014'}
        """
        stored: dict[str, str | int] = {"edtf": self.edtf}
        if self.stated_age is not None:
            stored["stated_age"] = self.stated_age
        if self.as_stated:
            stored["as_stated"] = self.as_stated
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> PartialDate:
        """The date that `to_json` wrote. Raises DateNotUnderstood when its EDTF text is damaged.

        >>> PartialDate.from_json({"edtf": "2014-21", "as_stated": "весна 2014"}).as_stated
        'весна 2014'
        """
        read = cls.from_edtf(str(stored.get("edtf", "")), as_stated=str(stored.get("as_stated") or ""))
        age = stored.get("stated_age")
        return replace(read, stated_age=age) if isinstance(age, int) else read


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes 28 February where it has to.

    >>> years_before(date(2024, 2, 29), 7)
    datetime.date(2017, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        if day.year - years < 1:
            return date.min
        return day.replace(year=day.year - years, day=28)
