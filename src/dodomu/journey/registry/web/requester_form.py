"""The form with which a verification of a requester is recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from dodomu.kit.dates import today
from dodomu.kit.forms import FormMixin, PartialDateField


class VerificationForm(FormMixin, forms.Form):
    """What was found out, by which means, on which day, from which source."""

    what = forms.ChoiceField(label=_("What was checked"), choices=Checked.choices, widget=forms.RadioSelect)
    result = forms.ChoiceField(
        label=_("Result"),
        choices=CheckResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the check ended.")},
    )
    means = forms.ChoiceField(
        label=_("By which document or means"),
        choices=[("", _("None: nothing was verified")), *CheckMeans.choices],
        required=False,
    )
    checked_on = PartialDateField(
        label=_("Day of the check"),
        help_text=_("As you like to write it: 5 March 2026, 05.03.2026."),
        error_messages={"required": _("Write the day of the check.")},
    )
    words = forms.CharField(
        label=_("Source or reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Number of the document, who answered, or why it was refused. Kept sealed."),
        error_messages={"required": _("Write the source, or why it was refused.")},
    )

    def __init__(self, *args: Any, claimed: bool, what: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not claimed:
            only = [(Checked.IDENTITY.value, Checked.IDENTITY.label)]
            self.fields["what"] = forms.ChoiceField(label=_("What was checked"), choices=only, widget=forms.RadioSelect)
        self.fields["what"].initial = what if what == Checked.KINSHIP and claimed else Checked.IDENTITY.value

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        day = given.get("checked_on")
        if day and not day.exact:
            self.add_error("checked_on", _("Write the exact day of the check, with the year."))
        elif day and day.earliest > today():
            self.add_error("checked_on", _("This day is in the future. Write the day of the check, today or before."))
        if given.get("result") == CheckResult.VERIFIED and not given.get("means"):
            self.add_error("means", _("Choose by which document or means it was verified."))
        return given
