"""Which pairs a viewer sees: those of whom both persons are within reach."""

from __future__ import annotations

from django.db.models import QuerySet

from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries.stopped import stopped_persons
from dodomu.journey.tracing.models import Candidate


def visible(viewer: Viewer, act: Act = Act.CANDIDATE_READ) -> QuerySet[Candidate]:
    """Pairs within the viewer's reach for this act, without those of a child who must not be traced (decision 11)."""
    one = policy.subjects(viewer, act, field="person_a_id")
    other = policy.subjects(viewer, act, field="person_b_id")
    found = Candidate.objects.filter(one & other)
    if not restricted.in_force([Use.TRACING]).exists():
        return found
    stopped = stopped_persons([Use.TRACING])
    return found.exclude(person_a__in=stopped).exclude(person_b__in=stopped)
