"""Typed dates: read in three languages, refused by name, shown again as the days they meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine
from django import forms
from django.utils import translation

from dodomu.engine.values.dates import PartialDate
from dodomu.kit.forms import DATE_ERRORS, BirthDateField, FormMixin, PartialDateField
from tests.kit.pieces import rendered

TODAY = "2026-11-27T10:00:00+00:00"
pytestmark = pytest.mark.usefixtures("in_english", "on_a_friday")


@pytest.fixture
def on_a_friday() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


class ChildForm(FormMixin, forms.Form):
    born = BirthDateField(label="Date of birth")
    seen = PartialDateField(label="Last seen", required=False)


def refusal(text: str) -> tuple[str, str]:
    form = ChildForm({"born": text})
    [error] = form.errors.as_data()["born"]
    return str(error.code), str(form.errors["born"][0])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("5 березня 2014", "2014-03-05"),
        ("5 марта 2014", "2014-03-05"),
        ("5 March 2014", "2014-03-05"),
        ("весна 2014", "2014-21"),
        ("весной 2014", "2014-21"),
        ("spring 2014", "2014-21"),
        ("близько 2013", "2013~"),
        ("около 2013", "2013~"),
        ("about 2013", "2013~"),
        ("05.03.2014", "2014-03-05"),
    ],
)
def test_a_date_is_read_in_three_languages(text: str, edtf: str) -> None:
    form = ChildForm({"born": text})
    assert form.is_valid()
    assert form.cleaned_data["born"].edtf == edtf


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("28.11.2026", "future"),
        ("2031", "future"),
        ("31.02.2014", "not_a_day"),
        ("1850", "too_old"),
        ("5 березня", "year_missing"),
        ("2014 - 2012", "backwards"),
        ("the day of the storm", "not_understood"),
    ],
)
def test_a_birth_date_nobody_has_is_refused_by_name(text: str, code: str) -> None:
    found, words = refusal(text)
    assert found == code
    assert words
    assert text not in words


def test_each_refusal_has_words_of_its_own_in_both_languages() -> None:
    for language in ("en", "uk"):
        with translation.override(language):
            assert len({str(words) for words in DATE_ERRORS.values()}) == len(DATE_ERRORS)


def test_ukrainian_words_of_a_refusal_are_ukrainian() -> None:
    with translation.override("uk"):
        assert refusal("2031")[1].startswith("Ця дата в майбутньому")


def test_today_is_the_day_in_kyiv() -> None:
    with time_machine.travel("2026-11-27T22:30:00+00:00", tick=False):
        assert ChildForm({"born": "28.11.2026"}).is_valid()


def test_a_day_to_come_is_no_error_where_no_birth_is_meant() -> None:
    assert ChildForm({"born": "2014", "seen": "28.11.2026"}).is_valid()


def test_an_empty_date_is_none() -> None:
    form = ChildForm({"born": "2014", "seen": "  "})
    assert form.is_valid()
    assert form.cleaned_data["seen"] is None


def test_a_form_that_comes_back_shows_how_the_date_was_read() -> None:
    page = rendered('<c-field :field="form.seen" />', form=ChildForm({"seen": "весна 2014"}))
    assert "Understood as: spring 2014 (1 Mar 2014 – 31 May 2014)" in page


def test_a_refused_date_shows_no_reading() -> None:
    page = rendered('<c-field :field="form.born" />', form=ChildForm({"born": "31.02.2014"}))
    assert "Understood as" not in page


def test_a_date_opens_in_the_words_it_was_said_in() -> None:
    said = PartialDate.from_edtf("2014-21", as_stated="навесні 2014")
    assert ChildForm(initial={"born": said})["born"].value() == "навесні 2014"


def test_an_age_of_another_year_opens_as_the_days_it_meant() -> None:
    said = PartialDate.on_age(7, date(2023, 5, 1), as_stated="7 years old")
    again = ChildForm({"born": ChildForm(initial={"born": said})["born"].value()})
    assert again.is_valid()
    assert (again.cleaned_data["born"].earliest, again.cleaned_data["born"].latest) == (said.earliest, said.latest)


@pytest.mark.parametrize("words", ["", "nobody can read this"])
def test_a_date_without_readable_words_opens_as_edtf(words: str) -> None:
    said = replace(PartialDate.from_edtf("2012/2014"), as_stated=words)
    assert ChildForm(initial={"born": said})["born"].value() == "2012/2014"


def test_a_date_is_a_line_of_text_and_no_calendar() -> None:
    page = rendered('<c-field :field="form.born" />', form=ChildForm())
    assert '<input type="text" name="born"' in page
    assert 'hx-post="/kit/reading/?field=born&amp;kind=birth"' in page
