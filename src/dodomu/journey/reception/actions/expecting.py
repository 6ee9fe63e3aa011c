"""The list of arrivals follows a mission without anybody retyping it; and a child can be expected without a mission."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.actions import assign, unassign
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Assignment, Team
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case, NeedToKnow
from dodomu.journey.reception.actions.holding import changed
from dodomu.journey.reception.models import Arrival, ArrivalChange, ArrivalState, Centre
from dodomu.journey.reception.queries.from_missions import Coming
from dodomu.journey.registry.queries import linking

What = ArrivalChange.What
OPEN = (ArrivalState.EXPECTED, ArrivalState.HERE)


class AlreadyExpected(ValueError):
    """The child is expected or here already."""

    def __init__(self) -> None:
        super().__init__("case: the child is expected or here already")


class NoSuchCase(ValueError):
    """There is no open case with this number within reach."""

    def __init__(self) -> None:
        super().__init__("number: accepted are open cases within your reach")


@transaction.atomic
def follow(by: Viewer, child: Coming) -> Arrival | None:
    """Make the arrival of one child say what its mission says: expected, at which time, or not coming.

    What the centre itself has recorded stays: a child that is here is here.

    Parameters:
        by: whose act on the mission this follows from.

    Returns:
        The arrival, or None where the child is not expected and never was.
    """
    arrival = Arrival.objects.select_for_update().filter(child=child.child_id).first()
    if arrival is None:
        return _expect(by, child) if child.expected else None
    if arrival.state == ArrivalState.EXPECTED and child.gone:
        _does_not_come(by, arrival, child.state)
    elif arrival.state == ArrivalState.NOT_COMING and child.expected:
        _comes_after_all(by, arrival, child)
    elif arrival.state == ArrivalState.EXPECTED and child.expected_at and arrival.expected_at != child.expected_at:
        arrival.expected_at = child.expected_at
        arrival.save(update_fields=("expected_at",))
        changed(by, arrival, What.TIME)
    return arrival


@transaction.atomic
def call_off(by: Viewer, child: Coming) -> None:
    """The whole mission was cancelled: the child is not expected any more."""
    arrival = Arrival.objects.select_for_update().filter(child=child.child_id, state=ArrivalState.EXPECTED).first()
    if arrival is not None:
        _does_not_come(by, arrival, "cancelled")


@transaction.atomic
def expect(
    by: Viewer, case_number: int, team_id: UUID, *, centre_id: UUID | None = None, expected_at: datetime | None = None
) -> Arrival:
    """Expect a child without a mission: somebody brings it, or it came by itself.

    Raises:
        NotAllowed: the viewer receives nobody.
        NoSuchCase: no open case with this number within reach; another team's looks the same.
        AlreadyExpected: the child is expected or here already.
        ValueError: not a team or centre of the viewer's.
    """
    policy.require(by, Act.ARRIVAL_WORK)
    reached = policy.subjects(by, Act.ARRIVAL_WORK, field="person_id")
    case = Case.objects.filter(reached, number=case_number, closed_at=None).first()
    if case is None:
        raise NoSuchCase
    if team_id not in policy.teams_for(by, Act.ARRIVAL_WORK):
        raise ValueError("team: accepted are teams in which you receive children")
    centre = centre_for(team_id, centre_id)
    if Arrival.objects.filter(case__person__in=linking.parts_of(case.person_id), state__in=OPEN).exists():
        raise AlreadyExpected
    return _new(by, case, team_id, expected_at=expected_at, centre=centre)


def centre_for(team_id: UUID, centre_id: UUID | None) -> Centre | None:
    """The centre of a team that is meant; the only one where none is named.

    Raises:
        ValueError: it is not one of the team's that are in use.
    """
    own = Centre.objects.filter(team=team_id, retired_at=None)
    if centre_id is None:
        found = list(own[:2])
        return found[0] if len(found) == 1 else None
    centre = own.filter(id=centre_id).first()
    if centre is None:
        raise ValueError("centre: accepted are centres of the team that are in use")
    return centre


def _expect(by: Viewer, child: Coming) -> Arrival | None:
    """A new arrival from a line of a mission; none where the child is here already by another way."""
    case = Case.objects.get(id=child.case_id)
    if Arrival.objects.filter(case__person__in=linking.parts_of(case.person_id), state__in=OPEN).exists():
        return None
    centre = centre_for(child.team_id, None)
    return _new(by, case, child.team_id, expected_at=child.expected_at, centre=centre, child_id=child.child_id)


def _new(
    by: Viewer,
    case: Case,
    team_id: UUID,
    *,
    expected_at: datetime | None,
    centre: Centre | None,
    child_id: UUID | None = None,
) -> Arrival:
    arrival = Arrival.objects.create(
        case=case,
        child_id=child_id,
        team_id=team_id,
        centre=centre,
        expected_at=expected_at,
        by_id=by.user_id,
        at=timezone.now(),
    )
    _let_know(by, arrival)
    changed(by, arrival, What.EXPECTED)
    events.publish("child_expected", arrival_id=arrival.id)
    return arrival


def _let_know(by: Viewer, arrival: Arrival) -> None:
    """Bring the child within reach of the team that receives it; what the team knew before is not ours to end later."""
    for subject in sorted({arrival.case.person_id, linking.current_person(arrival.case.person_id)}):
        known = Assignment.objects.filter(subject=subject, team=arrival.team_id, user=None, until=None).exists()
        made = assign(by, subject, Team.objects.get(id=arrival.team_id))
        if not known and subject == arrival.case.person_id:
            arrival.assignment = made
            arrival.save(update_fields=("assignment",))


def _does_not_come(by: Viewer, arrival: Arrival, code: str) -> None:
    """Not expected any more, so the team need not know any more, unless a case rests on it."""
    arrival.state = ArrivalState.NOT_COMING
    arrival.save(update_fields=("state",))
    changed(by, arrival, What.NOT_COMING, code=code)
    held = arrival.assignment
    if held and by.user_id and not NeedToKnow.objects.filter(assignment=held, until=None).exists():
        unassign(by, held)


def _comes_after_all(by: Viewer, arrival: Arrival, child: Coming) -> None:
    arrival.state, arrival.expected_at = ArrivalState.EXPECTED, child.expected_at
    arrival.save(update_fields=("state", "expected_at"))
    _let_know(by, arrival)
    changed(by, arrival, What.EXPECTED)
