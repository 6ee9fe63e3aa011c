"""Forms for the published figures of others."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.figures import actions, published_rules, words
from dodomu.journey.figures.combining import ADD, SUBTRACT
from dodomu.journey.figures.queries import PublishedRow, qualifiers
from dodomu.journey.figures.web.look import stated_in_words
from dodomu.kit.dates import reading, today
from dodomu.kit.forms import FormMixin, PartialDateField, text_area

NOT_CHOSEN = ("", _("Choose"))


SEPARATED = re.compile(r"\d{1,3}([\s.,'’]\d{3})+")
"""A number in groups of three, with whatever stands between them in the language it was published in."""


class CountField(forms.IntegerField):
    """A whole number as people write it: 19514, 19 514, 19,514 or 19.514."""

    widget = forms.TextInput

    default_error_messages = {"invalid": _("Write a whole number, for example 19514 or 19 514.")}

    def to_python(self, value: Any) -> int | None:
        written = str(value).strip() if value is not None else ""
        return super().to_python(re.sub(r"\D", "", written) if SEPARATED.fullmatch(written) else value)


class PublishedForm(FormMixin, forms.Form):
    """A figure somebody published, restated in our words."""

    series = forms.ChoiceField(label=_("What is counted"))
    on = PartialDateField(
        label=_("As of"), help_text=_("The day, month or year the figure is of, as exactly as it was stated.")
    )
    qualifier = forms.ChoiceField(label=_("How exactly it was stated"))
    low = CountField(label=_("Number"), min_value=0, max_value=2_000_000_000)
    high = CountField(
        label=_("Upper end"),
        min_value=1,
        max_value=2_000_000_000,
        required=False,
        help_text=_("Only for “between”."),
    )
    line = forms.ChoiceField(label=_("Published by"))
    speaker = forms.CharField(
        label=_("Who said it"), max_length=200, required=False, help_text=_("Name and office, as published.")
    )
    about = text_area(
        _("Who exactly is counted"),
        _(
            "In your own words: which children, from where, since when. Two figures with different answers cannot be compared."
        ),
        rows=2,
    )
    source = forms.CharField(
        label=_("Where it was published"),
        max_length=300,
        help_text=_("Name of the publication and its date. Do not copy sentences from it."),
    )
    note = text_area(_("Note"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(code, words.LINES[code]) for code in published_rules.lines()]
        choices = {"series": words.SERIES.items(), "line": lines, "qualifier": qualifiers()}
        for name, offered in choices.items():
            self.fields[name].choices = [NOT_CHOSEN, *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("on") and given["on"].earliest > today():
            self.add_error("on", _("This day is in the future. A figure can only be of a day that has come."))
        is_between, low, high = given.get("qualifier") == "between", given.get("low"), given.get("high")
        if is_between and low is not None and (high is None or high <= low) and "high" not in self.errors:
            self.add_error("high", _("Write the upper end, a number above the lower one."))
        elif given.get("qualifier") and not is_between and high is not None:
            self.add_error("high", _("Leave it empty, or choose “between”."))
        return given

    @property
    def figure(self) -> actions.PublishedInput:
        return actions.PublishedInput(**{name: self.cleaned_data[name] for name in self.fields})


class WithdrawForm(FormMixin, forms.Form):
    reason = text_area(
        _("Why it should not stand here"),
        _("The figure stays readable, marked as withdrawn, with your reason."),
        rows=2,
    )


class TogetherForm(FormMixin, forms.Form):
    """Two figures and what somebody would like to do with them."""

    first = forms.ChoiceField(label=_("The first figure"))
    how = forms.ChoiceField(
        label=_("What to do"),
        choices=[(SUBTRACT, _("subtract the second from the first")), (ADD, _("add both"))],
        widget=forms.RadioSelect,
        initial=SUBTRACT,
    )
    second = forms.ChoiceField(label=_("The second figure"))

    def __init__(self, rows: list[PublishedRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(row.stated.code, _in_one_line(row)) for row in rows if not row.is_withdrawn]
        for name in ("first", "second"):
            self.fields[name].choices = [NOT_CHOSEN, *offered]  # type: ignore[attr-defined]


def _in_one_line(row: PublishedRow) -> str:
    stated = row.stated
    return f"{words.SERIES[stated.series]} · {reading(stated.on, brief=True)} · {stated_in_words(stated)} · {words.LINES[stated.line]}"
