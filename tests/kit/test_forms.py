"""Forms say what is wrong once, in order, with a link, and keep two ways of not knowing apart."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from dodomu.kit.forms import NOT_ASKED, UNKNOWN, FormError, FormMixin, with_unknown
from tests.kit.pieces import asked, rendered

pytestmark = pytest.mark.usefixtures("in_english")


class StatementForm(FormMixin, forms.Form):
    reason = forms.CharField(label="Reason", help_text="One sentence is enough.")
    sex = forms.ChoiceField(label="Sex", choices=with_unknown([("f", "girl")]), widget=forms.RadioSelect)
    reports = forms.IntegerField(label="Reports", required=False)
    agreed = forms.BooleanField(label="Agreed")
    note = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reports") == 13:
            raise forms.ValidationError("The whole does not fit together.")
        return given


def test_the_summary_follows_the_order_of_the_fields() -> None:
    assert StatementForm({"reports": "many"}).error_list == [
        FormError("id_reason", "Fill in “Reason”."),
        FormError("id_sex_0", "Fill in “Sex”."),
        FormError("id_reports", "Enter a whole number."),
        FormError("id_agreed", "Fill in “Agreed”."),
    ]


def test_what_concerns_the_whole_form_comes_first() -> None:
    first, *others = StatementForm({"reports": "13"}).error_list
    assert first == FormError("", "The whole does not fit together.")
    assert others[0].target == "id_reason"


def test_each_line_of_the_summary_links_to_an_element_of_the_form() -> None:
    form = StatementForm({})
    page = rendered('<c-form :form="form" submit="Save" />', form=form)
    for line in form.error_list:
        assert f'<a href="#{line.target}">{line.message}</a>' in page
        assert f'id="{line.target}"' in page


def test_the_field_says_the_same_as_the_summary() -> None:
    page = rendered('<c-form :form="form" submit="Save" />', form=StatementForm({}))
    assert page.count("Fill in “Reason”.") == 2


def test_a_wrong_field_is_tied_to_its_error_for_screen_readers() -> None:
    page = rendered('<c-field :field="form.reason" />', form=StatementForm({}))
    assert 'aria-invalid="true"' in page
    assert 'id="id_reason_error"' in page
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page


def test_a_form_without_errors_has_no_summary() -> None:
    given = {"reason": "Her aunt asked.", "sex": "f", "agreed": "on"}
    assert rendered('<c-errors :form="form" />', form=StatementForm(given)).strip() == ""


@pytest.mark.parametrize(("language", "word"), [("en", "Error:"), ("uk", "Помилка:")])
@pytest.mark.parametrize("shell", ["kit/page.html", "kit/bare.html"])
def test_the_title_of_a_refused_form_says_error(shell: str, language: str, word: str) -> None:
    with translation.override(language):
        page = render_to_string(shell, {"form": StatementForm({})}, asked())
    assert f"<title>{word} " in page


def test_the_title_of_a_fresh_form_does_not() -> None:
    assert "<title>Error:" not in render_to_string("kit/page.html", {"form": StatementForm()}, asked())


@pytest.mark.parametrize(("language", "word"), [("en", "(optional)"), ("uk", "(необов’язково)")])
def test_optional_is_said_in_words(language: str, word: str) -> None:
    with translation.override(language):
        assert word in rendered('<c-field :field="form.reports" />', form=StatementForm())


def test_what_must_be_filled_in_is_not_called_optional() -> None:
    assert "optional" not in rendered(
        '<c-field :field="form.reason" /><c-field :field="form.sex" />', form=StatementForm()
    )


def test_the_browser_says_nothing_of_its_own() -> None:
    page = rendered('<c-form :form="form" submit="Save" />', form=StatementForm())
    assert " novalidate" in page
    assert " required" not in page


def test_a_shared_computer_offers_no_earlier_names() -> None:
    assert 'autocomplete="off"' in str(StatementForm()["reason"])


def test_no_button_of_a_form_is_dead() -> None:
    page = rendered('<c-form :form="form" submit="Save" cancel_url="/back/" />', form=StatementForm({}))
    assert "disabled" not in page
    assert page.count('class="button button-primary"') == 1


def test_unknown_and_not_asked_are_two_answers() -> None:
    words = dict(with_unknown([("f", "girl")]))
    assert list(words) == ["f", UNKNOWN, NOT_ASKED]
    assert words[UNKNOWN] != words[NOT_ASKED]
    assert {StatementForm({"sex": code}).fields["sex"].clean(code) for code in (UNKNOWN, NOT_ASKED)} == {
        "unknown", "not_asked",
    }  # fmt: skip


def test_the_two_ways_of_not_knowing_stand_apart_from_the_answers() -> None:
    page = rendered('<c-field :field="form.sex" />', form=StatementForm())
    assert page.count("choice-apart") == 2


def test_a_hidden_field_travels_with_the_form() -> None:
    page = rendered('<c-form :form="form" submit="Save" />', form=StatementForm(initial={"note": "kept"}))
    assert '<input type="hidden" name="note" value="kept"' in page


def test_the_form_is_protected_against_foreign_pages() -> None:
    assert "csrfmiddlewaretoken" in rendered('<c-form :form="form" submit="Save" />', form=StatementForm())
