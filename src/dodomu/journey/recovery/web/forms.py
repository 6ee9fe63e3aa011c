"""Forms of recovery."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.recovery.actions import ClosingInput, Visited
from dodomu.journey.recovery.queries import choices
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin, text_area
from dodomu.kit.versions import Versioned

TEAM = ("", _("the whole team"))


class ExactDay(DayField):
    """One single day."""

    vague = _("Name one single day, for example 5 March 2026.")


class OwnerForm(FormMixin, forms.Form):
    """With a colleague who sees the case, or the team."""

    owner = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(self, *args: Any, owners: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [TEAM, *((str(key), name) for key, name in owners)]  # type: ignore[attr-defined]

    @property
    def owner_id(self) -> UUID | None:
        return UUID(self.cleaned_data["owner"]) if self.cleaned_data["owner"] else None


class BeginForm(OwnerForm):
    start = ExactDay(label=_("Day of arrival"), help_text=_("Visits are counted from this day."))
    field_order = ("start", "owner")

    def clean_start(self) -> date:
        day: date = self.cleaned_data["start"]
        if day > today():
            raise forms.ValidationError(_("This day has not come yet. Name the day on which the child arrived."))
        return day


class GiveForm(OwnerForm):
    reason = text_area(_("Why"), required=False, rows=2)


class GoalForm(FormMixin, forms.Form):
    domain = forms.ChoiceField(label=_("What it is about"), choices=choices.domains)
    text = text_area(_("The goal"), _("What should be so, in words the child would use."), rows=2)
    child_agrees = forms.ChoiceField(
        label=_("Does the child agree with it?"), choices=choices.agrees, widget=forms.RadioSelect
    )


class GoalEndForm(FormMixin, forms.Form):
    end = forms.ChoiceField(label=_("How it ended"), choices=choices.goal_ends, widget=forms.RadioSelect)
    note = text_area(_("What came of it"))


class ActionForm(OwnerForm):
    text = forms.CharField(
        label=_("What is done"), help_text=_("One sentence, as you would say it to a colleague."), max_length=300
    )
    day = ExactDay(label=_("Until when"))
    field_order = ("text", "owner", "day")

    def clean_day(self) -> date:
        return not_past(self.cleaned_data["day"])


class ActionChangeForm(Versioned, OwnerForm):
    day = ExactDay(label=_("Until when"))
    note = text_area(_("Why it changes"), required=False, rows=2)
    field_order = ("owner", "day", "note")


class ActionEndForm(FormMixin, forms.Form):
    state = forms.ChoiceField(label=_("How it ended"), choices=choices.action_ends, widget=forms.RadioSelect)
    note = text_area(_("Note"), _("Needed where it could not be done: say why."), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == "unable" and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why it could not be done."))
        return cleaned


class VisitForm(FormMixin, forms.Form):
    """What was seen. Safety stands apart from everything that is told."""

    held_on = ExactDay(label=_("Day of the visit or attempt"))
    how = forms.ChoiceField(label=_("How"), choices=choices.ways, widget=forms.RadioSelect)
    seen = forms.ChoiceField(label=_("Was the child seen?"), choices=choices.seen, widget=forms.RadioSelect)
    alone = forms.ChoiceField(
        label=_("Was the child seen alone?"),
        help_text=_("Needed when the child was seen."),
        choices=choices.alone,
        widget=forms.RadioSelect,
        required=False,
    )
    why_not = forms.ChoiceField(
        label=_("Why not"),
        help_text=_("Needed when the child was not seen, or not alone."),
        choices=lambda: [("", _("Choose a reason")), *choices.why_not()],
        required=False,
    )
    safety = forms.ChoiceField(
        label=_("Is the child safe?"),
        help_text=_("Everybody who works with the child sees this answer."),
        choices=choices.safety,
        widget=forms.RadioSelect,
    )
    summary = text_area(
        _("What the team should know"),
        _("Not what the child confided: that belongs into a note of your own."),
        rows=4,
    )

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if not self.since <= day <= today():
            raise forms.ValidationError(_("Name a day from the beginning of the plan until today."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen, alone = cleaned.get("seen"), cleaned.get("alone")
        if seen == "yes" and not alone:
            self.add_error("alone", _("Say whether you saw the child alone."))
        if seen and (seen != "yes" or alone == "no") and not cleaned.get("why_not"):
            self.add_error("why_not", _("Say why the child was not seen, or not alone."))
        return cleaned

    @property
    def visited(self) -> Visited:
        given = self.cleaned_data
        names = ("held_on", "how", "seen", "safety", "summary", "alone", "why_not")
        return Visited(**{name: given[name] for name in names})


class NoteForm(FormMixin, forms.Form):
    text = text_area(_("Your note"), _("Nobody but you can read it, and it cannot be changed."), rows=6)


class ClosingForm(FormMixin, forms.Form):
    why = forms.ChoiceField(label=_("Why the plan closes"), choices=choices.closings, widget=forms.RadioSelect)
    child_agrees = forms.ChoiceField(label=_("Does the child agree?"), choices=choices.agrees, widget=forms.RadioSelect)
    carer_agrees = forms.ChoiceField(label=_("Does the carer agree?"), choices=choices.agrees, widget=forms.RadioSelect)
    reason = text_area(_("In words"), _("What was reached, and who is there for the child from now on."))

    @property
    def closing(self) -> ClosingInput:
        given = self.cleaned_data
        return ClosingInput(given["why"], given["reason"], given["child_agrees"], given["carer_agrees"])


class SecondForm(FormMixin, forms.Form):
    agrees = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("I agree: the plan closes")), ("no", _("I do not agree: the plan goes on"))],
        widget=forms.RadioSelect,
    )
    reason = text_area(_("Why"))


class ReasonForm(FormMixin, forms.Form):
    reason = text_area(_("Why"))


def not_past(day: date) -> date:
    if day < today():
        raise forms.ValidationError(_("This day has passed. Name a day from today on."))
    return day
