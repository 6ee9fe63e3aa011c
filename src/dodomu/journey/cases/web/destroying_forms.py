"""Forms for destroying the care data of a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.actions import DestructionInput
from dodomu.journey.cases.queries.destructions import CarePlanned, reasons
from dodomu.kit.forms import FormMixin, text_area


class CaseNumberForm(FormMixin, forms.Form):
    number = forms.IntegerField(label=_("Number of the case"), min_value=1, max_value=999_999_999)


class DestructionForm(FormMixin, forms.Form):
    """Why; ``seen`` names the state of the case that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.ChoiceField(label=_("Why they are to be destroyed"), choices=reasons, widget=forms.RadioSelect)
    reason = text_area(
        _("In words"),
        _("The second person reads it, and it stays when the data are gone: write nothing about the child."),
    )
    read = forms.BooleanField(
        label=_("I have read what is destroyed for ever and what stays"),
        error_messages={"required": _("Read what is destroyed above, then tick that you have.")},
    )

    def __init__(self, *args: Any, plan: CarePlanned, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = plan.seen

    def see(self, plan: CarePlanned) -> None:
        """Name the state of now, after something was added: the words stay, what changed is read again."""
        self.data = {**{name: self.data.get(name, "") for name in ("why", "reason")}, "seen": plan.seen}

    @property
    def destruction(self) -> DestructionInput:
        given = self.cleaned_data
        return DestructionInput(given["why"], given["reason"], given["seen"])


class AnswerDestructionForm(FormMixin, forms.Form):
    """The second person's answer, in words of consequence."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", _("I confirm: these data are destroyed now and for ever")),
            ("no", _("I do not confirm: everything stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    reason = text_area(_("Why"), _("It stays when the data are gone: write nothing about the child."))
