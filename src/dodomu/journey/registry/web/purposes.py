"""The form that asks what a child's page is printed for; codes, so that the journal holds no personal data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.vocabulary import PrintedPart, PrintPurpose
from dodomu.kit.forms import FormMixin


class PrintForm(FormMixin, forms.Form):
    """What is printed, what for, and whether it shows who the child is."""

    purpose = forms.ChoiceField(
        label=_("What is it printed for?"),
        choices=[("", _("Choose a purpose")), *PrintPurpose.choices],
        error_messages={"required": _("Choose what it is printed for. It is written to the journal.")},
    )
    note = forms.CharField(
        label=_("More about the purpose"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who gets it, when it is destroyed. Kept sealed; overseers see it in the history."),
    )
    what = forms.ChoiceField(label=_("What to print"), choices=PrintedPart.choices, initial=PrintedPart.PAGE.value)
    named = forms.BooleanField(label=_("Print the name"), required=False)
    pictured = forms.BooleanField(label=_("Print the photo"), required=False)
