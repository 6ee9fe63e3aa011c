"""Forms of what is at work in a case: tasks, flags, deadlines, papers, warnings, closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.cases import actions
from dodomu.journey.cases.clock_rules import kyiv
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.outcomes import outcomes
from dodomu.journey.cases.queries import at_work_choices as choices
from dodomu.journey.cases.web.clock_words import MET_WORDS
from dodomu.journey.cases.web.forms import reason_field
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin, text_area
from dodomu.kit.versions import Versioned

TEAM = ("", _("the whole team"))
TIMES = ("%H:%M", "%H.%M", "%H")


class DueDayField(DayField):
    """The day of a deadline, a paper or a warning."""

    vague = _("Name one single day, for example 5 March 2026.")


def time_field(help_text: Any = None) -> forms.TimeField:
    return forms.TimeField(
        label=_("Time of day"),
        help_text=help_text or _("Only if it matters: 14:30, Kyiv time. Without it the whole day counts."),
        required=False,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write the time of day as hours and minutes, for example 14:30.")},
    )


class DueForm(FormMixin, forms.Form):
    """Until when: a day, and a time where it matters."""

    day = DueDayField(label=_("Until when"))
    time = time_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("day") and "time" in cleaned and self.due.at <= timezone.now():
            self.add_error("day", _("This time has passed. Name a day from today on."))
        return cleaned

    @property
    def due(self) -> Due:
        return Due.on(self.cleaned_data["day"], self.cleaned_data["time"])


class OwnedForm(DueForm):
    """Whose it is, and until when."""

    owner = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(self, *args: Any, owners: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [TEAM, *((str(key), name) for key, name in owners)]  # type: ignore[attr-defined]

    @property
    def owner_id(self) -> UUID | None:
        return UUID(self.cleaned_data["owner"]) if self.cleaned_data["owner"] else None


class TaskForm(OwnedForm):
    title = forms.CharField(
        label=_("What has to be done"),
        help_text=_("One sentence, as you would say it to a colleague."),
        max_length=300,
    )
    field_order = ("title", "owner", "day", "time")


class TaskChangeForm(Versioned, OwnedForm):
    note = text_area(_("Why it changes"), required=False, rows=2)
    field_order = ("owner", "day", "time", "note")


class TaskEndForm(FormMixin, forms.Form):
    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("done", _("It is done")), ("dropped", _("It is dropped: it need not or cannot be done"))],
        widget=forms.RadioSelect,
        initial="done",
    )
    note = text_area(_("Note"), _("What came of it. Needed for a task that is dropped."), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == "dropped" and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why the task is dropped."))
        return cleaned


class FlagForm(DueForm):
    reason = reason_field(_("What needs attention"))
    field_order = ("reason", "day", "time")


class FlagClearForm(FormMixin, forms.Form):
    note = reason_field(_("What was done about it"))


class DocumentForm(FormMixin, forms.Form):
    """A dated paper, as far as its clock needs it."""

    kind = forms.ChoiceField(label=_("Which paper"), choices=choices.document_kinds, widget=forms.RadioSelect)
    holder = forms.CharField(
        label=_("Who holds it"),
        help_text=_("Whom it names, or who has it in hand. Only those who see the case can read it."),
        max_length=300,
    )
    issued_on = DueDayField(label=_("Issued on"), required=False)
    valid_until = DueDayField(
        label=_("Valid until"), required=False, help_text=_("The last day on which it is valid, as written in it.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind, issued, until = (cleaned.get(name) for name in ("kind", "issued_on", "valid_until"))
        if kind == "certificate_for_return" and not issued and "issued_on" not in self.errors:
            self.add_error(
                "issued_on", _("The three months of a certificate for return count from its day of issue. Fill it in.")
            )
        if kind == "power_of_attorney" and not until and "valid_until" not in self.errors:
            self.add_error("valid_until", _("Fill in the last day on which the power of attorney is valid."))
        if issued and issued > today():
            self.add_error("issued_on", _("This day has not come yet. A paper is recorded when it has been issued."))
        if issued and until and until < issued:
            self.add_error("valid_until", _("This is before the day of issue. Check both days."))
        return cleaned


class ClockForm(Versioned, forms.Form):
    """What a person says about a deadline."""

    kind = forms.ChoiceField(label=_("What do you record?"), widget=forms.RadioSelect)
    day = DueDayField(
        label=_("Day"), required=False, help_text=_("When it was met (empty: now), or until when it is moved.")
    )
    time = time_field()
    reason = reason_field(help_text=_("What was done, or why it is moved or set aside. It is kept."))

    def __init__(self, *args: Any, code: str, started_at: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_at = started_at
        words = {
            "met": MET_WORDS.get(code, ""),
            "moved": _("It is moved to another day"),
            "set_aside": _("It does not apply to this child"),
        }
        offered = actions.answers_for(code)
        self.fields["kind"].choices = [(kind, words[kind]) for kind in offered]  # type: ignore[attr-defined]
        if offered == ("set_aside",):
            del self.fields["day"], self.fields["time"]
            self.initial["kind"] = "set_aside"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        kind, day, at = cleaned.get("kind"), cleaned.get("day"), cleaned.get("time")
        if kind == "moved" and not day:
            self.add_error("day", _("Say until which day it is moved."))
        elif kind == "moved" and day and Due.on(day, at).at <= timezone.now():
            self.add_error("day", _("This time has passed. Name a day from today on."))
        elif kind == "met" and day:
            self._check_done()
        return cleaned

    def _check_done(self) -> None:
        done = self.done_at
        if done is not None and done > timezone.now():
            self.add_error("day", _("This time has not come yet. Say when it was met."))
        elif done is not None and self.started_at and done < self.started_at:
            self.add_error("day", _("This is before the deadline began. Say when it was met."))

    @property
    def done_at(self) -> Any:
        """When it was met: now where no day is named; a day without a time is met at its latest moment so far."""
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if day is None:
            return None
        return kyiv(day, at) if at else (timezone.now() if day == today() else Due.on(day).at)

    @property
    def answer(self) -> actions.ClockAnswer:
        given = self.cleaned_data
        due = Due.on(given["day"], given["time"]) if given["kind"] == "moved" else None
        done = self.done_at if given["kind"] == "met" else None
        return actions.ClockAnswer(given["kind"], given["reason"], done_at=done, due=due)


class WarningForm(FormMixin, forms.Form):
    """Who must never learn of the child."""

    whom = forms.CharField(
        label=_("Who must never learn of the child"),
        help_text=_("A person or an office, so that a colleague recognises them on the telephone."),
        max_length=300,
    )
    why = reason_field(_("Why"))
    since = DueDayField(label=_("From which day"))
    until = DueDayField(
        label=_("Until which day"),
        required=False,
        help_text=_("Only if it is certain. Otherwise two people end it later."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day. Check both days."))
        return cleaned


class SecondForm(FormMixin, forms.Form):
    """The second person's answer."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", pgettext_lazy("second person", "I agree")),
            ("no", pgettext_lazy("second person", "I do not agree: it stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    reason = reason_field(help_text=_("What you have read or asked yourself. It is kept with your name."))


class CloseForm(FormMixin, forms.Form):
    """How the case ends."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    refused_by = forms.ChoiceField(
        label=_("Who refuses"),
        required=False,
        help_text=_("Only when the return was refused."),
    )
    reason = reason_field(_("What happened"))
    seen = forms.BooleanField(
        label=_("I have read what is still open above"),
        error_messages={"required": _("Read what is still open, then tick that you have.")},
    )

    def __init__(self, *args: Any, something_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(choices.outcomes())
        offered = [(code, words[code]) for code, look in outcomes().items() if look.chosen]
        self.fields["outcome"].choices = offered  # type: ignore[attr-defined]
        self.fields["refused_by"].choices = [("", _("nobody refuses")), *choices.refusers()]  # type: ignore[attr-defined]
        if not something_open:
            del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        outcome, who = cleaned.get("outcome"), cleaned.get("refused_by")
        if outcome == "refused" and not who:
            self.add_error("refused_by", _("Say who refuses: the child, a guardian or an authority."))
        if outcome and outcome != "refused" and who:
            self.add_error("refused_by", _("Leave this empty: the outcome you chose is no refusal."))
        return cleaned
