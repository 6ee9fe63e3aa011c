"""What reception does of itself when something happens on the road: the list of arrivals follows."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.base import events
from dodomu.journey.cases import queries as cases
from dodomu.journey.reception import actions
from dodomu.journey.reception.queries import from_missions


def listen() -> None:
    """Subscribe to the events of earlier stages."""
    events.subscribe("mission_departed")(after_departure)
    events.subscribe("mission_rerouted")(after_another_way)
    events.subscribe("mission_cancelled")(after_cancelling)
    events.subscribe("child_state_changed")(after_change)
    events.subscribe("persons_joined")(after_join)
    events.subscribe("referral_prepared")(after_referral)


def after_departure(mission_id: UUID) -> None:
    """Everybody who left is expected at the end of the way."""
    by = from_missions.author_of(mission_id, "departed")
    for child in from_missions.coming_with(mission_id):
        actions.follow(by, child)


def after_another_way(mission_id: UUID) -> None:
    """Another way takes another time."""
    by = from_missions.author_of(mission_id, "rerouted")
    for child in from_missions.coming_with(mission_id):
        actions.follow(by, child)


def after_cancelling(mission_id: UUID) -> None:
    by = from_missions.author_of(mission_id, "cancelled")
    for child in from_missions.coming_with(mission_id):
        actions.call_off(by, child)


def after_change(mission_child_id: UUID) -> None:
    """One child stands otherwise: joined at the meeting point, refused at a crossing, in hospital."""
    child = from_missions.coming(mission_child_id)
    if child is not None:
        actions.follow(from_missions.author_of_change(mission_child_id), child)


def after_join(kept_id: UUID, absorbed_ids: Iterable[UUID], join_id: UUID) -> None:
    actions.follow_join(cases.who_joined(join_id), kept_id)


def after_referral(sending_id: UUID, answers: UUID) -> None:
    """A referral was begun from a need."""
    actions.tie_referral(sending_id, answers)
