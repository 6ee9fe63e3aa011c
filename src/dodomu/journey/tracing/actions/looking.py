"""Opening a pair for review opens two children's records: it is journaled like opening a child's page."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import queries
from dodomu.journey.tracing.models import Candidate


@transaction.atomic
def look(by: Viewer, candidate_id: UUID) -> queries.Review:
    """The review of one pair, and a journal leaf that says who opened it.

    Raises:
        CandidateNotFound: there is none within the viewer's reach.
    """
    found = queries.review(by, candidate_id)
    pid = Candidate.objects.values_list("pid", flat=True).get(id=candidate_id)
    journal.append("candidate.opened", by=by, subject=pid)
    return found
