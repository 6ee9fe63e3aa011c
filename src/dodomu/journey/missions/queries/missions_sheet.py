"""What stands on the mission sheet of one group: code names, seats, and the legs whose table may be carried."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access import restricted
from dodomu.base.access.uses import uses_of_print
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.names import NameForm
from dodomu.journey.missions.queries.missions_page import mission
from dodomu.journey.missions.queries.missions_rows import ChildRow, EscortOnMission, LegRow, VehicleRow

PURPOSES: dict[str, tuple[Promise, str]] = {
    "road": (_("an adult who travels with the group"), "road"),
    "reception": (_("the team that waits at the end"), "meeting"),
    "authority": (_("the carrier, the police or another authority"), "authority"),
}
"""What a sheet is printed for: in words, and which purpose of ``data/prints.csv`` it is."""


@dataclass(frozen=True, slots=True)
class SheetChild:
    """A child on paper; ``name`` only where names were chosen and the child's data may be used for this purpose."""

    code_name: str
    vehicle: str
    child_seat: bool
    wheelchair: bool
    medical_escort: bool
    name: NameForm | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``kept_back``: numbers of the legs of which no table is printed; ``record``: what the QR code says."""

    record: str
    code_name: str
    group: str
    purpose: Promise
    departs_at: datetime
    children: tuple[SheetChild, ...]
    escorts: tuple[EscortOnMission, ...]
    vehicles: tuple[VehicleRow, ...]
    legs: tuple[LegRow, ...]
    kept_back: tuple[int, ...]
    named: bool


def sheet_of(viewer: Viewer, mission_id: UUID, group_id: UUID, purpose: str, *, named: bool) -> Sheet:
    """The sheet of one group.

    Raises:
        MissionNotFound: there is none within the viewer's reach. StopIteration never: the caller has checked the group.
    """
    found = mission(viewer, mission_id)
    group = next(one for one in found.groups if one.id == group_id)
    words, print_purpose = PURPOSES[purpose]
    carried = [leg for leg in group.way if leg.table]
    return Sheet(
        record=str(found.id),
        code_name=found.row.code_name,
        group=group.code_name,
        purpose=words,
        departs_at=found.row.departs_at,
        children=tuple(
            SheetChild(
                code_name=child.code_name,
                vehicle=child.vehicle,
                child_seat=child.child_seat,
                wheelchair=child.wheelchair,
                medical_escort=child.medical_escort,
                name=child.name if named and may_be_named(child, print_purpose) else None,
            )
            for child in group.on_list
            if child.state in {"listed", "boarded"}
        ),
        escorts=group.escorts_now,
        vehicles=group.vehicles,
        legs=tuple(carried) if found.sees_way else (),
        kept_back=tuple(leg.order for leg in group.way if not leg.table),
        named=named,
    )


def may_be_named(child: ChildRow, print_purpose: str) -> bool:
    """Whether a child's name may stand on paper for this purpose: the viewer reaches it, and no use of it is stopped."""
    if not child.reached or child.person_id is None:
        return False
    person_id = child.person_id
    return not any(restricted.is_stopped(person_id, use) for use in uses_of_print(print_purpose))
