"""Triage as it was recorded, and what waits for somebody; sealed words only for those who see health."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.bridge import Judged, Look, Opened
from dodomu.journey.reception.models import Arrival, Triage, TriageAlert
from dodomu.journey.reception.queries.reach import sees_health, visible
from dodomu.journey.reception.queries.rows import AlertRow, TriageRow

TABLE, ALERTS = "reception_triage", "reception_triagealert"


def triage(viewer: Viewer, triage_id: UUID) -> TriageRow:
    """One look at a child.

    Raises:
        OutOfReach: there is none within reach, or the viewer does not see health.
    """
    policy.require(viewer, Act.ARRIVAL_READ)
    found = Triage.objects.filter(id=triage_id, arrival__in=visible(viewer)).select_related("arrival__case").first()
    if found is None or not sees_health(viewer, found.arrival.case.person_id):
        raise policy.OutOfReach
    return triage_rows(found.arrival, Opened({found.arrival.case.data_key_id}), health=True, only=triage_id)[0]


def triage_rows(arrival: Arrival, opened: Opened, *, health: bool, only: UUID | None = None) -> list[TriageRow]:
    """The looks at one child, the latest first; words only with ``health``. ``only``: one of them."""
    found = Triage.objects.filter(arrival=arrival).select_related("by", "alert__owner", "alert__seen_by")
    rows = found.filter(id=only) if only else found
    return [_row(one, arrival, opened, health=health) for one in rows]


def _row(one: Triage, arrival: Arrival, opened: Opened, *, health: bool) -> TriageRow:
    key = arrival.case.data_key_id
    alert = getattr(one, "alert", None)
    look = opened.value(key, TABLE, one.id, "seen_sealed", one.seen_sealed) if health else None
    result = opened.value(key, TABLE, one.id, "result_sealed", one.result_sealed) if health else None
    return TriageRow(
        id=one.id,
        arrival_id=arrival.id,
        seen_at=one.seen_at,
        by=one.by.display_name,
        at=one.at,
        colour=one.colour if health else "",
        look=Look.from_json(look) if look else None,
        result=Judged.from_json(result) if result else None,
        note=opened.text(key, TABLE, one.id, "note_sealed", one.note_sealed) if health else "",
        alert=alert_row(alert, arrival, opened) if alert and health else None,
    )


def alert_row(alert: TriageAlert, arrival: Arrival, opened: Opened) -> AlertRow:
    return AlertRow(
        id=alert.id,
        triage_id=alert.triage_id,
        arrival_id=arrival.id,
        case_number=arrival.case.number,
        kind=alert.kind,
        due_at=alert.due_at,
        owner_id=alert.owner_id,
        owner=alert.owner.display_name,
        seen_by=alert.seen_by.display_name if alert.seen_by else "",
        seen_at=alert.seen_at,
        note=opened.text(arrival.case.data_key_id, ALERTS, alert.id, "note_sealed", alert.note_sealed),
        answered=alert.answered_by_id is not None,
    )


def open_alerts(viewer: Viewer) -> list[AlertRow]:
    """What this viewer may answer, of the children within reach, the oldest first."""
    if Act.TRIAGE_RECORD not in viewer.acts:
        return []
    return [row for row in _alerts(viewer, _waiting(viewer)) if row.open]


def alert(viewer: Viewer, alert_id: UUID) -> AlertRow:
    """One of them, answered or not.

    Raises:
        OutOfReach: there is none that this viewer may answer.
    """
    policy.require(viewer, Act.TRIAGE_RECORD)
    found = list(_alerts(viewer, _within(viewer).filter(id=alert_id)))
    if not found:
        raise policy.OutOfReach
    return found[0]


def _within(viewer: Viewer) -> QuerySet[TriageAlert]:
    reached = visible(viewer, Act.TRIAGE_RECORD)
    related = ("triage__arrival__case", "owner", "seen_by")
    return TriageAlert.objects.filter(triage__arrival__in=reached).select_related(*related)


def _waiting(viewer: Viewer) -> QuerySet[TriageAlert]:
    return _within(viewer).filter(seen_at=None, answered_by=None)


def _alerts(viewer: Viewer, found: QuerySet[TriageAlert]) -> Iterable[AlertRow]:
    rows = [one for one in found if sees_health(viewer, one.triage.arrival.case.person_id)]
    opened = Opened({one.triage.arrival.case.data_key_id for one in rows})
    return [alert_row(one, one.triage.arrival, opened) for one in rows]
