"""Which cases a viewer sees. Every other query of this stage starts here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.registry.queries import linking


def visible(viewer: Viewer, act: Act = Act.CASE_READ) -> QuerySet[Case]:
    """Cases of the persons within the viewer's reach for this act."""
    return Case.objects.filter(policy.subjects(viewer, act, field="person_id"))


def value_now(axis: str) -> Subquery:
    """The code that counts now on one axis, for annotating cases."""
    entries = AxisEntry.objects.filter(case=OuterRef("pk"), axis=axis, withdrawal__isnull=True)
    return Subquery(entries.order_by("-since_earliest", "-at", "-id").values("value")[:1])


def case_pids(viewer: Viewer, person_id: UUID) -> list[UUID]:
    """Under which pseudonyms the journal knows the cases of a person, for those who answer requests about the data.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    parts = linking.parts_of(person_id)
    return list(Case.objects.filter(person__in=parts).values_list("pid", flat=True))
