"""The form in which a whole group is seated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.actions import SeatInput
from dodomu.journey.missions.queries import ChildRow, EscortOnMission, GroupRow
from dodomu.journey.missions.web.missions_forms import NO_SEAT
from dodomu.kit.forms import FormMixin

NEEDS = (
    ("child_seat", _("child seat")),
    ("wheelchair", _("wheelchair")),
    ("medical_escort", _("medical escort")),
)


class SeatsForm(FormMixin, forms.Form):
    """One line for each traveller of a group: vehicle, and what a child needs."""

    def __init__(self, *args: Any, group: GroupRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        vehicles = [NO_SEAT, *((str(row.id), row.name) for row in group.vehicles)]
        travellers: list[EscortOnMission | ChildRow] = [*group.escorts_now, *group.on_list]
        for row in travellers:
            self.fields[f"{row.id.hex}-vehicle"] = forms.ChoiceField(
                label=_("Vehicle of %(who)s") % {"who": row.code_name}, choices=vehicles, required=False
            )
            self.initial[f"{row.id.hex}-vehicle"] = str(row.vehicle_id or "")
        for child in group.on_list:
            for name, label in NEEDS:
                self.fields[f"{child.id.hex}-{name}"] = forms.BooleanField(label=label, required=False)
                self.initial[f"{child.id.hex}-{name}"] = getattr(child, name)
        for name, field in self.fields.items():
            if name.endswith("-vehicle"):
                field.widget.attrs["class"] = "input"

    @property
    def adults(self) -> list[tuple[Any, Any]]:
        return [(row, self[f"{row.id.hex}-vehicle"]) for row in self.group.escorts_now]

    @property
    def children(self) -> list[tuple[Any, Any, list[Any]]]:
        return [
            (row, self[f"{row.id.hex}-vehicle"], [self[f"{row.id.hex}-{name}"] for name, _label in NEEDS])
            for row in self.group.on_list
        ]

    @property
    def seats(self) -> list[SeatInput]:
        data = self.cleaned_data
        found = [SeatInput(row.id, _vehicle(data, row.id)) for row in self.group.escorts_now]
        for child in self.group.on_list:
            needs = {name: data[f"{child.id.hex}-{name}"] for name, _label in NEEDS}
            found.append(SeatInput(child.id, _vehicle(data, child.id), **needs))
        return found


def _vehicle(data: dict[str, Any], row: UUID) -> UUID | None:
    chosen = data[f"{row.hex}-vehicle"]
    return UUID(chosen) if chosen else None
