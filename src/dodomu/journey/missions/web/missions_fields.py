"""Fields that several forms of missions share: a moment in Kyiv time, minutes, money."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.clock_rules import KYIV, kyiv
from dodomu.journey.cases.web.work_forms import DueDayField, time_field
from dodomu.journey.missions.actions.budget import MOST
from dodomu.kit.versions import Versioned

SHOWN_TIME = "%H:%M"


def hour_field(label: Any = None) -> forms.TimeField:
    """A time of day that has to be said."""
    field = time_field(_("Kyiv time, for example 14:30."))
    field.required = True
    if label:
        field.label = label
    return field


class MomentForm(Versioned, forms.Form):
    """When: a day and a time in Kyiv."""

    day = DueDayField(label=_("Day"))
    time = hour_field()

    past_only = False
    """Whether the moment must have come."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.past_only and cleaned.get("day") and cleaned.get("time") and self.at > timezone.now():
            self.add_error("day", _("This time has not come yet. Write down what has happened."))
        return cleaned

    @property
    def at(self) -> datetime:
        return kyiv(self.cleaned_data["day"], self.cleaned_data["time"])


def moment_initial(at: datetime) -> dict[str, Any]:
    """How a moment that is known stands in the fields."""
    local = at.astimezone(KYIV)
    return {"day": local.date(), "time": local.strftime(SHOWN_TIME)}


def past_moment_initial() -> dict[str, Any]:
    """Now, to the minute that has passed."""
    return moment_initial(timezone.now())


class MoneyField(forms.CharField):
    """An amount with a decimal comma or point; cleans to hundredths. Spaces between thousands are fine."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=20, widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "decimal"}), **kwargs
        )

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        plain = re.sub(r"[\s\u00a0\u202f']", "", text).replace(",", ".")
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            raise ValidationError(_("Write the amount in digits, for example 1 250,50."), code="money") from None
        if not amount.is_finite() or amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(_("At most two digits after the comma."), code="money")
        if not 0 < amount * 100 <= MOST:
            raise ValidationError(_("Write an amount above nothing, up to a hundred millions."), code="money")
        return int(amount * 100)


def number_field(label: Any, help_text: Any = "", *, required: bool = False, low: int = 0, high: int = 100_000) -> Any:
    """A whole number within a range."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=low,
        max_value=high,
        widget=forms.TextInput(attrs={"class": "input-short"}),
        error_messages={
            "invalid": _("Write a whole number."),
            "min_value": _("Write a number from %(limit_value)s on."),
            "max_value": _("Write a number up to %(limit_value)s."),
        },
    )
