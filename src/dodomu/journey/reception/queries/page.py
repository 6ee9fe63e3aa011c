"""One arrival with all that belongs to it."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.reception.bridge import Opened
from dodomu.journey.reception.models import Arrival, ArrivalChange, BedStay
from dodomu.journey.reception.queries.arrivals import OPEN, rows_of
from dodomu.journey.reception.queries.care import needs_of, particulars_of, topics_of
from dodomu.journey.reception.queries.families import families
from dodomu.journey.reception.queries.health import triage_rows
from dodomu.journey.reception.queries.reach import sees_health, visible
from dodomu.journey.reception.queries.rows import ArrivalPage, ArrivalRow, ChangeRow, StayRow
from dodomu.journey.registry.queries.current import current_persons


@in_one_reading
def arrival(viewer: Viewer, arrival_id: UUID) -> ArrivalPage:
    """The page of one arrival.

    Raises:
        NotAllowed: the viewer reads no arrivals. OutOfReach: there is none within reach.
    """
    policy.require(viewer, Act.ARRIVAL_READ)
    related = ("case", "received_by", "identity_by")
    found = visible(viewer).select_related(*related).filter(id=arrival_id).first()
    if found is None:
        raise policy.OutOfReach
    opened, person_id = Opened({found.case.data_key_id}), found.case.person_id
    row = rows_of(viewer, Arrival.objects.filter(id=found.id))[0]
    works = policy.may(viewer, Act.ARRIVAL_WORK, subject=person_id)
    return ArrivalPage(
        row=row,
        triages=tuple(triage_rows(found, opened, health=sees_health(viewer, person_id))),
        needs=tuple(needs_of(viewer, [found.id], opened)),
        particulars=tuple(particulars_of(viewer, found.case, opened)),
        topics=tuple(topics_of(viewer, row.person_id))
        if policy.may(viewer, Act.PERSON_READ, subject=row.person_id)
        else (),
        changes=tuple(_change(one, found, opened) for one in found.changes.select_related("by")),
        stays=tuple(_stays(found)),
        brought_by=opened.text(
            found.case.data_key_id, "reception_arrival", found.id, "brought_by_sealed", found.brought_by_sealed
        ),
        received_by=found.received_by.display_name if found.received_by else "",
        identity_by=found.identity_by.display_name if found.identity_by else "",
        family=tuple(family_of(viewer, row)),
        may_work=works,
        may_triage=policy.may(viewer, Act.TRIAGE_RECORD, subject=person_id) and row.health,
        may_send=policy.may(viewer, Act.CASE_REFER, subject=person_id),
        may_end_needs=works or policy.may(viewer, Act.CASE_WORK, subject=person_id),
    )


def family_of(viewer: Viewer, row: ArrivalRow) -> list[ArrivalRow]:
    """Brothers and sisters who are expected or here too, within reach."""
    if row.state not in OPEN:
        return []
    others = dict(visible(viewer).filter(state__in=OPEN).exclude(id=row.id).values_list("id", "case__person_id"))
    current = current_persons(list(others.values()))
    groups = families({row.person_id, *current.values()})
    mine = groups.get(row.person_id)
    ids = [one for one, person_id in others.items() if mine and groups.get(current.get(person_id, person_id)) == mine]
    return rows_of(viewer, Arrival.objects.filter(id__in=ids)) if ids else []


def _change(one: ArrivalChange, found: Arrival, opened: Opened) -> ChangeRow:
    key = found.case.data_key_id
    return ChangeRow(
        what=one.what,
        label=str(one.get_what_display()),
        code=one.code,
        expected_at=one.expected_at,
        note=opened.text(key, "reception_arrivalchange", one.id, "note_sealed", one.note_sealed),
        by=one.by.display_name if one.by else "",
        at=one.at,
    )


def _stays(found: Arrival) -> list[StayRow]:
    stays = list(BedStay.objects.filter(arrival=found).select_related("bed__room__centre", "by"))
    opened = Opened({one.bed.room.centre.data_key_id for one in stays})
    return [
        StayRow(
            room=opened.text(
                one.bed.room.centre.data_key_id,
                "reception_room",
                one.bed.room_id,
                "label_sealed",
                one.bed.room.label_sealed,
            ),
            number=one.bed.number,
            since=one.since,
            until=one.until,
            by=one.by.display_name,
        )
        for one in stays
    ]
