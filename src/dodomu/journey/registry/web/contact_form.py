"""The rules of safe contact as a form: part of a call, and of correcting them later."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.safe_contact import SafeContact
from dodomu.journey.registry.vocabulary import ContactWay

HOUR = re.compile(r"(\d{1,2})(?:[:.\s-]([0-5]\d))?\s*(?:год(?:ини?|\.)?|h)?", re.IGNORECASE)
HOUR_NOT_READ = _("This hour could not be read. Write for example 18:00, 18.30 or 18.")


class HourField(forms.CharField):
    """An hour of the day as people write it; cleans to ``time`` or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, required=False, **kwargs)
        self.widget.attrs |= {"class": "input-hour", "inputmode": "text"}

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        found = HOUR.fullmatch(text.strip())
        if not found or int(found[1]) > 23:
            raise ValidationError(str(HOUR_NOT_READ), code="hour")
        return time(int(found[1]), int(found[2] or 0))


class ContactForm(forms.Form):
    """By which ways, at which hours, and what must never be done."""

    ways = forms.MultipleChoiceField(
        label=_("Ways that are safe"), choices=ContactWay.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    address = forms.CharField(label=_("Messenger name or e-mail"), required=False, max_length=120)
    hours_from = HourField(label=_("Only from this hour"))
    hours_until = HourField(
        label=_("Until this hour"), help_text=_("Kyiv time: 18:00, 18.30 or 18. Leave both empty for any hour.")
    )
    never_call = forms.BooleanField(label=_("Never call this person"), required=False)
    no_message = forms.BooleanField(label=_("Never leave a message, with anybody or anywhere"), required=False)
    others = forms.CharField(
        label=_("Who else may pick up, and what may be said to them"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ways = given.get("ways") or []
        if given.get("never_call") and ContactWay.CALL in ways:
            self.add_error("ways", _("“Never call” is ticked as well. Take one of the two away."))
        if {ContactWay.MESSENGER, ContactWay.EMAIL} & set(ways) and not given.get("address"):
            self.add_error("address", _("Write the messenger name or the e-mail address, or take these ways away."))
        for name, other in (("hours_from", "hours_until"), ("hours_until", "hours_from")):
            if given.get(name) and not given.get(other) and other not in self.errors:
                self.add_error(other, _("Write both hours, or empty both for any hour."))
        if given.get("hours_from") and given.get("hours_from") == given.get("hours_until"):
            self.add_error("hours_until", _("The two hours are the same. Empty both for any hour."))
        return given

    @property
    def contact(self) -> SafeContact:
        """The rules that a valid form names."""
        return contact_given(self.cleaned_data)


def contact_given(given: dict[str, Any]) -> SafeContact:
    """The rules that cleaned fields name."""
    return SafeContact(
        ways=tuple(given["ways"]),
        address=given["address"],
        since=given["hours_from"],
        until=given["hours_until"],
        never_call=given["never_call"],
        no_message=given["no_message"],
        others=given["others"],
    )


def contact_fields(rules: SafeContact) -> dict[str, forms.Field]:
    """The fields as they stand for these rules, to begin a correction with."""
    initial = {
        "ways": list(rules.ways),
        "address": rules.address,
        "hours_from": f"{rules.since:%H:%M}" if rules.since else "",
        "hours_until": f"{rules.until:%H:%M}" if rules.until else "",
        "never_call": rules.never_call,
        "no_message": rules.no_message,
        "others": rules.others,
    }
    fields = {name: deepcopy(field) for name, field in ContactForm.base_fields.items()}
    for name, field in fields.items():
        field.initial = initial[name]
    return fields
