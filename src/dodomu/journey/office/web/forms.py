"""The forms of the office."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.actions.emergencies import DEFAULT_HOURS, LONGEST_HOURS, SHORTEST_REASON
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import Team, User
from dodomu.base.access.models.emergencies import Emergency
from dodomu.base.access.models.people import USERNAME, Language
from dodomu.base.access.roles import ROLES
from dodomu.kit.forms import FormMixin
from dodomu.kit.versions import Versioned

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class StaffForm(FormMixin, forms.Form):
    """A new colleague."""

    display_name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As colleagues know this person."))
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=40,
        validators=[USERNAME],
        help_text=_("Small Latin letters, digits, dots or hyphens, for example olena.koval."),
    )
    language = forms.ChoiceField(label=_("Language of the pages"), choices=Language.choices, widget=forms.RadioSelect)

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        if User.objects.filter(username=name).exists():
            raise ValidationError(_("This sign-in name is taken. Choose another."), code="taken")
        return name


class GrantRoleForm(Versioned, forms.Form):
    """One role, in one team or everywhere."""

    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: [("", _("Choose a role"))] + [(r.code, r.title) for r in ROLES]
    )
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team: the whole organisation"),
        help_text=_("Roles that see the children of a team see nobody without one."),
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class GrantCompartmentForm(Versioned, forms.Form):
    """One compartment, opened by name."""

    compartment = forms.ChoiceField(
        label=_("Compartment"), choices=lambda: [("", _("Choose a compartment")), *Compartment.choices]
    )


class TeamForm(FormMixin, forms.Form):
    """A new team."""

    name = forms.CharField(label=_("Name of the team"), max_length=120)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if Team.objects.filter(name=name).exists():
            raise ValidationError(_("There is a team of this name. Choose another name."), code="taken")
        return name


class LeaveForm(FormMixin, forms.Form):
    """A colleague leaves; who takes over."""

    hand_over_to = forms.ModelChoiceField(
        label=_("Who takes over"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: back to the team"),
    )
    confirm = forms.BooleanField(
        label=_("I have read what will happen"),
        error_messages={"required": _("Tick that you have read what will happen.")},
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], must_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hand_over_to"]
        field.queryset = colleagues  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.display_name  # type: ignore[attr-defined]
        field.required = must_name


class BreakGlassForm(FormMixin, forms.Form):
    """Open a child's page in an emergency."""

    person = forms.CharField(
        label=_("Which child"),
        max_length=300,
        help_text=_("The address of the child's page, as a colleague or an alert gave it to you."),
    )
    why = forms.ChoiceField(label=_("Why"), choices=Emergency.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What happened"),
        min_length=SHORTEST_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept sealed; the data protection officer and the director read it."),
        error_messages={"min_length": _("Say in a sentence what happened: at least 15 characters.")},
    )
    hours = forms.IntegerField(
        label=_("For how many hours"), min_value=1, max_value=LONGEST_HOURS, initial=DEFAULT_HOURS
    )

    def clean_person(self) -> UUID:
        found = ID.search(str(self.cleaned_data["person"]))
        if found is None:
            raise ValidationError(
                _("There is no record number in this. Paste the whole address of the page."), code="no_id"
            )
        return UUID(found.group())


class UnlockForm(FormMixin, forms.Form):
    """The password, to come back."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
