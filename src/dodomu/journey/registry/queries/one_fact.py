"""One fact, for the forms that correct, withdraw or prefer it."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.models import Fact
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts


def fact(viewer: Viewer, fact_id: UUID, act: Act) -> tuple[StatedFact, UUID]:
    """A fact that counts, and the person it is about now.

    Raises:
        OutOfReach: there is none, it no longer counts, or it is not for this viewer. NotAllowed: no right to the act.
    """
    policy.require(viewer, act)
    place = Fact.objects.filter(pk=fact_id).values_list("mention_id", "compartment").first()
    person_id = persons_of([place[0]]).get(place[0]) if place else None
    if place is None or person_id is None:
        raise policy.OutOfReach
    policy.require(viewer, act, subject=person_id)
    if not policy.sees_compartment(viewer, place[1], person_id):
        raise policy.OutOfReach
    found = next((one for one in stated_facts([place[0]], compartments=[place[1]]) if one.id == fact_id), None)
    if found is None or not found.counts:
        raise policy.OutOfReach
    return found, person_id
