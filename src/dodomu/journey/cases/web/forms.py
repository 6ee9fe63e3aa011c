"""Forms of cases. Each act asks for its reason; what may be chosen comes from the queries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import queries
from dodomu.journey.cases.axes import VERIFICATION, values_of
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import today
from dodomu.kit.forms import FormMixin, PartialDateField, text_area
from dodomu.kit.versions import Versioned

NOBODY = ("", _("nobody yet: the team finds somebody"))


def reason_field(label: Any = None, help_text: Any = "") -> forms.CharField:
    kept = _("One sentence is enough. It is kept, and only those who see the case can read it.")
    return text_area(label or _("Reason"), help_text or kept)


class GivenTo(FormMixin, forms.Form):
    """A team, and somebody in it."""

    team = forms.ChoiceField(label=_("Team"), help_text=_("Everybody in this team will see the child."))
    worker = forms.ChoiceField(label=_("Worker"), required=False)

    def __init__(self, *args: Any, teams: list[tuple[UUID, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = queries.workers()
        self.fields["team"].choices = [(str(key), name) for key, name in teams or queries.teams()]  # type: ignore[attr-defined]
        self.fields["worker"].choices = [NOBODY, *((str(key), name) for key, name, _held in self.people)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        team, worker = cleaned.get("team"), cleaned.get("worker")
        if team and worker and not self._works_there(UUID(worker), UUID(team)):
            self.add_error(
                "worker", _("This colleague does not work cases in that team. Choose another, or nobody yet.")
            )
        return cleaned

    def _works_there(self, worker: UUID, team: UUID) -> bool:
        return any(key == worker and held & {None, team} for key, _name, held in self.people)

    @property
    def team_id(self) -> UUID:
        return UUID(self.cleaned_data["team"])

    @property
    def worker_id(self) -> UUID | None:
        return UUID(self.cleaned_data["worker"]) if self.cleaned_data["worker"] else None


class OpenCaseForm(GivenTo):
    risk = forms.ChoiceField(
        label=_("Risk level"),
        help_text=_("How soon harm may come to the child."),
        choices=queries.risks,
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Why a case is opened"))


class HandOverForm(Versioned, GivenTo):
    reason = reason_field(_("Why the case changes hands"))


class RiskForm(Versioned, forms.Form):
    risk = forms.ChoiceField(label=_("Risk level"), choices=queries.risks, widget=forms.RadioSelect)
    reason = reason_field(_("Why the risk level changes"))


class ReasonForm(Versioned, forms.Form):
    reason = reason_field()


class SourcedForm(FormMixin, forms.Form):
    """From when something holds, and which report says so."""

    since = PartialDateField(label=_("Since when"), required=False)
    source = forms.ChoiceField(label=_("Which report says so"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, person_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reports = linking.reports_of(viewer, person_id)
        known = [(str(report_id), f"{name}, {day}") for report_id, name, day in reports]
        self.fields["source"].choices = [("", _("none of the reports here: say in the note how you know")), *known]  # type: ignore[attr-defined]

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since is not None and since.earliest > today():
            raise forms.ValidationError(
                _("This day has not come yet. Record the step when it has happened."), code="future"
            )
        return since

    @property
    def source_id(self) -> UUID | None:
        return UUID(self.cleaned_data["source"]) if self.cleaned_data["source"] else None


class AnswerForm(SourcedForm):
    """Accept or decline what the system proposes."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("Accept")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field()
    field_order = ("answer", "since", "source", "reason")

    def ask_which_leads(self, proposed: int, other: int | None) -> None:
        """For two cases of one child: a person chooses which leads; the other closes as joined."""
        del self.fields["since"], self.fields["source"]
        leads = _("Case №%(lead)s leads; case №%(other)s closes as joined")
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            ("accept", leads % {"lead": proposed, "other": other}),
            ("other", leads % {"lead": other, "other": proposed}),
            ("decline", _("Neither leads for now; both stay open")),
        ]

    @property
    def other_leads(self) -> bool:
        return bool(self.cleaned_data.get("answer") == "other")


class StepForm(Versioned, SourcedForm):
    """A step on one axis."""

    value = forms.ChoiceField(label=_("What holds now"), widget=forms.RadioSelect)
    verification = forms.ChoiceField(label=_("How far this is verified"), required=False)
    note = text_area(_("Note"), _("What a colleague needs to understand this step."), required=False)
    field_order = ("value", "since", "verification", "source", "note")

    def __init__(self, *args: Any, axis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = [(value.code, value.label) for value in values_of(axis)]  # type: ignore[attr-defined]
        self.fields["since"].required = True
        if axis == "legal":
            states = [(value.code, value.label) for value in values_of(VERIFICATION)]
            self.fields["verification"].choices = [("", _("not stated")), *states]  # type: ignore[attr-defined]
        else:
            del self.fields["verification"]
