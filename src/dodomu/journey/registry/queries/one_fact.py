"""One fact, for the forms that correct, withdraw or prefer it."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.models import Fact
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.fact_states import newest
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts


def fact(viewer: Viewer, fact_id: UUID, act: Act) -> tuple[StatedFact, UUID]:
    """A fact that counts, and the person it is about now.

    Raises:
        OutOfReach: there is none, it no longer counts, or it is not for this viewer. NotAllowed: no right to the act.
    """
    found, person_id = _within_reach(viewer, fact_id, act)
    one = next((one for one in found if one.id == fact_id), None)
    if one is None or not one.counts:
        raise policy.OutOfReach
    return one, person_id


def newest_fact(viewer: Viewer, fact_id: UUID, act: Act) -> tuple[StatedFact, UUID]:
    """The fact, or what it was corrected to meanwhile; it may be withdrawn.

    Raises:
        OutOfReach, NotAllowed: as ``fact``.
    """
    found, person_id = _within_reach(viewer, fact_id, act)
    one = newest(found, fact_id)
    if one is None:
        raise policy.OutOfReach
    return one, person_id


def _within_reach(viewer: Viewer, fact_id: UUID, act: Act) -> tuple[list[StatedFact], UUID]:
    """The facts of the same mention and compartment, and the person."""
    policy.require(viewer, act)
    place = Fact.objects.filter(pk=fact_id).values_list("mention_id", "compartment").first()
    person_id = persons_of([place[0]]).get(place[0]) if place else None
    if place is None or person_id is None:
        raise policy.OutOfReach
    policy.require(viewer, act, subject=person_id)
    if not policy.sees_compartment(viewer, place[1], person_id):
        raise policy.OutOfReach
    return stated_facts([place[0]], compartments=[place[1]]), person_id
