"""Partial dates: what EDTF text allows, and that nothing is lost on the way to storage and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.values import DATE_SENTENCES, DateNotUnderstood, PartialDate, describe_date

YEARS = st.integers(1, 9999)
DAYS = st.dates()
MARKS = st.sampled_from(["", "~", "?", "%"])
SINGLE = st.one_of(
    st.builds(lambda day, mark: day.isoformat() + mark, DAYS, MARKS),
    st.builds(lambda year, month, mark: f"{year:04d}-{month:02d}{mark}", YEARS, st.integers(1, 12), MARKS),
    st.builds(
        lambda year, season, mark: f"{year:04d}-{season}{mark}",
        YEARS.map(lambda y: min(y, 9998)),
        st.integers(21, 24),
        MARKS,
    ),
    st.builds(lambda year, mark: f"{year:04d}{mark}", YEARS, MARKS),
    st.builds(lambda decade: f"{decade:03d}X", st.integers(0, 999)),
    st.builds(lambda century: f"{century:02d}XX", st.integers(0, 99)),
    st.builds(lambda year: f"{year:04d}-XX", YEARS),
    st.builds(lambda year, month: f"{year:04d}-{month:02d}-XX", YEARS, st.integers(1, 12)),
)


def days(edtf: str) -> tuple[str, str]:
    read = PartialDate.from_edtf(edtf)
    return read.earliest.isoformat(), read.latest.isoformat()


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2014-03-05", "2014-03-05", "2014-03-05"),
        ("2014-21", "2014-03-01", "2014-05-31"),
        ("2014-22", "2014-06-01", "2014-08-31"),
        ("2014-23", "2014-09-01", "2014-11-30"),
        ("2014-24", "2014-01-01", "2015-02-28"),
        ("2013~", "2012-01-01", "2014-12-31"),
        ("2014-03?", "2014-02-01", "2014-04-30"),
        ("2014-21%", "2013-12-01", "2014-08-31"),
        ("2014-03-05~", "2014-03-02", "2014-03-08"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2014-XX", "2014-01-01", "2014-12-31"),
        ("2014-03-XX", "2014-03-01", "2014-03-31"),
        ("2014-XX-XX", "2014-01-01", "2014-12-31"),
        ("2012/2014-03", "2012-01-01", "2014-03-31"),
        ("2014/..", "2014-01-01", "9999-12-31"),
        ("../2014", "0001-01-01", "2014-12-31"),
        ("/2014", "0001-01-01", "2014-12-31"),
    ],
)
def test_edtf_level_1_gives_its_interval(edtf: str, earliest: str, latest: str) -> None:
    assert days(edtf) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2014-13", "not_a_day"),
        ("2014-02-31", "not_a_day"),
        ("0000", "not_a_day"),
        ("2014/2012", "backwards"),
        ("../..", "not_understood"),
        ("2014/2015/2016", "not_understood"),
        ("201X-03", "not_understood"),
        ("2014-XX-05", "not_understood"),
        ("1204-٣", "not_understood"),
    ],
)
def test_what_is_no_edtf_is_refused_by_a_code(text: str, code: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        PartialDate.from_edtf(text)
    assert refused.value.code == code


def test_the_refusal_does_not_repeat_the_text() -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        PartialDate.from_edtf("2014-02-31")
    assert "2014-02-31" not in str(refused.value)


@given(SINGLE)
def test_a_single_date_survives_json(edtf: str) -> None:
    read = PartialDate.from_edtf(edtf, as_stated="as written")
    assert PartialDate.from_json(read.to_json()) == read


@given(DAYS, DAYS)
def test_an_interval_survives_json(one: date, other: date) -> None:
    read = PartialDate.between(min(one, other), max(one, other))
    assert PartialDate.from_json(read.to_json()) == read


@given(st.integers(0, 100), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_stated_age_survives_json(age: int, stated_on: date) -> None:
    read = PartialDate.on_age(age, stated_on)
    assert PartialDate.from_json(read.to_json()) == read


@given(SINGLE)
def test_every_date_can_be_read_back_in_words(edtf: str) -> None:
    key, params = describe_date(PartialDate.from_edtf(edtf))
    assert "{" not in DATE_SENTENCES[key].format(**params)


@given(st.dates(date(1950, 1, 1), date(2020, 1, 1)), st.integers(0, 20_000))
def test_a_person_is_born_within_the_interval_of_their_age(born: date, later: int) -> None:
    stated_on = born + timedelta(days=later)
    age = stated_on.year - born.year - ((stated_on.month, stated_on.day) < (born.month, born.day))
    read = PartialDate.on_age(age, stated_on)
    assert read.earliest <= born <= read.latest


def test_an_age_on_a_month_takes_its_whole_length() -> None:
    read = PartialDate.on_age(7, PartialDate.from_edtf("2023-05"))
    assert (read.earliest, read.latest) == (date(2015, 5, 2), date(2016, 5, 31))


@pytest.mark.parametrize("age", [-1, 131])
def test_an_age_nobody_has_is_refused(age: int) -> None:
    with pytest.raises(DateNotUnderstood):
        PartialDate.on_age(age, date(2023, 5, 1))


@pytest.mark.parametrize(
    ("edtf", "key"),
    [
        ("2014-03-05", "day"),
        ("2014-24~", "about_winter"),
        ("2014/..", "after"),
        ("../2014", "before"),
        ("201X", "decade"),
    ],
)
def test_a_reading_names_its_sentence(edtf: str, key: str) -> None:
    assert describe_date(PartialDate.from_edtf(edtf))[0] == key
