"""Forms about one child on a mission: at the meeting point, handed over, what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.cases.web.forms import reason_field
from dodomu.journey.missions import child_outcomes
from dodomu.journey.missions.actions import Checked, HandOverInput, Outcome
from dodomu.journey.missions.queries import ChildRow, EscortOnMission
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.queries.missions_choices import Choice, ReadyToGo
from dodomu.journey.missions.web.missions_fields import MomentForm, number_field
from dodomu.journey.missions.web.missions_forms import named_child
from dodomu.kit.forms import FormMixin, text_area

HERE, NOT_HERE = "yes", "no"
PRESENCE = [(HERE, _("is here")), (NOT_HERE, pgettext_lazy("child of a mission", "did not come"))]
SOMEBODY_ELSE = "other"


class ManifestForm(FormMixin, forms.Form):
    """Every child at the meeting point. A child of whom nothing is said yet can wait for the next saving."""

    def __init__(self, *args: Any, children: list[ChildRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = children
        identities = [("", _("choose")), *choices.identity_checks()]
        medicines = [("", _("choose")), *choices.medicines()]
        for child in children:
            key, known = child.id.hex, child.manifest
            self.fields[f"{key}-present"] = forms.ChoiceField(
                label=_("Is the child here?"), choices=PRESENCE, widget=forms.RadioSelect, required=False
            )
            self.fields[f"{key}-identity"] = forms.ChoiceField(
                label=_("How do you know that it is this child?"), choices=identities, required=False
            )
            self.fields[f"{key}-medicine"] = forms.ChoiceField(label=_("Medicine"), choices=medicines, required=False)
            self.fields[f"{key}-note"] = forms.CharField(label=_("Note"), required=False, max_length=300)
            if known is not None:
                self.initial.update(
                    {
                        f"{key}-present": HERE if known.present else NOT_HERE,
                        f"{key}-identity": known.identity if known.present else "",
                        f"{key}-medicine": known.medicine if known.present else "",
                        f"{key}-note": known.note,
                    }
                )
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs.setdefault("class", "input")

    @property
    def cards(self) -> list[dict[str, Any]]:
        """Each child with its fields, for the page."""
        parts = ("present", "identity", "medicine", "note")
        return [{"child": child, **{part: self[f"{child.id.hex}-{part}"] for part in parts}} for child in self.children]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for child in self.children:
            key = child.id.hex
            if cleaned.get(f"{key}-present") != HERE:
                continue
            named = {"child": child.code_name}
            if not cleaned.get(f"{key}-identity"):
                self.add_error(f"{key}-identity", _("%(child)s: say how the identity was checked.") % named)
            if not cleaned.get(f"{key}-medicine"):
                self.add_error(f"{key}-medicine", _("%(child)s: say about medicine, also if nobody asked.") % named)
        return cleaned

    @property
    def lines(self) -> list[Checked]:
        found = []
        for child in self.children:
            key, data = child.id.hex, self.cleaned_data
            if data.get(f"{key}-present"):
                here = data[f"{key}-present"] == HERE
                line = Checked(child.id, here, note=data[f"{key}-note"])
                if here:
                    line = Checked(
                        child.id, here, data[f"{key}-identity"], data[f"{key}-medicine"], data[f"{key}-note"]
                    )
                found.append(line)
        return found


class DepartForm(FormMixin, forms.Form):
    """The last word before the mission departs; ``open_ended``: something is open that people decide, so they say why."""

    reason = text_area(_("Why it departs with what is open above"), required=False, rows=2)

    def __init__(self, *args: Any, open_ended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = open_ended


class JoinForm(FormMixin, forms.Form):
    """A child who was not planned for stands at the meeting point."""

    sibling = forms.ChoiceField(label=_("Who is it"), widget=forms.RadioSelect)
    number = number_field(
        _("Number of the case"), _("Only for another child than those above."), low=1, high=999_999_999
    )
    group = forms.ChoiceField(label=_("Group"))
    reason = reason_field(_("Why the child comes along"))

    def __init__(self, *args: Any, siblings: list[ReadyToGo], groups: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.case_id), named_child(one)) for one in siblings]
        self.fields["sibling"].choices = [*known, (SOMEBODY_ELSE, _("another child, with the number of its case"))]  # type: ignore[attr-defined]
        self.fields["sibling"].initial = known[0][0] if known else SOMEBODY_ELSE
        self.fields["group"].choices = groups  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("sibling") == SOMEBODY_ELSE and not cleaned.get("number"):
            self.add_error("number", _("Give the number of the case. Without a case the child cannot be taken along."))
        return cleaned


class OutcomeForm(MomentForm):
    """What became of a child."""

    past_only = True
    state = forms.ChoiceField(label=_("What became of the child"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where"), required=False)
    reason = reason_field(_("What happened"))
    field_order = ("state", "day", "time", "place", "reason")

    def __init__(self, *args: Any, child: ChildRow, places: list[Choice], words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(code, words[code]) for code in child_outcomes.after(child.state)]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("not known, or none of these")), *places]  # type: ignore[attr-defined]

    @property
    def given(self) -> Outcome:
        data = self.cleaned_data
        return Outcome(data["state"], self.at, data["reason"], UUID(data["place"]) if data["place"] else None)


class EscortEndForm(MomentForm):
    """What became of an escort."""

    past_only = True
    outcome = forms.ChoiceField(label=_("What became of them"), widget=forms.RadioSelect)
    reason = text_area(_("What happened"), _("Needed for everything but coming back."), required=False, rows=2)
    field_order = ("outcome", "day", "time", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices.escort_outcomes(replaced=False)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") not in {None, "done"} and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say what happened."))
        return cleaned


class HandOverForm(MomentForm):
    """Another adult answers for the child from here."""

    past_only = True
    from_escort = forms.ChoiceField(label=_("Who hands the child over"))
    from_name = forms.CharField(
        label=_("Their name"), help_text=_("Only if it is no escort of this mission."), required=False, max_length=200
    )
    to_escort = forms.ChoiceField(label=_("Who takes the child"))
    to_name = forms.CharField(
        label=_("The name of who takes the child"),
        help_text=_("Only if it is no escort of this mission."),
        required=False,
        max_length=200,
    )
    authority = forms.ChoiceField(
        label=_("By which right"), help_text=_("From the child's return plan. It must hold on that day.")
    )
    place = forms.ChoiceField(label=_("Where"), required=False)
    identity = forms.ChoiceField(label=_("How it was checked again that this is the child"), widget=forms.RadioSelect)
    from_confirmed = forms.BooleanField(
        label=_("who hands the child over has confirmed it"),
        error_messages={"required": _("Both adults must confirm. Ask who hands the child over.")},
    )
    to_confirmed = forms.BooleanField(
        label=_("who takes the child has confirmed it"),
        error_messages={"required": _("Both adults must confirm. Ask who takes the child.")},
    )
    note = text_area(_("Note"), required=False, rows=2)
    field_order = (
        "from_escort",
        "from_name",
        "to_escort",
        "to_name",
        "authority",
        "identity",
        "day",
        "time",
        "place",
        "from_confirmed",
        "to_confirmed",
        "note",
    )

    def __init__(
        self,
        *args: Any,
        escorts: list[EscortOnMission],
        authorities: list[Choice],
        places: list[Choice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        adults = [(str(one.id), f"{one.code_name} · {one.name}") for one in escorts]
        other = (SOMEBODY_ELSE, _("somebody else, by name"))
        self.fields["from_escort"].choices = [*adults, other]  # type: ignore[attr-defined]
        self.fields["to_escort"].choices = [other, *adults]  # type: ignore[attr-defined]
        self.fields["authority"].choices = authorities  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("not one of these")), *places]  # type: ignore[attr-defined]
        checks = [one for one in choices.identity_checks() if one[0] != "not_checked"]
        self.fields["identity"].choices = checks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for side in ("from", "to"):
            name = (cleaned.get(f"{side}_name") or "").strip()
            if cleaned.get(f"{side}_escort") == SOMEBODY_ELSE and not name:
                self.add_error(f"{side}_name", _("Say who it is."))
            if cleaned.get(f"{side}_escort") not in {None, SOMEBODY_ELSE} and name:
                self.add_error(f"{side}_name", _("Leave the name empty: an escort is chosen above."))
        if cleaned.get("from_escort") == cleaned.get("to_escort") not in {None, SOMEBODY_ELSE}:
            self.add_error("to_escort", _("Choose somebody else: a hand-over is from one adult to another."))
        return cleaned

    @property
    def given(self) -> HandOverInput:
        data = self.cleaned_data
        return HandOverInput(
            happened_at=self.at,
            identity=data["identity"],
            authority_id=UUID(data["authority"]) if data["authority"] else None,
            from_escort_id=_escort(data["from_escort"]),
            from_name=data["from_name"],
            to_escort_id=_escort(data["to_escort"]),
            to_name=data["to_name"],
            place_id=UUID(data["place"]) if data["place"] else None,
            from_confirmed=data["from_confirmed"],
            to_confirmed=data["to_confirmed"],
            note=data["note"],
        )


def _escort(code: str) -> UUID | None:
    return None if code == SOMEBODY_ELSE else UUID(code)
