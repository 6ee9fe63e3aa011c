"""Forms of the register of interviews."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.actions.interviews import Planned
from dodomu.journey.cases.queries import choices
from dodomu.journey.cases.queries.interviews import Register
from dodomu.journey.cases.web.consent_forms import NOT_COME
from dodomu.journey.cases.web.forms import reason_field
from dodomu.journey.cases.web.paper import RecordingField, SaidDayField
from dodomu.kit.dates import today
from dodomu.kit.forms import FormMixin

NEW = "new"
PLAN, OUTSIDE = "plan", "outside"


class InterviewForm(FormMixin, forms.Form):
    """One account of one event: planned, or held elsewhere before anybody here knew of it."""

    when = forms.ChoiceField(
        label=_("What you enter"),
        choices=[
            (PLAN, _("An interview that is planned")),
            (OUTSIDE, _("One that has taken place already, elsewhere or before this register")),
        ],
        widget=forms.RadioSelect,
    )
    event = forms.ChoiceField(label=_("Which event the child tells of"), widget=forms.RadioSelect)
    new_event = forms.CharField(
        label=_("What to call a new event"),
        required=False,
        max_length=200,
        help_text=_("So that colleagues recognise it: what, where, about when. Kept sealed."),
    )
    kind = forms.ChoiceField(label=_("What the child is asked for"), choices=choices.interview_kinds)
    body = forms.CharField(
        label=_("Who asks, and for which body"), max_length=300, help_text=_("A name and an office. Kept sealed.")
    )
    on = SaidDayField(label=_("On which day"))
    place = forms.CharField(label=_("Where"), required=False, max_length=300)
    compartment = forms.ChoiceField(
        label=_("What the place would reveal"),
        required=False,
        choices=[
            ("", _("Nothing that has to be kept from colleagues")),
            ("location", _("Where the child is")),
            ("shelter", _("The address of a shelter")),
        ],
    )
    reason = reason_field(
        _("Why the child has to tell of it again"),
        _("Needed for a second account of the same event; the second person reads it."),
    )

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = {str(event.id) for event in register.events if event.count + event.ahead}
        known = [(str(event.id), event.label or _("an event of another case")) for event in register.events]
        self.fields["event"].choices = [*known, (NEW, _("A new event"))]  # type: ignore[attr-defined]
        if not known:
            self.initial.setdefault("event", NEW)
        self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        event, day = cleaned.get("event"), cleaned.get("on")
        if event == NEW and not cleaned.get("new_event", "").strip():
            self.add_error("new_event", _("Give the new event a name that colleagues recognise."))
        if event in self.told and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("The child has told of this before. Say why it has to be once more."))
        if day and cleaned.get("when") == OUTSIDE and day > today():
            self.add_error("on", NOT_COME)
        if day and cleaned.get("when") == PLAN and day < today():
            self.add_error("on", _("This day is over. Choose that it has taken place already, or another day."))
        return cleaned

    def planned(self) -> Planned:
        given = self.cleaned_data
        known = given["event"] != NEW
        return Planned(
            given["kind"],
            given["body"].strip(),
            given["on"],
            event_id=UUID(given["event"]) if known else None,
            event="" if known else given["new_event"].strip(),
            place=given["place"].strip(),
            compartment=given["compartment"],
            reason=given["reason"].strip(),
            outside=given["when"] == OUTSIDE,
        )


class SecondForm(FormMixin, forms.Form):
    """The second person's answer."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("agree", _("Yes, it has to be once more")), ("refuse", _("No, the child is not asked again"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "refuse" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why, so that your colleague knows what to do instead."))
        return cleaned


class HeldForm(FormMixin, forms.Form):
    """A planned interview took place."""

    held_on = SaidDayField(label=_("On which day it took place"))
    file = RecordingField(
        label=_("The recording or the written record"), help_text=_("Kept encrypted and untouched, where there is one.")
    )

    def __init__(self, *args: Any, agreed_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreed_on = agreed_on

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > today():
            raise forms.ValidationError(NOT_COME, code="future")
        if self.agreed_on and day < self.agreed_on:
            raise forms.ValidationError(
                _("The second person agreed after this day. If it took place without that, enter it as taken place."),
                code="before",
            )
        return day
