"""Forms of complaints about staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.office.actions import ComplaintInput
from dodomu.journey.office.queries import complaint_words as words
from dodomu.journey.office.queries import complaints
from dodomu.kit.forms import FormMixin, text_area


class ComplaintForm(FormMixin, forms.Form):
    """A complaint as it was told."""

    teller = forms.ChoiceField(label=_("Who complains"), choices=words.tellers, widget=forms.RadioSelect)
    words = text_area(
        _("What happened"),
        _("In the words it was told in. Do not ask a child for details: that is for those who look into it."),
        rows=5,
    )
    who = forms.CharField(
        label=_("Whom it is about"),
        help_text=_("As they said it: a name, or what the person looks like and does."),
        required=False,
        max_length=300,
    )
    about = forms.ChoiceField(
        label=_("Which colleague, if that is clear"),
        help_text=_("The colleague and their teams will not see the complaint."),
        required=False,
    )
    team = forms.ChoiceField(
        label=_("Which team, if only that is clear"), help_text=_("Nobody of that team will see it."), required=False
    )
    reach = text_area(
        _("How they can be answered safely"),
        _("Leave it empty if they do not want to be named. Ask who must not learn of it."),
        required=False,
        rows=2,
    )
    urgent = forms.BooleanField(label=_("Somebody may be in danger now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("about", complaints.colleagues())
        self._offer("team", complaints.teams())

    def _offer(self, name: str, rows: list[tuple[UUID, str]]) -> None:
        choices = [("", _("It is not clear")), *((str(key), text) for key, text in rows)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("who", "about", "team")):
            self.add_error("who", _("Say whom it is about, as far as it is known."))
        return cleaned

    @property
    def complaint(self) -> ComplaintInput:
        given = self.cleaned_data
        return ComplaintInput(
            teller=given["teller"],
            words=given["words"],
            who=given["who"],
            reach=given["reach"],
            about_id=UUID(given["about"]) if given["about"] else None,
            team_id=UUID(given["team"]) if given["team"] else None,
            urgent=given["urgent"],
        )


class ReceiptForm(FormMixin, forms.Form):
    receipt = forms.CharField(
        label=_("Receipt"),
        help_text=_("Eight letters and digits, for example K7QF-2MTW."),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "input-short", "autocapitalize": "characters"}),
    )


class ComplaintNoteForm(FormMixin, forms.Form):
    note = text_area(_("What is done, or was found out"))


class ComplaintAnswerForm(FormMixin, forms.Form):
    outcome = forms.ChoiceField(label=_("What came of it"), choices=words.outcomes, widget=forms.RadioSelect)
    note = text_area(_("What was found out, what is done, and how they were told"))
