"""Which arrivals and which knowledge about health a viewer sees. Every other query of this stage starts here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.models import Arrival, Centre
from dodomu.journey.registry.queries import linking


def visible(viewer: Viewer, act: Act = Act.ARRIVAL_READ) -> QuerySet[Arrival]:
    """Arrivals of the children within the viewer's reach for this act."""
    return Arrival.objects.filter(policy.subjects(viewer, act, field="case__person_id"))


def of_person(viewer: Viewer, person_id: UUID) -> QuerySet[Arrival]:
    """The arrivals of one child under any of its records, also for an emergency; the latest first."""
    parts = linking.parts_of(person_id)
    found = Arrival.objects.filter(case__person_id__in=parts).order_by("-at", "-id")
    if parts & viewer.broken_glass:
        return found
    return found.filter(policy.subjects(viewer, Act.ARRIVAL_READ, field="case__person_id"))


def sees_health(viewer: Viewer, person_id: UUID) -> bool:
    """Whether the viewer sees what is known of the health of a child within reach."""
    everywhere = policy.sees_compartment(viewer, Compartment.CLINICAL)
    return everywhere or policy.sees_compartment(viewer, Compartment.CLINICAL, person_id)


def sees_shelter(viewer: Viewer) -> bool:
    """Whether the viewer sees where shelters stand."""
    return policy.sees_compartment(viewer, Compartment.SHELTER)


def centres_of(viewer: Viewer, act: Act = Act.ARRIVAL_READ) -> QuerySet[Centre]:
    """The centres of the viewer's teams; all of them where the act reaches everybody."""
    if act not in viewer.acts:
        return Centre.objects.none()
    everywhere = policy.reach(viewer, act) is Reach.ALL
    mine = Q() if everywhere else Q(team__in=teams_of(viewer, act))
    return Centre.objects.filter(mine).select_related("team")


def teams_of(viewer: Viewer, act: Act) -> frozenset[UUID]:
    """The teams in which the viewer holds a role that names the act."""
    return policy.teams_for(viewer, act)
