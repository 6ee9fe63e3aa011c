"""The form in which a whole group is seated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.actions import SeatInput
from dodomu.journey.missions.queries import ChildRow, EscortOnMission, GroupRow
from dodomu.journey.missions.web.missions_forms import NO_SEAT
from dodomu.kit.versions import Versioned

NEEDS = (
    ("child_seat", _("child seat")),
    ("wheelchair", _("wheelchair")),
    ("medical_escort", _("medical escort")),
)


class SeatsForm(Versioned, forms.Form):
    """One line for each traveller of a group: vehicle, and what a child needs."""

    def __init__(self, *args: Any, group: GroupRow, **kwargs: Any) -> None:
        self.group = group
        # The fields are there before the form copies them: it compares them with what its author saw.
        vars(self)["base_fields"] = self._lines(group)
        super().__init__(*args, **kwargs)

    @staticmethod
    def _lines(group: GroupRow) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        vehicles = [NO_SEAT, *((str(row.id), row.name) for row in group.vehicles)]
        travellers: list[EscortOnMission | ChildRow] = [*group.escorts_now, *group.on_list]
        for row in travellers:
            fields[f"{row.id.hex}-vehicle"] = forms.ChoiceField(
                label=_("Vehicle of %(who)s") % {"who": row.code_name}, choices=vehicles, required=False
            )
        for child in group.on_list:
            for name, label in NEEDS:
                words = f"{child.code_name}: {label}"
                fields[f"{child.id.hex}-{name}"] = forms.BooleanField(label=words, required=False)
        return fields

    @property
    def adults(self) -> list[tuple[Any, Any]]:
        return [(row, self[f"{row.id.hex}-vehicle"]) for row in self.group.escorts_now]

    @property
    def children(self) -> list[tuple[Any, Any, list[Any]]]:
        return [
            (row, self[f"{row.id.hex}-vehicle"], [(self[f"{row.id.hex}-{name}"], label) for name, label in NEEDS])
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
