"""A look at a child is recorded and never overwritten; a red or undetermined one waits for a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions as cases
from dodomu.journey.reception import bridge, rules
from dodomu.journey.reception.actions.holding import NotNow, held, key_of, moment, said, seal, write_down
from dodomu.journey.reception.bridge import Look
from dodomu.journey.reception.models import AlertKind, Arrival, ArrivalState, Triage, TriageAlert
from dodomu.journey.reception.queries.colleagues import may_look_after
from dodomu.kit.dates import KYIV

TABLE, ALERTS = "reception_triage", "reception_triagealert"


@transaction.atomic
def record_triage(by: Viewer, arrival_id: UUID, look: Look, *, at: datetime | None = None, note: str = "") -> Triage:
    """Record one look at a child that is here, with the colour that follows by the rules in force on its day.

    Raises:
        NotAllowed, OutOfReach: the viewer records no triage of this child, or does not see health.
        NotNow: the child is not here.
        ValueError: the time lies ahead or before the arrival, a code is not known, or the child is not born yet.
    """
    arrival = held(by, arrival_id, Act.TRIAGE_RECORD)
    _need_health(by, arrival)
    if arrival.state != ArrivalState.HERE:
        raise NotNow
    seen_at = moment(at, after=arrival.arrived_at)
    judged = bridge.judge(look, seen_at.astimezone(KYIV).date())
    row, key = new_id(), key_of(arrival.case)
    triage = Triage.objects.create(
        id=row,
        arrival=arrival,
        seen_at=seen_at,
        colour=judged.colour,
        review=judged.review,
        table=judged.table,
        seen_sealed=bridge.seal_value(key, TABLE, row, "seen_sealed", look.to_json()),
        result_sealed=bridge.seal_value(key, TABLE, row, "result_sealed", judged.to_json()),
        by_id=by.staff_id,
        at=timezone.now(),
        **seal(arrival.case, TABLE, row, note=note),
    )
    _settle(triage)
    if judged.colour in AlertKind.values:
        _alert(by, triage)
    write_down(by, arrival, "reception.triage", str(look.to_json()), note, table=judged.table)
    day = PartialDate.of_day(seen_at.astimezone(KYIV).date())
    step = cases.RoadStep("recovery", "first_72_hours", day)
    if _just_arrived(arrival):
        cases.road_step(by, Act.TRIAGE_RECORD, arrival.case.person_id, step)
    events.publish("triage_recorded", triage_id=triage.id)
    return triage


def _just_arrived(arrival: Arrival) -> bool:
    """Only the first look begins the first 72 hours: a later one must not bring an assessed child back to them."""
    return arrival.triages.count() == 1


def _settle(triage: Triage) -> None:
    """Nobody need complete an earlier undetermined look: this one stands in its place. A red one waits for a person."""
    earlier = TriageAlert.objects.filter(triage__arrival=triage.arrival_id, kind=AlertKind.UNDETERMINED)
    earlier.filter(seen_at=None, answered_by=None).update(answered_by=triage)


def _alert(by: Viewer, triage: Triage) -> None:
    TriageAlert.objects.create(
        triage=triage, kind=triage.colour, due_at=rules.due(triage.colour, triage.seen_at), owner_id=by.staff_id
    )


@transaction.atomic
def acknowledge(by: Viewer, alert_id: UUID, note: str) -> TriageAlert:
    """A person has been with the child and says what was done.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotNow: somebody was faster. ValueError: the note is empty.
    """
    alert, arrival = _held(by, alert_id)
    words = said("note", note)
    alert.seen_by_id, alert.seen_at = by.staff_id, timezone.now()
    for column, sealed in seal(arrival.case, ALERTS, alert.id, note=words).items():
        setattr(alert, column, sealed)
    alert.save(update_fields=("seen_by", "seen_at", "note_sealed"))
    write_down(by, arrival, "reception.alert_answered", words)
    return alert


@transaction.atomic
def hand_alert(by: Viewer, alert_id: UUID, owner_id: UUID) -> TriageAlert:
    """Another colleague goes to the child.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotNow: it is answered.
        ValueError: not a colleague who records triage of this child.
    """
    alert, arrival = _held(by, alert_id)
    if owner_id not in dict(may_look_after(arrival)):
        raise ValueError("owner: accepted are colleagues who record triage of this child")
    alert.owner_id = owner_id
    alert.save(update_fields=("owner",))
    write_down(by, arrival, "reception.alert_handed")
    return alert


def _held(by: Viewer, alert_id: UUID) -> tuple[TriageAlert, Arrival]:
    policy.require(by, Act.TRIAGE_RECORD)
    alert = TriageAlert.objects.select_for_update().filter(id=alert_id).first()
    if alert is None:
        raise policy.OutOfReach
    arrival = held(by, Triage.objects.values_list("arrival_id", flat=True).get(id=alert.triage_id), Act.TRIAGE_RECORD)
    _need_health(by, arrival)
    if alert.seen_at or alert.answered_by_id:
        raise NotNow
    return alert, arrival


def _need_health(by: Viewer, arrival: Arrival) -> None:
    person_id = arrival.case.person_id
    if not policy.sees_compartment(by, Compartment.CLINICAL, person_id):
        raise policy.OutOfReach
