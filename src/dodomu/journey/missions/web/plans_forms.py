"""Forms of return plans."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.cases.web.forms import reason_field
from dodomu.journey.missions.actions import authority, budget, papers, plans, risks
from dodomu.journey.missions.plan_rules import PaperRule, RiskRule, budget_kinds
from dodomu.journey.missions.plan_words import COSTS, NEEDS, RISKS
from dodomu.journey.missions.queries import plans_choices as choices
from dodomu.journey.missions.web.missions_fields import MoneyField
from dodomu.journey.missions.web.money import currency_choices
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin, text_area
from dodomu.kit.versions import Versioned

NOBODY = ("", _("nobody yet: the team finds somebody"))
LATER = _("This day has passed. Name a day from today on.")
NOT_COME = _("This day has not come yet. Check it.")
BEFORE_ISSUE = _("This is before the day of issue. Check both days.")


def need_field(what: Any) -> forms.ChoiceField:
    """Whether the child needs something on the way, with two ways of not knowing."""
    label = format_lazy("{}: {}", _("Needed on the way"), what)
    return forms.ChoiceField(label=label, choices=choices.need_answers)


class DetailsForm(Versioned, forms.Form):
    """When, with whom, to whom, and what the child needs on the way."""

    travel_by = DayField(
        label=_("Day of travel"),
        required=False,
        help_text=_("The day the child is to set out. Papers and rights are judged on it."),
    )
    companion = forms.ChoiceField(
        label=_("With which adult"), choices=choices.companions, help_text=_("Which papers are needed follows from it.")
    )
    receiver = forms.CharField(
        label=_("Who receives the child"),
        required=False,
        max_length=300,
        help_text=_("The person and the place. Only those who see the plan can read it."),
    )
    owner = forms.ChoiceField(label=_("Who looks after this plan"), required=False)
    needs_words = text_area(
        _("What else helps the child on the way"),
        _("Which medicine and when, fears, food, a favourite thing."),
        required=False,
    )
    note = text_area(_("Note"), required=False, rows=2)

    child_seat = need_field(NEEDS["child_seat"])
    wheelchair = need_field(NEEDS["wheelchair"])
    medical_escort = need_field(NEEDS["medical_escort"])
    medicine = need_field(NEEDS["medicine"])
    field_order = ("travel_by", "companion", "receiver", *NEEDS, "needs_words", "owner", "note")

    def __init__(self, *args: Any, owners: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [NOBODY, *((str(key), name) for key, name in owners)]  # type: ignore[attr-defined]

    def clean_travel_by(self) -> Any:
        day = self.cleaned_data["travel_by"]
        seen = self.current.values.get("travel_by") if self.current else None
        if day is not None and day < today() and day.isoformat() != seen:
            raise forms.ValidationError(LATER, code="past")
        return day

    @property
    def details(self) -> plans.Details:
        given = self.cleaned_data
        return plans.Details(
            owner_id=UUID(given["owner"]) if given["owner"] else None,
            travel_by=given["travel_by"],
            companion=given["companion"],
            needs={need: given[need] for need in NEEDS},
            receiver=given["receiver"],
            needs_words=given["needs_words"],
            note=given["note"],
        )


class PaperForm(Versioned, forms.Form):
    """What is known of one paper."""

    held = forms.ChoiceField(label=_("How it stands"), choices=choices.held_answers, widget=forms.RadioSelect)
    number = forms.CharField(label=_("Number of the paper"), required=False, max_length=60)
    issued_on = DayField(label=_("Issued on"), required=False)
    valid_until = DayField(
        label=_("Valid until"), required=False, help_text=_("The last day on which it is valid, as written in it.")
    )
    ordered_on = DayField(label=_("Applied for on"), required=False)
    note = text_area(_("Note"), _("Where it is, who has it; why it is not needed."), required=False, rows=2)

    def __init__(self, *args: Any, rule: PaperRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        held, issued, until, ordered = (
            cleaned.get(name) for name in ("held", "issued_on", "valid_until", "ordered_on")
        )
        if held == "ordered" and not ordered and "ordered_on" not in self.errors:
            self.add_error("ordered_on", _("Say on which day it was applied for."))
        if held == "not_needed" and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why it is not needed."))
        if held == "held":
            self._check_end(issued, until)
        for name, day in (("issued_on", issued), ("ordered_on", ordered)):
            if day and day > today():
                self.add_error(name, NOT_COME)
        return cleaned

    def _check_end(self, issued: Any, until: Any) -> None:
        if issued and until and until < issued:
            self.add_error("valid_until", BEFORE_ISSUE)
        counts = issued if self.rule.valid else until
        if self.rule.ends and not counts and not until and not {"issued_on", "valid_until"} & set(self.errors):
            if self.rule.valid:
                self.add_error("issued_on", _("How long it is valid counts from the day of issue. Fill it in."))
            else:
                self.add_error("valid_until", _("Fill in the last day on which it is valid."))

    def paper(self) -> papers.PaperInput:
        given = self.cleaned_data
        return papers.PaperInput(
            self.rule.kind,
            given["held"],
            given["issued_on"],
            given["valid_until"],
            given["ordered_on"],
            given["number"],
            given["note"],
        )


class AuthorityForm(FormMixin, forms.Form):
    """Who may take the child, on which basis."""

    basis = forms.ChoiceField(label=_("What the right rests on"), choices=choices.bases)
    escort = forms.ChoiceField(label=_("One of the escorts"), required=False)
    holder = forms.CharField(
        label=_("Or another adult"),
        required=False,
        max_length=300,
        help_text=_("Full name, and what they are to the child."),
    )
    scope = forms.CharField(
        label=_("What it allows"),
        max_length=300,
        help_text=_("For example: to collect the child and cross the border."),
    )
    valid_from = DayField(label=_("Valid from"))
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("Leave it empty where it has no end."))

    def __init__(self, *args: Any, escorts: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("no escort from the list"))
        self.fields["escort"].choices = [none, *((str(key), name) for key, name in escorts)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("escort") and not cleaned.get("holder", "").strip():
            self.add_error("holder", _("Choose an escort, or write down who it is."))
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("This is before the first day. Check both days."))
        return cleaned

    @property
    def authority(self) -> authority.AuthorityInput:
        given = self.cleaned_data
        return authority.AuthorityInput(
            basis=given["basis"],
            valid_from=given["valid_from"],
            valid_until=given["valid_until"],
            escort_id=UUID(given["escort"]) if given["escort"] else None,
            holder=given["holder"],
            scope=given["scope"],
        )


class AuthorityEndForm(FormMixin, forms.Form):
    reason = reason_field(_("Why it no longer holds"))


class RiskFields(forms.Form):
    """A level and measures for every kind of risk."""

    def __init__(self, *args: Any, rules: list[RiskRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        levels = [("", _("not judged yet")), *choices.levels()]
        for rule in rules:
            self.fields[f"level-{rule.kind}"] = forms.ChoiceField(label=_("How high"), choices=levels, required=False)
            self.fields[f"measures-{rule.kind}"] = text_area(_("What is done about it"), required=False, rows=2)
        self.fields["again"] = forms.BooleanField(
            label=_("I have looked at the others again today: they still hold"), required=False
        )


class RisksForm(Versioned, RiskFields):
    """Every kind of risk with its level and measures; what is left as it was is not judged again."""

    @property
    def groups(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """The fields of one kind of risk together, under its name."""
        return [(RISKS[one.kind], self[f"level-{one.kind}"], self[f"measures-{one.kind}"]) for one in self.rules]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for rule in self.rules:
            level, measures = cleaned.get(f"level-{rule.kind}"), cleaned.get(f"measures-{rule.kind}", "").strip()
            if level and level != "low" and not measures:
                self.add_error(f"measures-{rule.kind}", _("Say what is done about it, or why it cannot be judged."))
            if measures and not level:
                self.add_error(f"level-{rule.kind}", _("Say how high this risk is."))
        return cleaned

    @property
    def judgements(self) -> dict[str, risks.Judgement]:
        """The kinds whose level or measures are other than they were; all of them where all were looked at again."""
        given, before = self.cleaned_data, self.current.values if self.current else {}
        found = {}
        for rule in self.rules:
            level, measures = given[f"level-{rule.kind}"], given[f"measures-{rule.kind}"].strip()
            same = (before.get(f"level-{rule.kind}", ""), before.get(f"measures-{rule.kind}", "")) == (level, measures)
            if level and (given["again"] or not same):
                found[rule.kind] = risks.Judgement(level, measures)
        return found


class CostForm(FormMixin, forms.Form):
    kind = forms.ChoiceField(label=_("What it is for"))
    amount = MoneyField(label=_("How much"), help_text=_("For example 1 250,50."))
    currency = forms.ChoiceField(label=_("Currency"))
    note = text_area(_("Note"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = today()
        kinds = [(kind, capfirst(str(COSTS.get(kind, kind)))) for kind, span in budget_kinds() if span.holds(now)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["currency"].choices = currency_choices()  # type: ignore[attr-defined]

    @property
    def line(self) -> budget.LineInput:
        given = self.cleaned_data
        return budget.LineInput(given["kind"], given["amount"], given["currency"], given["note"])


class DecisionForm(FormMixin, forms.Form):
    decision = forms.ChoiceField(
        label=_("What is best for the child"), choices=choices.decisions, widget=forms.RadioSelect
    )
    reason = reason_field(
        _("Why"), _("What speaks for it and against it, and how the child's own view was weighed. It is kept.")
    )


class SecondAnswerForm(FormMixin, forms.Form):
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


class ReadyForm(FormMixin, forms.Form):
    reason = reason_field(
        _("What you have looked at"), _("That papers were seen and people were spoken with. It is kept with your name.")
    )


class NotNowForm(FormMixin, forms.Form):
    reason = reason_field(_("Why the child does not travel now"))
    review_on = DayField(label=_("When somebody looks again"))

    def clean_review_on(self) -> Any:
        day = self.cleaned_data["review_on"]
        if day <= today():
            raise forms.ValidationError(_("Name a day after today."), code="past")
        return day


class TakeUpForm(FormMixin, forms.Form):
    reason = reason_field(_("What has changed"))


class EndForm(FormMixin, forms.Form):
    reason = reason_field(_("Why the plan ends"))
