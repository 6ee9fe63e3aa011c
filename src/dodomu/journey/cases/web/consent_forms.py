"""Forms of consent and of the child's own view."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.actions.child_view import Asked
from dodomu.journey.cases.actions.consents import Said
from dodomu.journey.cases.purposes import purposes
from dodomu.journey.cases.queries import choices
from dodomu.journey.cases.web.paper import PaperField, SaidDayField
from dodomu.kit.dates import today
from dodomu.kit.forms import FormMixin, PartialDateField, text_area
from dodomu.kit.versions import Versioned

NOT_COME = _("This day has not come yet.")
KEEP_PAPER = _("Hand the form in as a file, or say where the paper is kept.")
Fields = dict[str, Any]


def _uses() -> list[tuple[str, str | Promise]]:
    return [(purpose.use.value, purpose.label) for purpose in purposes()]


class SaidForm(Versioned, forms.Form):
    """Who spoke, and when."""

    giver = forms.ChoiceField(label=_("Who said it"), choices=choices.givers, widget=forms.RadioSelect)
    giver_name = forms.CharField(
        label=_("Name of this person"),
        required=False,
        max_length=200,
        help_text=_("Not needed where the child speaks. Kept sealed."),
    )
    said_on = SaidDayField(label=_("On which day it was said"))
    file = PaperField(label=_("The form, as a file"), help_text=_("PDF or picture. Kept encrypted and untouched."))
    note = text_area(_("Note"), _("In which words, and what was explained before."), required=False)

    def clean_said_on(self) -> Any:
        return _come(self.cleaned_data["said_on"])

    def clean(self) -> Fields:
        cleaned: Fields = super().clean() or {}
        if cleaned.get("giver") not in (None, "", "child") and not cleaned.get("giver_name", "").strip():
            self.add_error("giver_name", _("Write the name of this person."))
        return cleaned

    def said(self, state: str) -> Said:
        """What the form states, for the act."""
        given = self.cleaned_data
        runs = state == "given"
        return Said(
            state,
            given["giver"],
            given["said_on"],
            giver_name=given["giver_name"].strip() if given["giver"] != "child" else "",
            valid_from=(given.get("valid_from") or given["said_on"]) if runs else None,
            valid_until=given.get("valid_until") if runs else None,
            kept=given.get("kept", "").strip(),
            note=given["note"].strip(),
        )


class StatementForm(SaidForm):
    """Consent given or refused, with its period and its form; for a correction, without the uses."""

    state = forms.ChoiceField(
        label=_("What was said"),
        choices=[("given", _("Yes, consent is given")), ("refused", _("No, consent is refused"))],
        widget=forms.RadioSelect,
    )
    valid_from = SaidDayField(
        label=_("From which day it holds"), required=False, help_text=_("Empty: from the day it was said.")
    )
    valid_until = SaidDayField(
        label=_("Until which day it holds"),
        required=False,
        help_text=_("Empty: until it is withdrawn. The last day counts; at its end in Kyiv the use stops by itself."),
    )
    kept = forms.CharField(
        label=_("Where the paper is kept"),
        required=False,
        max_length=300,
        help_text=_("A folder and page, or the number of the form, where it is not handed in as a file."),
    )
    field_order = (
        "uses",
        "state",
        "giver",
        "giver_name",
        "said_on",
        "valid_from",
        "valid_until",
        "file",
        "kept",
        "note",
    )

    def __init__(self, *args: Any, has_form: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_form = has_form

    def clean_valid_from(self) -> Any:
        return _come(self.cleaned_data["valid_from"])

    def clean(self) -> Fields:
        cleaned = super().clean()
        if cleaned.get("state") != "given":
            return cleaned
        begins, ends = cleaned.get("valid_from") or cleaned.get("said_on"), cleaned.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("This day is before the consent begins. Check both days."))
        if not (cleaned.get("file") or cleaned.get("kept", "").strip() or self.has_form) and "file" not in self.errors:
            self.add_error("file", KEEP_PAPER)
        return cleaned


class ConsentForm(StatementForm):
    uses = forms.MultipleChoiceField(
        label=_("What the data may be used for"),
        choices=_uses,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what was spoken of and is on the form; nothing else."),
    )


class WithdrawConsentForm(SaidForm):
    """Consent taken back."""

    def __init__(self, *args: Any, given_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given_on = given_on
        self.fields["giver"].label = _("Who withdraws it")
        self.fields["said_on"].label = _("On which day it was withdrawn")

    def clean_said_on(self) -> Any:
        day = _come(self.cleaned_data["said_on"])
        if day < self.given_on:
            raise forms.ValidationError(_("This day is before the consent was given."), code="before")
        return day


class ChildViewForm(FormMixin, forms.Form):
    """What the child thinks and wants."""

    how = forms.ChoiceField(
        label=_("How the child was asked"), choices=choices.ways_of_asking, widget=forms.RadioSelect
    )
    on = PartialDateField(label=_("When"))
    words = text_area(
        _("What the child said, in the child's words"),
        _("As the child said it, also where it is only a few words. Kept sealed."),
        required=False,
        rows=6,
    )
    present = forms.CharField(
        label=_("Who was present"),
        max_length=400,
        help_text=_("Everybody in the room or on the line; also “nobody else”."),
    )
    interpreting = forms.ChoiceField(
        label=_("Language and support"), choices=choices.ways_of_interpreting, widget=forms.RadioSelect
    )
    explained = text_area(
        _("How it was explained for the child's age"),
        _("What the child was told about what the answer is for."),
        required=False,
    )
    field_order = ("how", "on", "words", "present", "interpreting", "explained")

    def clean_on(self) -> Any:
        found = self.cleaned_data["on"]
        if found is not None and found.earliest > today():
            raise forms.ValidationError(NOT_COME, code="future")
        return found

    def clean(self) -> Fields:
        cleaned: Fields = super().clean() or {}
        if cleaned.get("how") and cleaned["how"] != "declined" and not cleaned.get("words", "").strip():
            self.add_error("words", _("Write what the child said, or choose that the child did not want to say."))
        return cleaned

    def asked(self) -> Asked:
        given = self.cleaned_data
        words = {name: given[name].strip() for name in ("present", "words", "explained")}
        return Asked(given["on"], given["how"], given["interpreting"], **words)


def _come(day: Any) -> Any:
    if day is not None and day > today():
        raise forms.ValidationError(NOT_COME, code="future")
    return day
