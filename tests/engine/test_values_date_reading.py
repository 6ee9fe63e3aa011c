"""Dates as people write them in three languages."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dodomu.engine.values import BirthDateImpossible, DateNotUnderstood, PartialDate, read_birth_date, read_date
from dodomu.engine.values.date_reading import Prefer

TODAY = date(2026, 1, 15)
GENITIVE = (
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "january february march april may june july august september october november december",
)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2014", "2014"),
        ("2014-03", "2014-03"),
        ("05.03.2014", "2014-03-05"),
        ("5/3/2014", "2014-03-05"),
        ("3/25/2014", "2014-03-25"),
        ("2014/03/05", "2014-03-05"),
        ("05 03 2014", "2014-03-05"),
        ("20140305", "2014-03-05"),
        ("31.12.99", "1999-12-31"),
        ("2014-03-05 00:00:00", "2014-03-05"),
        ("2014-03-05T00:00:00", "2014-03-05"),
        ("05.03.2014 0:00:00", "2014-03-05"),
        ("00.00.2014", "2014"),
        ("00.03.2014", "2014-03"),
        ("05.03.2014 р.н.", "2014-03-05"),
        ("5 марта 2014 г.р.", "2014-03-05"),
        ("2014, March 5", "2014-03-05"),
        ("March 5th, 2014", "2014-03-05"),
        ("5-го марта 2014 года", "2014-03-05"),
        ("5.III.2014", "2014-03-05"),
        ("БЕРЕЗЕНЬ 2014", "2014-03"),
        ("у березні 2014 року", "2014-03"),
        ("весна 2014", "2014-21"),
        ("навесні 2014", "2014-21"),
        ("весной 2014 года", "2014-21"),
        ("spring 2014", "2014-21"),
        ("2014 осінь", "2014-23"),
        ("зима 2014/2015", "2014-12/2015-02"),
        ("на початку 2014 року", "2014-01/2014-04"),
        ("late 2014", "2014-09/2014-12"),
        ("about 2013", "2013~"),
        ("близько 2013", "2013~"),
        ("около 2013 г.", "2013~"),
        ("~2013", "2013~"),
        ("2013?", "2013?"),
        ("можливо, близько 2013", "2013%"),
        ("приблизно березень 2014", "2014-03~"),
        ("201х", "201X"),
        ("2010-ті", "201X"),
        ("2012/2014", "2012/2014"),
        ("2012 – 2014", "2012/2014"),
        ("з 2012 по 2014", "2012/2014"),
        ("між 2012 та 2014 роками", "2012/2014"),
        ("между 2012 и 2014", "2012/2014"),
        ("between 2012 and 2014", "2012/2014"),
        ("березень-квітень 2014", "2014-03/2014-04"),
        ("5-7 березня 2014", "2014-03-05/2014-03-07"),
        ("до 2014", "../2014"),
        ("після березня 2014", "2014-03/.."),
        ("../2014", "../2014"),
        ("7 years old on 2023-05-01", "2015-05-02/2016-05-01"),
        ("7 лет на 1 мая 2023 года", "2015-05-02/2016-05-01"),
        ("станом на 01.05.2023 7 років", "2015-05-02/2016-05-01"),
        ("7 років", "2018-01-16/2019-01-15"),
        ("вік: 7", "2018-01-16/2019-01-15"),
        ("7-річна", "2018-01-16/2019-01-15"),
        ("7-летний", "2018-01-16/2019-01-15"),
        ("6-7 years", "2018-01-16/2020-01-15"),
        ("8 місяців", "2025-04/2025-05"),
        ("1 рік 2 місяці", "2024-10/2024-11"),
        ("7 лет и 3 мес. на 01.05.2023", "2016-01/2016-02"),
        ("age 7 stated on 2023-05-01", "2015-05-02/2016-05-01"),
        ("7 років, сказано 1 травня 2023", "2015-05-02/2016-05-01"),
        ("7 лет, указано 01.05.2023", "2015-05-02/2016-05-01"),
        ("прибл. 2013", "2013~"),
        ("ок. 2013 г.", "2013~"),
        ("12 років, 2011 р.н.", "2011"),
        ("2013 г.р., 12 лет", "2013"),
        ("born in March 2014, 9 years old", "2014-03"),
        ("05.03.2014 (11 років)", "2014-03-05"),
        ("2014-03-05T22:00:00.000Z", "2014-03-05/2014-03-06"),
        ("2014-03-05T00:00:00Z", "2014-03-05"),
        ("5.V.2014", "2014-05-05"),
    ],
)
def test_a_birth_date_is_read(text: str, edtf: str) -> None:
    assert read_birth_date(text, today=TODAY).edtf == edtf


@given(
    st.dates(date(1910, 1, 1), TODAY),
    st.sampled_from(GENITIVE),
    st.sampled_from(["{d} {m} {y}", "{y} {m} {d}", "{m} {d}, {y} р."]),
)
def test_day_month_and_year_are_read_in_any_order(day: date, months: str, pattern: str) -> None:
    text = pattern.format(d=day.day, m=months.split()[day.month - 1], y=day.year)
    assert read_birth_date(text, today=TODAY) == PartialDate.of_day(day, as_stated=text)


@given(
    st.dates(date(1910, 1, 1), TODAY),
    st.sampled_from(["%d.%m.%Y", "%d-%m-%Y", "%Y.%m.%d", "%d/%m/%Y", "%Y-%m-%d 00:00:00"]),
)
def test_digits_are_read_day_first_or_year_first(day: date, pattern: str) -> None:
    assert read_birth_date(day.strftime(pattern), today=TODAY).earliest == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2031", "future"),
        ("16.01.2026", "future"),
        ("1850", "too_old"),
        ("31.02.2014", "not_a_day"),
        ("29.02.2015", "not_a_day"),
        ("2014-13", "not_a_day"),
        ("31 квітня 2014", "not_a_day"),
    ],
)
def test_a_birth_date_nobody_has_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(BirthDateImpossible) as refused:
        read_birth_date(text, today=TODAY)
    assert refused.value.code == code
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("невідомо", "not_understood"),
        ("14", "not_understood"),
        ("41703", "not_understood"),
        ("05.03.14", "two_digit_year"),
        ("березень 99", "two_digit_year"),
        ("5 березня", "year_missing"),
        ("березень квітень 2014", "ambiguous"),
        ("березень весна 2014", "ambiguous"),
        ("2014 2015", "not_understood"),
        ("2014/2012", "backwards"),
        ("05.03.2014 9 років", "ambiguous"),
        ("05.03.2014 (7 лет)", "ambiguous"),
        ("2014 (9 років)", "ambiguous"),
        ("9 лет, 2014", "ambiguous"),
        ("v 2014", "ambiguous"),
        ("початок 2010-х", "not_understood"),
        ("late 2010s", "not_understood"),
        ("5 марта 14 г.", "two_digit_year"),
        ("у березні 14 року", "two_digit_year"),
        ("14 рік", "two_digit_year"),
        ("07 р.", "two_digit_year"),
        ("9" * 500, "not_understood"),
    ],
)
def test_what_cannot_be_read_is_refused_by_a_code(text: str, code: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        read_birth_date(text, today=TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("prefer", "edtf"), [("past", "2025-03-05"), ("future", "2026-03-05")], ids=["last seen", "next appointment"]
)
def test_a_day_without_a_year_is_the_nearest_on_the_wanted_side(prefer: Prefer, edtf: str) -> None:
    assert read_date("5 березня", today=TODAY, prefer=prefer).edtf == edtf


@pytest.mark.parametrize(("text", "edtf"), [("вчора", "2026-01-14"), ("сегодня", "2026-01-15")])
def test_days_near_today_have_words(text: str, edtf: str) -> None:
    assert read_date(text, today=TODAY).edtf == edtf


def test_an_approximate_age_may_be_a_year_off() -> None:
    read = read_birth_date("близько 7 років", today=TODAY)
    assert read.approximate
    assert read.earliest.year == 2017
    assert read.latest.year == 2020


def test_the_words_that_were_read_are_kept() -> None:
    assert read_date(" весна 2014 ", today=TODAY).as_stated == "весна 2014"


@given(st.text(max_size=60) | st.from_regex(r"[0-9./ хX~?років-]{0,20}", fullmatch=True))
@example("0 років на 0001")
@example("130 років на 0001-01-01")
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        read = read_date(text, today=TODAY)
    except DateNotUnderstood:
        return
    assert read.earliest <= read.latest
    assert PartialDate.from_edtf(read.edtf).earliest == read.earliest


@pytest.mark.parametrize("month", range(1, 13))
def test_the_months_of_all_languages_end_on_their_last_day(month: int) -> None:
    for months in GENITIVE:
        read = read_date(f"{months.split()[month - 1]} 2016", today=TODAY)
        assert read.latest == date(2016, month, calendar.monthrange(2016, month)[1])
