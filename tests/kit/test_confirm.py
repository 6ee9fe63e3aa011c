"""The last step of an act with consequences: a word to type, or a tick, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from dodomu.kit.forms import ConfirmForm
from tests.kit.pieces import rendered

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize("typed", ["JOIN", "join", "  Join "])
def test_the_right_word_confirms(typed: str) -> None:
    assert ConfirmForm({"confirm": typed}, word="JOIN").is_valid()


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Type JOIN to go on"), ("SPLIT", "Type exactly JOIN."), ("on", "Type exactly JOIN.")]
)
def test_another_word_does_not(typed: str, words: str) -> None:
    form = ConfirmForm({"confirm": typed}, word="JOIN")
    assert [line.message for line in form.error_list] == [words]


def test_without_a_word_one_ticks() -> None:
    assert ConfirmForm({"confirm": "on"}).is_valid()
    assert [line.message for line in ConfirmForm({}).error_list] == ["Tick that you have read what will happen."]


@pytest.mark.parametrize("typed", ["ОБ’ЄДНАТИ", "об'єднати", "Обʼєднати"])
def test_any_apostrophe_of_a_keyboard_confirms(typed: str) -> None:
    with translation.override("uk"):
        assert ConfirmForm({"confirm": typed}, word="ОБ’ЄДНАТИ").is_valid()


@pytest.mark.parametrize(
    ("word", "label"), [("ОБ’ЄДНАТИ", "Щоб продовжити, напишіть ОБ’ЄДНАТИ"), ("", "Прочитано, що станеться")]
)
def test_ukrainians_are_asked_in_ukrainian(word: str, label: str) -> None:
    with translation.override("uk"):
        assert str(ConfirmForm(word=word)["confirm"].label).startswith(label)


def test_the_button_names_the_act_and_the_form_the_consequence() -> None:
    page = rendered(
        '<c-confirm action="/join/" title="Join?" label="Join the records" cancel_url="/back/" :form="form">'
        "<p>Both become one person.</p></c-confirm>",
        form=ConfirmForm(word="JOIN"),
    )
    assert ">Join the records</button>" in page
    assert "Both become one person." in page
    assert '<a href="/back/">Cancel</a>' in page
