"""Another adult answers for a child from here: identity checked again, authority named, both adults confirming."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import sealed as sealed_in_case
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.actions.holding import check_on_the_way, held, leaf
from dodomu.journey.missions.actions.outcomes import child_held, on_axis
from dodomu.journey.missions.models import (
    Authority,
    ChildState,
    HandOver,
    IdentityCheck,
    Mission,
    MissionChild,
    MissionEscort,
    MissionState,
    Place,
)

WITH_US = (ChildState.BOARDED, ChildState.RETURNED, ChildState.HOSPITAL)
"""States of a child whom one adult hands over to another."""


class NoAuthority(ValueError):
    """Nobody is named in the plan who may lawfully take the child on that day."""

    def __init__(self) -> None:
        super().__init__("authority: accepted is one of the plan that holds on the day of the hand-over")


class NotConfirmed(ValueError):
    """One of the two adults has not confirmed, or the identity was not checked; ``what`` says which."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: both adults confirm, and the child's identity is checked")
        self.what = what


@dataclass(frozen=True, slots=True)
class HandOverInput:
    """One hand-over. Each adult is an escort of the mission, or a name that is sealed in the case."""

    happened_at: datetime
    identity: str
    authority_id: UUID | None
    from_escort_id: UUID | None = None
    from_name: str = field(default="", repr=False)
    to_escort_id: UUID | None = None
    to_name: str = field(default="", repr=False)
    place_id: UUID | None = None
    from_confirmed: bool = False
    to_confirmed: bool = False
    note: str = field(default="", repr=False)


@transaction.atomic
def hand_over(by: Viewer, child_id: UUID, given: HandOverInput) -> HandOver:
    """Record that a child was handed over from one adult to another.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: the mission has not departed.
        NotConfirmed: an adult has not confirmed, or the identity was not checked.
        NoAuthority: the authority is not of the child's plan, or does not hold on that day.
        ValueError: an adult is not named, both are the same, the time is before departure or to come, or the place is of
            another corridor.
    """
    child = child_held(by, child_id)
    mission = held(by, child.mission_id, states=(MissionState.UNDER_WAY, MissionState.ENDED))
    _check(mission, child, given)
    authority = _authority(child, given)
    row = new_id()
    words = {"from": given.from_name, "to": given.to_name, "note": given.note}
    kept = sealed_in_case(
        child.case, "missions_handover", row, **{name: text for name, text in words.items() if text.strip()}
    )
    hand = HandOver.objects.create(
        id=row,
        child=child,
        from_escort_id=given.from_escort_id,
        to_escort_id=given.to_escort_id,
        authority=authority,
        place_id=given.place_id,
        happened_at=given.happened_at,
        identity=given.identity,
        from_confirmed=True,
        to_confirmed=True,
        by_id=by.staff_id,
        at=timezone.now(),
        **kept,
    )
    leaf(
        by, mission, "mission.handed_over", *words.values(), child=child, identity=given.identity, basis=authority.basis
    )
    on_axis(by, child, "handed_over", given.happened_at)
    events.publish("custody_handed_over", hand_over_id=hand.id)
    return hand


def authorities_on(child: MissionChild, at: datetime) -> list[Authority]:
    """Who may lawfully take the child at that moment, by its plans; no scope, the caller has checked."""
    day = at.astimezone(KYIV).date()
    of_child = Q(plan__case=child.case_id)
    in_force = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
    not_ended = Q(ended_at=None) | Q(ended_at__gt=at)
    return list(Authority.objects.filter(of_child, in_force, not_ended).select_related("plan__case"))


def _authority(child: MissionChild, given: HandOverInput) -> Authority:
    found = {one.id: one for one in authorities_on(child, given.happened_at)}
    if given.authority_id not in found:
        raise NoAuthority
    return found[given.authority_id]


def _check(mission: Mission, child: MissionChild, given: HandOverInput) -> None:
    if child.state not in WITH_US:
        raise ValueError("child: accepted are children who are on the way or have arrived")
    if not given.from_confirmed:
        raise NotConfirmed("from_confirmed")
    if not given.to_confirmed:
        raise NotConfirmed("to_confirmed")
    if given.identity not in IdentityCheck.values or given.identity == IdentityCheck.NOT_CHECKED:
        raise NotConfirmed("identity")
    check_on_the_way(mission, given.happened_at)
    if given.place_id and not Place.objects.filter(id=given.place_id, corridor=mission.corridor_id).exists():
        raise ValueError("place: accepted are places of the mission's corridor")
    _check_adults(mission, given)


def _check_adults(mission: Mission, given: HandOverInput) -> None:
    escorts = set(MissionEscort.objects.filter(mission=mission).values_list("id", flat=True))
    for side, escort_id, name in (
        ("from", given.from_escort_id, given.from_name),
        ("to", given.to_escort_id, given.to_name),
    ):
        if escort_id is None and not name.strip():
            raise ValueError(f"{side}: say who")
        if escort_id is not None and (escort_id not in escorts or name.strip()):
            raise ValueError(f"{side}: accepted is one escort of this mission, or a name")
    if given.from_escort_id is not None and given.from_escort_id == given.to_escort_id:
        raise ValueError("to: accepted is somebody else")
