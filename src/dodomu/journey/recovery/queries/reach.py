"""Which care plans a viewer sees. Every other query of this stage starts here."""

from __future__ import annotations

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.recovery.models import CarePlan


def visible(viewer: Viewer, act: Act = Act.RECOVERY_READ) -> QuerySet[CarePlan]:
    """Care plans of the persons within the viewer's reach for this act."""
    if act not in viewer.acts:
        return CarePlan.objects.none()
    return CarePlan.objects.filter(policy.subjects(viewer, act, field="case__person_id"))
