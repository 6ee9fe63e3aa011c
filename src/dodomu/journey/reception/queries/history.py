"""What happened to a child at reception, for the life-line, the history and the child's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import answered
from dodomu.journey.reception.bridge import Opened
from dodomu.journey.reception.models import Arrival, ArrivalChange, SheetOut, Triage
from dodomu.journey.reception.queries.arrivals import arrival_of
from dodomu.journey.reception.queries.care import needs_of, particulars_of
from dodomu.journey.reception.queries.reach import of_person, sees_health
from dodomu.journey.reception.queries.rows import ArrivalRow, NeedRow, ParticularRow

WHATS = dict(ArrivalChange.What.choices)


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing: an arrival's change, a sheet, or a triage (``colour`` empty where the viewer does not see health)."""

    id: UUID
    arrival_id: UUID
    kind: str
    label: str
    at: datetime
    recorded_at: datetime
    by: str
    colour: str
    may_open: bool


def dated(viewer: Viewer, person_id: UUID) -> list[Dated]:
    """Everything dated about the arrivals of one child; nothing for those who may not read arrivals."""
    if not _may_read(viewer, person_id):
        return []
    return answered(("reception.dated", viewer.pid, person_id), lambda: _dated(viewer, person_id))


def _dated(viewer: Viewer, person_id: UUID) -> list[Dated]:
    arrivals = list(of_person(viewer, person_id))
    health, opens = sees_health(viewer, person_id), policy.may(viewer, Act.ARRIVAL_READ, subject=person_id)
    moments = {one.id: one.arrived_at for one in arrivals}
    found = [
        _changed(one, moments[one.arrival_id], may_open=opens)
        for one in ArrivalChange.objects.filter(arrival__in=arrivals).select_related("by")
    ]
    found += [
        Dated(
            one.id, one.arrival_id, "sheet", _("hand-over sheet made"), one.at, one.at, one.by.display_name, "", opens
        )
        for one in SheetOut.objects.filter(arrival__in=arrivals).select_related("by")
    ]
    found += [
        Dated(
            one.id,
            one.arrival_id,
            "triage",
            "",
            one.seen_at,
            one.at,
            one.by.display_name,
            one.colour if health else "",
            opens,
        )
        for one in Triage.objects.filter(arrival__in=arrivals).select_related("by")
    ]
    return found


def _changed(one: ArrivalChange, arrived_at: datetime | None, *, may_open: bool) -> Dated:
    """The arrival itself stands when the child came, everything else when it was recorded."""
    came = one.what == ArrivalChange.What.ARRIVED and arrived_at is not None
    by = one.by.display_name if one.by else ""
    at = arrived_at if came and arrived_at else one.at
    return Dated(one.id, one.arrival_id, one.what, str(WHATS[one.what]), at, one.at, by, "", may_open)


@dataclass(frozen=True, slots=True)
class AtAGlance:
    """The open or latest arrival of a child, for the child's page; ``may_open``: its own page too."""

    row: ArrivalRow
    needs: tuple[NeedRow, ...]
    particulars: tuple[ParticularRow, ...]
    may_open: bool


def at_a_glance(viewer: Viewer, person_id: UUID) -> AtAGlance | None:
    """What the child's page shows of reception; None where there is nothing, or the viewer may not read it."""
    row = arrival_of(viewer, person_id) if _may_read(viewer, person_id) else None
    if row is None:
        return None
    arrival = Arrival.objects.select_related("case").get(id=row.id)
    opened = Opened({arrival.case.data_key_id})
    return AtAGlance(
        row=row,
        needs=tuple(needs_of(viewer, [row.id], opened)),
        particulars=tuple(particulars_of(viewer, arrival.case, opened)),
        may_open=policy.may(viewer, Act.ARRIVAL_READ, subject=person_id),
    )


def not_asked(viewer: Viewer, person_id: UUID) -> list[str]:
    """What of the particulars nobody has asked yet, by name."""
    given = at_a_glance(viewer, person_id)
    rows = given.particulars if given else ()
    return [row.label for row in rows if row.answer == "not_asked"]


def _may_read(viewer: Viewer, person_id: UUID) -> bool:
    return policy.may(viewer, Act.ARRIVAL_READ, subject=person_id) or person_id in viewer.broken_glass
