"""Forms of requests about data, and of the review of what is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.base.contributions import FileSection
from dodomu.journey.cases import actions
from dodomu.journey.cases.queries import data_requests as offered
from dodomu.journey.cases.web.sending_forms import LANGUAGES, NOT_CHOSEN
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin, text_area

CORRECTION = "rectification"


class RequestForm(FormMixin, forms.Form):
    """Who asks for what, and how it was made sure that they may."""

    kind = forms.ChoiceField(label=_("What they ask for"), widget=forms.RadioSelect, initial="access")
    fact = forms.ChoiceField(
        label=_("Which fact is said to be wrong"), required=False, help_text=_("Only for a correction.")
    )
    requester = forms.ChoiceField(label=_("Who asks"), help_text=_("It decides what the file leaves out."))
    requester_name = forms.CharField(
        label=_("Name of the requester and how to answer them"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    identity = forms.ChoiceField(label=_("How you made sure who they are"))
    asked = text_area(_("What they ask, in their words"))
    received_on = DayField(label=_("Day it was received"), initial=today)
    language = forms.ChoiceField(
        label=_("Language of the answer"), choices=LANGUAGES, widget=forms.RadioSelect, initial="uk"
    )
    warnings_read = forms.BooleanField(
        label=_("I have read who must never learn of this child, and made sure that none of them asks"), required=False
    )

    def __init__(self, *args: Any, facts: list[tuple[UUID, str]], warned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("kind", offered.kinds())
        self._choose("fact", [NOT_CHOSEN, *((str(key), label) for key, label in facts)])
        self._choose("requester", [NOT_CHOSEN, *offered.requesters()])
        self._choose("identity", [NOT_CHOSEN, *offered.proofs()])
        if not warned:
            del self.fields["warnings_read"]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day and day > today():
            raise forms.ValidationError(_("Name a day that has come."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == CORRECTION and not given.get("fact"):
            self.add_error("fact", _("Choose the fact that is said to be wrong."))
        if "warnings_read" in self.fields and not given.get("warnings_read"):
            self.add_error("warnings_read", _("Tick that you have read it."))
        return given

    @property
    def request(self) -> actions.Asked:
        given = self.cleaned_data
        names = ("kind", "requester", "identity", "requester_name", "asked", "received_on", "language")
        correction = given["kind"] == CORRECTION
        return actions.Asked(
            **{name: given[name] for name in names},
            fact_id=UUID(given["fact"]) if correction else None,
            warnings_read=bool(given.get("warnings_read")),
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class CompileForm(FormMixin, forms.Form):
    """What was written in somebody's own words, to be ticked where it speaks of another person."""

    withhold = forms.MultipleChoiceField(
        label=_("Leave out, because it speaks of another person"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("These were written in somebody's own words. Read each; tick what names or describes others."),
    )

    def __init__(self, *args: Any, sections: list[FileSection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [(one.ref, f"{one.title}: {one.value}") for section in sections for one in section.entries if one.free]
        self.fields["withhold"].choices = free  # type: ignore[attr-defined]
        if not free:
            del self.fields["withhold"]

    @property
    def refs(self) -> list[str]:
        return list(self.cleaned_data.get("withhold", []))


class AnswerRequestForm(FormMixin, forms.Form):
    """Accept or refuse, release or send back."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = text_area(_("Reason"), _("It is kept. A refusal is told to the requester with it."), required=False)

    def __init__(self, *args: Any, answers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") in {"refuse", "send_back"} and not given.get("reason", "").strip():
            self.add_error("reason", _("Say why."))
        return given


class ReviewForm(FormMixin, forms.Form):
    """What happens to a record whose time is up."""

    decision = forms.ChoiceField(
        label=_("What happens to it"),
        choices=[("keep", _("Keep it until another day")), ("destroy", _("Mark it to be destroyed"))],
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Keep until"), required=False)
    reason = text_area(_("Reason"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("decision") == "keep" and "until" not in self.errors:
            until = given.get("until")
            if until is None or until <= today():
                self.add_error("until", _("Name a day that has not come yet."))
        return given
