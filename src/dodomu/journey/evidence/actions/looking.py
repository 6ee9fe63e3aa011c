"""Reading that leaves a trace: the page of an exhibit tells of the child."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.evidence.models import Exhibit
from dodomu.journey.evidence.queries import ExhibitPage, exhibit


@transaction.atomic
def look_at_exhibit(by: Viewer, exhibit_id: UUID) -> ExhibitPage:
    """The page of an exhibit, and who looked at it.

    Raises:
        OutOfReach: there is none within reach.
    """
    page = exhibit(by, exhibit_id)
    case_pid = Exhibit.objects.values_list("case__pid", flat=True).get(id=exhibit_id)
    journal.append("evidence.looked_at", by=by, subject=case_pid, codes={"item": str(page.pid)})
    return page
