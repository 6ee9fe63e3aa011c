"""Which cases a viewer sees. Every other query of this stage starts here."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import AxisEntry, Case


def visible(viewer: Viewer, act: Act = Act.CASE_READ) -> QuerySet[Case]:
    """Cases of the persons within the viewer's reach for this act."""
    return Case.objects.filter(policy.subjects(viewer, act, field="person_id"))


def value_now(axis: str) -> Subquery:
    """The code that counts now on one axis, for annotating cases."""
    entries = AxisEntry.objects.filter(case=OuterRef("pk"), axis=axis, withdrawal__isnull=True)
    return Subquery(entries.order_by("-since_earliest", "-at", "-id").values("value")[:1])
