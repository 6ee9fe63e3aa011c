"""A child has arrived, its identity checked again; does not come; left; was recorded by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dodomu.base import events
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions as cases
from dodomu.journey.reception.actions.expecting import centre_for
from dodomu.journey.reception.actions.holding import NotNow, changed, held, moment, said, seal
from dodomu.journey.reception.actions.placing import free_bed_of
from dodomu.journey.reception.models import Arrival, ArrivalChange, ArrivalState, Identity
from dodomu.kit.dates import KYIV

What = ArrivalChange.What
COMING = {ArrivalState.EXPECTED, ArrivalState.NOT_COMING}


@dataclass(frozen=True, slots=True)
class Received:
    """One child that has arrived: how its identity was checked again, and by whom if not by the one who records it."""

    arrival_id: UUID
    identity: str
    identity_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Handing:
    """What holds for all who arrive together: when (None: now), at which centre, who brought them."""

    at: datetime | None = None
    centre_id: UUID | None = None
    brought_by: str = field(default="", repr=False)


@transaction.atomic
def receive(by: Viewer, children: Sequence[Received], handing: Handing | None = None) -> list[Arrival]:
    """Record that these children have arrived; the axes of their cases follow.

    Raises:
        NotAllowed, OutOfReach: one of them is not for this viewer; then nothing is recorded.
        NotNow: one of them is here already, or has left.
        ValueError: the identity is not said to be checked in one of the known ways, the time lies ahead, or the centre is
            not one of the team's.
    """
    handing = handing or Handing()
    if not children:
        raise ValueError("children: name at least one")
    return [_receive(by, child, handing) for child in children]


def _receive(by: Viewer, child: Received, handing: Handing) -> Arrival:
    arrival = held(by, child.arrival_id, Act.ARRIVAL_WORK)
    if arrival.state not in COMING:
        raise NotNow
    if child.identity not in Identity.values:
        raise ValueError("identity: accepted are the ways in which it can be checked")
    checker = child.identity_by or by.staff_id
    if not User.objects.filter(pk=checker, is_active=True).exists():
        raise ValueError("identity_by: accepted are colleagues")
    arrival.state = ArrivalState.HERE
    arrival.arrived_at = moment(handing.at)
    arrival.received_by_id = by.staff_id
    arrival.identity, arrival.identity_by_id = child.identity, checker
    if handing.centre_id or arrival.centre_id is None:
        arrival.centre = centre_for(arrival.team_id, handing.centre_id)
    for column, sealed in seal(arrival.case, "reception_arrival", arrival.id, brought_by=handing.brought_by).items():
        setattr(arrival, column, sealed)
    arrival.save()
    changed(by, arrival, What.ARRIVED, code=child.identity)
    _step(by, arrival, "return", "received")
    _step(by, arrival, "recovery", "arrived")
    events.publish("child_arrived", arrival_id=arrival.id)
    return arrival


def _step(by: Viewer, arrival: Arrival, axis: str, value: str) -> None:
    """The step of the child's axis that the arrival is, on the day it arrived in Kyiv."""
    if arrival.arrived_at is None:
        raise NotNow
    day = PartialDate.of_day(arrival.arrived_at.astimezone(KYIV).date())
    cases.road_step(by, Act.ARRIVAL_WORK, arrival.case.person_id, cases.RoadStep(axis, value, day))


@transaction.atomic
def not_coming(by: Viewer, arrival_id: UUID, note: str) -> Arrival:
    """An expected child does not come; the team goes on knowing of it, so that it can be received after all.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotNow: it is not expected. ValueError: the note is empty.
    """
    arrival = held(by, arrival_id, Act.ARRIVAL_WORK)
    words = said("note", note)
    if arrival.state != ArrivalState.EXPECTED:
        raise NotNow
    arrival.state = ArrivalState.NOT_COMING
    arrival.save(update_fields=("state",))
    changed(by, arrival, What.NOT_COMING, note=words)
    return arrival


@transaction.atomic
def take_back(by: Viewer, arrival_id: UUID, note: str) -> Arrival:
    """It was another child: the arrival is expected again, the mistake stays in its history.

    The steps on the axes of the case stay until those who work on it withdraw them.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
        NotNow: the child is not here, or was looked at already. ValueError: the note is empty.
    """
    arrival = held(by, arrival_id, Act.ARRIVAL_WORK)
    words = said("note", note)
    if arrival.state != ArrivalState.HERE or arrival.triages.exists():
        raise NotNow
    free_bed_of(by, arrival)
    arrival.state = ArrivalState.EXPECTED
    arrival.arrived_at = arrival.received_by = arrival.identity_by = arrival.brought_by_sealed = None
    arrival.identity = ""
    arrival.save()
    changed(by, arrival, What.TAKEN_BACK, note=words)
    return arrival


@transaction.atomic
def leave(by: Viewer, arrival_id: UUID, note: str, at: datetime | None = None) -> Arrival:
    """A child leaves the centre; its bed is free. Where it goes is said in the note.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotNow: the child is not here.
        ValueError: the note is empty, or the time lies ahead or before the arrival.
    """
    arrival = held(by, arrival_id, Act.ARRIVAL_WORK)
    words = said("note", note)
    if arrival.state != ArrivalState.HERE:
        raise NotNow
    arrival.state = ArrivalState.LEFT
    arrival.left_at, arrival.left_by_id = moment(at, after=arrival.arrived_at), by.staff_id
    arrival.save(update_fields=("state", "left_at", "left_by"))
    free_bed_of(by, arrival)
    changed(by, arrival, What.LEFT, note=words)
    events.publish("child_left", arrival_id=arrival.id)
    return arrival
