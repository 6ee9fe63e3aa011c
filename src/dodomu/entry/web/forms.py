"""The form behind the search box."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.kit.forms import FormMixin

LONGEST = 200


class SearchForm(FormMixin, forms.Form):
    """One line: names in any spelling, a year, a place, a case, phone or document number."""

    q = forms.CharField(
        label=_("Name, year, place, case, phone or document number"),
        max_length=LONGEST,
        error_messages={
            "required": _("Type a name, a case number, a phone number or a document number."),
            "max_length": _("Type at most %(limit_value)d characters."),
        },
        help_text=_(
            "Any spelling, in Ukrainian, Russian or Latin letters, in any order: “Коваленко Олена, 2014, Бахмут”."
        ),
    )
