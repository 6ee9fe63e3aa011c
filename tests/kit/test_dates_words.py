"""Dates in words: in both languages, in Kyiv time, as exactly as they are known and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from dodomu.engine.values.dates import PartialDate
from dodomu.kit import dates
from tests.kit.pieces import rendered

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
PARTIAL = [
    ("2014-03-05", "5 March 2014", "5 березня 2014"),
    ("2014-03", "March 2014", "березень 2014"),
    ("2014", "2014", "2014"),
    ("2014-21", "spring 2014 (1 Mar 2014 – 31 May 2014)", "весна 2014 (01.03.2014 – 31.05.2014)"),
    ("2014-23", "autumn 2014 (1 Sep 2014 – 30 Nov 2014)", "осінь 2014 (01.09.2014 – 30.11.2014)"),
    ("2014~", "about 2014 (1 Jan 2013 – 31 Dec 2015)", "близько 2014 (01.01.2013 – 31.12.2015)"),
    ("201X", "between 2010 and 2019", "між 2010 і 2019"),
    ("2012/2014", "between 1 Jan 2012 and 31 Dec 2014", "між 01.01.2012 і 31.12.2014"),
    ("../2014", "31 Dec 2014 or before", "31.12.2014 або раніше"),
    ("2014/..", "1 Jan 2014 or after", "01.01.2014 або пізніше"),
]
AGO = [
    (timedelta(minutes=1), "1 minute ago", "1 хвилину тому"),
    (timedelta(minutes=12), "12 minutes ago", "12 хвилин тому"),
    (timedelta(minutes=21), "21 minutes ago", "21 хвилину тому"),
    (timedelta(minutes=22), "22 minutes ago", "22 хвилини тому"),
    (timedelta(hours=1), "1 hour ago", "1 годину тому"),
    (timedelta(hours=5), "5 hours ago", "5 годин тому"),
    (timedelta(days=2), "2 days ago", "2 дні тому"),
    (timedelta(days=8), "1 week ago", "1 тиждень тому"),
    (timedelta(days=370), "1 year ago", "1 рік тому"),
]


@pytest.mark.parametrize(("edtf", "english", "ukrainian"), PARTIAL)
def test_a_partial_date_says_what_is_known(edtf: str, english: str, ukrainian: str) -> None:
    for language, words in (("en", english), ("uk", ukrainian)):
        with translation.override(language):
            assert dates.reading(edtf) == words


@pytest.mark.usefixtures("in_english")
def test_in_a_narrow_place_the_interval_is_left_out() -> None:
    assert dates.reading("2014-21", brief=True) == "spring 2014"


def test_a_stated_age_is_not_turned_into_a_date() -> None:
    seven = PartialDate.on_age(7, date(2023, 5, 1))
    with translation.override("en"):
        assert dates.reading(seven) == "aged 7 when stated (2 May 2015 – 1 May 2016)"
    with translation.override("uk"):
        assert dates.reading(seven) == "вік 7 на день свідчення (02.05.2015 – 01.05.2016)"


@pytest.mark.parametrize(("value", "words"), [(None, ""), ("", ""), ("not a date", "not a date")])
def test_what_is_no_date_is_left_as_it_is(value: str | None, words: str) -> None:
    assert dates.reading(value) == words


@pytest.mark.parametrize("month", range(1, 13))
def test_a_ukrainian_month_in_a_sentence_has_no_capital(month: int) -> None:
    with translation.override("uk"):
        for words in (dates.reading(f"2014-{month:02}"), dates.day_in_words(date(2014, month, 5))):
            assert words == words.lower()


@pytest.mark.parametrize(
    ("at", "english", "ukrainian"),
    [
        (datetime(2025, 1, 14, 12, 2, tzinfo=UTC), "14 Jan 2025, 14:02 EET (Kyiv)", "14.01.2025, 14:02 EET (Київ)"),
        (datetime(2025, 7, 14, 12, 2, tzinfo=UTC), "14 Jul 2025, 15:02 EEST (Kyiv)", "14.07.2025, 15:02 EEST (Київ)"),
        (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), "26 Oct 2025, 03:30 EEST (Kyiv)", "26.10.2025, 03:30 EEST (Київ)"),
        (datetime(2025, 10, 26, 1, 30, tzinfo=UTC), "26 Oct 2025, 03:30 EET (Kyiv)", "26.10.2025, 03:30 EET (Київ)"),
    ],
)
def test_a_moment_is_in_kyiv_time_with_its_zone(at: datetime, english: str, ukrainian: str) -> None:
    for language, words in (("en", english), ("uk", ukrainian)):
        with translation.override(language):
            assert dates.moment_in_words(at) == words


@pytest.mark.usefixtures("in_english")
def test_an_evening_in_universal_time_is_the_next_day_in_kyiv() -> None:
    assert dates.kyiv_day(datetime(2025, 3, 14, 22, 30, tzinfo=UTC)) == "15 Mar 2025"


@pytest.mark.parametrize(("since", "english", "ukrainian"), AGO)
def test_how_long_ago_is_said_in_the_right_case(since: timedelta, english: str, ukrainian: str) -> None:
    for language, words in (("en", english), ("uk", ukrainian)):
        with translation.override(language):
            assert dates.age_in_words(NOON - since, NOON).replace("\xa0", " ") == words


@pytest.mark.usefixtures("in_english")
def test_a_clock_that_goes_wrong_gives_no_negative_age() -> None:
    assert dates.age_in_words(NOON + timedelta(minutes=5), NOON).replace("\xa0", " ") == "0 minutes ago"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("filtered", ["moment", "kyiv_day", "age_of", "partial_date", "lang_of", "full_name"])
def test_a_template_may_ask_of_what_is_not_known(filtered: str) -> None:
    assert rendered("{{ nothing|" + filtered + " }}", nothing=None) == ""
