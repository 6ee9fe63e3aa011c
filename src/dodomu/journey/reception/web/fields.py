"""Fields of triage: numbers with their range and unit, and groups of signs with "nothing else" and "could not tell"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.journey.reception import labels
from dodomu.journey.reception.bridge import MEASURES, MeasureRejected, read_number
from dodomu.kit.forms import UNKNOWN, FormMixin

NOTHING = "none"
ENDINGS: tuple[tuple[str, Any], ...] = (
    (NOTHING, gettext_lazy("I looked: nothing else")),
    (UNKNOWN, gettext_lazy("Could not tell")),
)


class MadeForm(FormMixin, forms.Form):
    """A form whose fields are made for one child; they are there before the form copies them."""

    def __init__(self, made: Mapping[str, forms.Field], *args: Any, **kwargs: Any) -> None:
        vars(self)["base_fields"] = dict(made)
        super().__init__(*args, **kwargs)


class MeasureField(forms.CharField):
    """One number; cleans to its text with a point, empty when nothing was typed. The message says field, range and unit."""

    def __init__(self, code: str, **kwargs: Any) -> None:
        self.code = code
        attrs = {"inputmode": "decimal", "class": "input-short"}
        kwargs.setdefault("label", f"{labels.MEASURES[code]}, {labels.unit_of(MEASURES[code].unit)}")
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return read_number(self.code, text)
        except MeasureRejected as refusal:
            raise ValidationError(_refused(refusal), code=refusal.code) from None


def _refused(refusal: MeasureRejected) -> str:
    measure = refusal.measure
    words = {
        "field": labels.MEASURES[measure.code],
        "low": number_format(measure.lowest),
        "high": number_format(measure.highest),
        "unit": labels.unit_of(measure.unit),
        "question": labels.SUSPECTED.get(refusal.suspected_unit, ""),
        "decimals": measure.decimals,
    }
    if refusal.code == "other_unit":
        return _("%(field)s: %(question)s Write it as %(low)s to %(high)s %(unit)s.") % words
    if refusal.code == "too_many_decimals" and measure.decimals:
        return _("%(field)s: at most %(decimals)s digits after the comma, from %(low)s to %(high)s %(unit)s.") % words
    if refusal.code == "too_many_decimals":
        return _("%(field)s: write a whole number from %(low)s to %(high)s %(unit)s.") % words
    if refusal.code == "out_of_range":
        return _("%(field)s: accepted is %(low)s to %(high)s %(unit)s.") % words
    return _("%(field)s: write only a number, from %(low)s to %(high)s %(unit)s. A decimal comma is fine.") % words


class SignsField(forms.MultipleChoiceField):
    """The signs of one section; cleans to finding by sign. What is not ticked was not looked for, unless said otherwise."""

    def __init__(self, section: str, codes: Iterable[str], **kwargs: Any) -> None:
        self.codes = tuple(codes)
        choices = [*((code, labels.SIGNS.get(code, code)) for code in self.codes), *ENDINGS]
        super().__init__(
            label=str(labels.SECTIONS.get(section, section)),
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def clean(self, value: Any) -> Mapping[str, str]:
        ticked = set(super().clean(value))
        if {NOTHING, UNKNOWN} <= ticked:
            message = _("%(field)s: tick either “nothing else” or “could not tell”, not both.")
            raise ValidationError(message % {"field": self.label}, code="both")
        rest = "no" if NOTHING in ticked else UNKNOWN if UNKNOWN in ticked else ""
        return {code: "yes" if code in ticked else rest for code in self.codes if code in ticked or rest}
