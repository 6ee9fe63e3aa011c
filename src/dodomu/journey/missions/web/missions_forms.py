"""Forms that make a mission: its beginnings, who travels in what, notices, costs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.web.forms import reason_field
from dodomu.journey.missions.actions import ChildInput, EscortInput, MissionInput, VehicleInput
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.queries.missions_choices import Choice, OnRoster, ReadyToGo
from dodomu.journey.missions.web.missions_fields import MomentForm, MoneyField, number_field
from dodomu.journey.missions.web.money import currency_choices
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin, text_area
from dodomu.kit.versions import Versioned

CODE_NAME = _(
    "A word that speaks of nothing: never the name of a child or a place. It stands on the board, phones and paper."
)
NO_SEAT = ("", _("no seat yet"))


def code_name_field(help_text: Any = CODE_NAME) -> forms.CharField:
    return forms.CharField(
        label=_("Code name"),
        help_text=help_text,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )


class MissionForm(MomentForm):
    """What a mission begins with."""

    code_name = code_name_field()
    team = forms.ChoiceField(label=_("Team that runs it"))
    corridor = forms.ChoiceField(label=_("Corridor"))
    reception_team = forms.ChoiceField(
        label=_("Team that waits at the end"),
        required=False,
        help_text=_("Once the mission has departed, this team sees its children."),
    )
    meeting = text_area(_("Where and when everybody meets"), required=False, rows=2)
    note = text_area(_("Note"), required=False, rows=2)
    field_order = ("code_name", "team", "corridor", "day", "time", "reception_team", "meeting", "note")

    def __init__(
        self, *args: Any, teams: list[Choice], corridors: list[Choice], waiting: list[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label, self.fields["time"].label = _("Day of departure"), _("Time of departure")
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        self.fields["corridor"].choices = corridors  # type: ignore[attr-defined]
        self.fields["reception_team"].choices = [("", _("not decided yet")), *waiting]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time") and self.at <= timezone.now():
            self.add_error("day", _("This time has passed. Name a time to come."))
        return cleaned

    @property
    def given(self) -> MissionInput:
        data = self.cleaned_data
        return MissionInput(
            code_name=data["code_name"],
            team_id=UUID(data["team"]),
            corridor_id=UUID(data["corridor"]),
            departs_at=self.at,
            reception_team_id=UUID(data["reception_team"]) if data["reception_team"] else None,
            meeting=data["meeting"],
            note=data["note"],
        )


class GroupForm(FormMixin, forms.Form):
    """Another group of a mission."""

    code_name = code_name_field()


def named_child(child: ReadyToGo) -> str:
    """How a child who may go stands in a list of choices."""
    name = child.name.full if child.name else str(_("name not known"))
    parts = [f"№{child.case_number}", name]
    if child.ages is not None:
        low, high = child.ages
        parts.append(str(_("%(age)s years")) % {"age": low if low == high else f"{low}–{high}"})
    if child.siblings:
        numbers = ", ".join(f"№{one}" for one in child.siblings)
        parts.append(str(_("brother or sister of %(numbers)s")) % {"numbers": numbers})
    return " · ".join(parts)


class ChooseChildrenForm(FormMixin, forms.Form):
    """Children from plans that are ready; brothers and sisters stand together."""

    children = forms.MultipleChoiceField(label=_("Children whose plan is ready"), widget=forms.CheckboxSelectMultiple)
    group = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)
    apart = forms.BooleanField(label=_("I leave brothers or sisters behind who could travel too"), required=False)

    def __init__(self, *args: Any, ready: list[ReadyToGo], groups: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ready = {str(child.plan_id): child for child in ready}
        self.fields["children"].choices = [(key, named_child(child)) for key, child in self.ready.items()]  # type: ignore[attr-defined]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]
        self.fields["group"].initial = groups[0][0] if groups else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = set(cleaned.get("children", ()))
        behind = {
            other
            for key in chosen
            for other in self.ready[key].with_siblings
            if str(other) not in chosen and str(other) in self.ready
        }
        if behind and not cleaned.get("apart"):
            numbers = ", ".join(f"№{self.ready[str(one)].case_number}" for one in sorted(behind))
            self.add_error(
                "children",
                _(
                    "Brothers or sisters would stay behind: %(numbers)s. Choose them too, or tick below that you leave them."
                )
                % {"numbers": numbers},
            )
        return cleaned

    @property
    def group_id(self) -> UUID:
        return UUID(self.cleaned_data["group"])

    @property
    def plan_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["children"]]


class SeatedForm(Versioned, forms.Form):
    """In which group and vehicle somebody travels."""

    group = forms.ChoiceField(label=_("Group"))
    vehicle = forms.ChoiceField(label=_("Vehicle"), required=False)

    def __init__(self, *args: Any, groups: list[Choice], vehicles: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """``vehicles``: id, name, id of the group."""
        super().__init__(*args, **kwargs)
        self.groups_of = {key: group for key, _name, group in vehicles}
        self.fields["group"].choices = groups  # type: ignore[attr-defined]
        self.fields["vehicle"].choices = [NO_SEAT, *((key, name) for key, name, _group in vehicles)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        vehicle, group = cleaned.get("vehicle"), cleaned.get("group")
        if vehicle and group and self.groups_of.get(vehicle) != group:
            self.add_error("vehicle", _("This vehicle belongs to another group. Choose one of the same group."))
        return cleaned

    @property
    def group_id(self) -> UUID:
        return UUID(self.cleaned_data["group"])

    @property
    def vehicle_id(self) -> UUID | None:
        return UUID(self.cleaned_data["vehicle"]) if self.cleaned_data["vehicle"] else None


class ChildForm(SeatedForm):
    """How a child travels."""

    code_name = code_name_field()
    child_seat = forms.BooleanField(label=_("needs a child seat"), required=False)
    wheelchair = forms.BooleanField(label=_("travels in a wheelchair"), required=False)
    medical_escort = forms.BooleanField(label=_("needs a medical escort"), required=False)
    medicine = text_area(_("Medicine: which, how much, when it is given"), required=False, rows=2)
    needs = text_area(_("What the child needs on the way"), required=False, rows=2)
    field_order = ("code_name", "group", "vehicle", "child_seat", "wheelchair", "medical_escort", "medicine", "needs")

    @property
    def given(self) -> ChildInput:
        data = self.cleaned_data
        return ChildInput(
            group_id=self.group_id,
            code_name=data["code_name"],
            vehicle_id=self.vehicle_id,
            child_seat=data["child_seat"],
            wheelchair=data["wheelchair"],
            medical_escort=data["medical_escort"],
            medicine=data["medicine"],
            needs=data["needs"],
        )


def named_escort(escort: OnRoster) -> str:
    """How an escort stands in a list of choices, with what keeps them from travelling."""
    parts = [escort.name, escort.sex]
    if escort.medical:
        parts.append(str(_("medical worker")))
    if escort.elsewhere:
        parts.append(str(_("on mission %(mission)s then")) % {"mission": escort.elsewhere})
    if escort.reasons:
        parts.append(str(_("may not travel: %(reasons)s")) % {"reasons": "; ".join(escort.reasons)})
    return " · ".join(parts)


class EscortForm(SeatedForm):
    """An escort of the roster for a mission."""

    escort = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    part = forms.ChoiceField(label=_("As what"), choices=choices.parts, widget=forms.RadioSelect)
    code_name = code_name_field(_("It stands for this person on the board, the phone and paper."))
    field_order: tuple[str, ...] = ("escort", "part", "group", "vehicle", "code_name")

    def __init__(self, *args: Any, roster: list[OnRoster], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["escort"].choices = [(str(one.id), named_escort(one)) for one in roster]  # type: ignore[attr-defined]

    @property
    def given(self) -> EscortInput:
        data = self.cleaned_data
        return EscortInput(UUID(data["escort"]), self.group_id, data["part"], data["code_name"], self.vehicle_id)


class ReplaceForm(EscortForm):
    """Somebody else takes the part of an escort."""

    outcome = forms.ChoiceField(label=_("What became of the escort who is replaced"), widget=forms.RadioSelect)
    reason = reason_field(_("Why"))
    field_order = ("outcome", "reason", "escort", "part", "group", "vehicle", "code_name")

    def __init__(self, *args: Any, under_way: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if under_way:
            self.fields["outcome"].choices = choices.escort_outcomes(replaced=True)  # type: ignore[attr-defined]
        else:
            del self.fields["outcome"]


class VehicleForm(FormMixin, forms.Form):
    """Something with seats."""

    group = forms.ChoiceField(label=_("Group"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices.vehicle_kinds, widget=forms.RadioSelect)
    label = forms.CharField(
        label=_("How to know it"),
        help_text=_("Number plate, carriage or train number. It is kept sealed."),
        max_length=80,
    )
    seats = number_field(_("Seats for passengers"), _("Without those of the drivers."), required=True, low=1, high=400)
    child_seats = number_field(_("Child seats among them"), low=0, high=400)
    wheelchairs = number_field(_("Places for wheelchairs"), low=0, high=20)
    drivers = number_field(_("Drivers"), low=0, high=4)

    def __init__(self, *args: Any, groups: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("child_seats") or 0) > (cleaned.get("seats") or 400):
            self.add_error("child_seats", _("There are more child seats than seats."))
        return cleaned

    @property
    def given(self) -> VehicleInput:
        data = self.cleaned_data
        return VehicleInput(
            UUID(data["group"]),
            data["kind"],
            data["label"],
            seats=data["seats"],
            child_seats=data["child_seats"] or 0,
            wheelchairs=data["wheelchairs"] or 0,
            drivers=data["drivers"] if data["drivers"] is not None else 1,
        )


class ReasonForm(FormMixin, forms.Form):
    reason = reason_field()


class NoticeForm(FormMixin, forms.Form):
    """On which day the carrier was ordered or the police was told."""

    kind = forms.ChoiceField(label=_("What was done"), choices=choices.notices, widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), required=False, help_text=_("Leave it empty if it was taken back."))
    note = text_area(_("With whom, under which number"), required=False, rows=2)

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on is not None and on > today():
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return on


class CostForm(FormMixin, forms.Form):
    """What something costs."""

    kind = forms.ChoiceField(label=_("For what"), choices=choices.cost_kinds)
    amount = MoneyField(label=_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    expected = forms.ChoiceField(
        label=_("Expected or spent"),
        choices=[("spent", _("it was spent")), ("expected", _("it is expected"))],
        widget=forms.RadioSelect,
        initial="spent",
    )
    note = text_area(_("Note"), required=False, rows=2)
