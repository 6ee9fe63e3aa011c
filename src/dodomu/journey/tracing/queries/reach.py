"""Which pairs a viewer sees: those of whom both persons are within reach."""

from __future__ import annotations

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing.models import Candidate


def visible(viewer: Viewer, act: Act = Act.CANDIDATE_READ) -> QuerySet[Candidate]:
    """Pairs within the viewer's reach for this act."""
    one = policy.subjects(viewer, act, field="person_a_id")
    other = policy.subjects(viewer, act, field="person_b_id")
    return Candidate.objects.filter(one & other)
