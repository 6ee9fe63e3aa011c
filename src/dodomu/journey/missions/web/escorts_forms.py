"""Forms of escorts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.web.forms import reason_field
from dodomu.journey.missions.actions.escorts import CheckInput, EscortInput
from dodomu.journey.missions.plan_rules import check_rules
from dodomu.journey.missions.plan_words import CHECKS
from dodomu.journey.missions.queries import plans_choices as choices
from dodomu.kit.dates import today
from dodomu.kit.forms import BirthDateField, DayField, FormMixin, text_area
from dodomu.kit.versions import Versioned


class EscortForm(Versioned, forms.Form):
    """An adult who may travel with children."""

    team = forms.ChoiceField(label=_("Team"), help_text=_("Who plans journeys in this team sees the escort."))
    name = forms.CharField(label=_("Full name"), max_length=200)
    sex = forms.ChoiceField(label=_("Sex"), choices=choices.sexes, widget=forms.RadioSelect)
    born = BirthDateField(label=_("Birth date"), required=False)
    reach = forms.CharField(label=_("How to reach them"), required=False, max_length=300)
    medical = forms.BooleanField(
        label=_("Can give medical care on the way"), required=False, help_text=_("Then a licence is checked too.")
    )
    note = text_area(_("Note"), _("Languages, car, when they cannot travel."), required=False)

    def __init__(self, *args: Any, teams: list[tuple[UUID, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if teams is None:
            del self.fields["team"]
        else:
            self.fields["team"].choices = [(str(key), name) for key, name in teams]  # type: ignore[attr-defined]

    @property
    def team_id(self) -> UUID:
        return UUID(self.cleaned_data["team"])

    @property
    def escort(self) -> EscortInput:
        given = self.cleaned_data
        return EscortInput(
            given["sex"], given["name"], given["reach"], given["note"], given["born"], bool(given["medical"])
        )


class CheckForm(FormMixin, forms.Form):
    """One thing an escort was checked for."""

    kind = forms.ChoiceField(label=_("What was checked"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("How it came out"), choices=choices.check_outcomes, widget=forms.RadioSelect)
    checked_on = DayField(label=_("Checked on"))
    valid_until = DayField(
        label=_("Holds until"), required=False, help_text=_("As written in the paper. For own papers it is needed.")
    )
    note = text_area(_("Note"), _("What was seen, who confirmed it."), required=False, rows=2)

    def __init__(self, *args: Any, medical: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {rule.kind: rule for rule in check_rules() if medical or not rule.medical_only}
        self.fields["kind"].choices = [(kind, CHECKS.get(kind, kind)) for kind in self.rules]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        on, until = cleaned.get("checked_on"), cleaned.get("valid_until")
        if on and on > today():
            self.add_error("checked_on", _("This day has not come yet. Check it."))
        if on and until and until < on:
            self.add_error("valid_until", _("This is before the check. Check both days."))
        rule = self.rules.get(cleaned.get("kind", ""))
        passed = cleaned.get("outcome") == "passed"
        if rule and rule.ends and passed and not until and "valid_until" not in self.errors:
            self.add_error("valid_until", _("Fill in the last day on which the papers are valid."))
        return cleaned

    @property
    def check(self) -> CheckInput:
        given = self.cleaned_data
        return CheckInput(given["kind"], given["outcome"], given["checked_on"], given["valid_until"], given["note"])


class RetireForm(FormMixin, forms.Form):
    reason = reason_field(_("Why they travel no more"))
