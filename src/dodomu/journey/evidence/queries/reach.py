"""Which exhibits, and evidence of which cases, a viewer sees. Every other query of this stage starts here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries import reach as cases
from dodomu.journey.evidence.models import Exhibit


def visible(viewer: Viewer, act: Act = Act.EVIDENCE_READ) -> QuerySet[Exhibit]:
    """Exhibits of the cases of persons within the viewer's reach for this act."""
    if act not in viewer.acts:
        return Exhibit.objects.none()
    return Exhibit.objects.filter(policy.subjects(viewer, act, field="case__person_id"))


def visible_cases(viewer: Viewer, act: Act = Act.EVIDENCE_READ) -> QuerySet[Case]:
    """Cases whose evidence the viewer sees. It takes no right to read the case itself: who keeps evidence has none."""
    if act not in viewer.acts:
        return Case.objects.none()
    return cases.visible(viewer, act)


def case_numbered(viewer: Viewer, number: int, act: Act = Act.EVIDENCE_READ) -> UUID:
    """The case with this number.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = visible_cases(viewer, act).filter(number=number).values_list("id", flat=True).first()
    if found is None:
        raise policy.OutOfReach
    return found


def seen_case(viewer: Viewer, case_id: UUID, act: Act = Act.EVIDENCE_READ) -> Case:
    """One such case.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = visible_cases(viewer, act).filter(id=case_id).first()
    if found is None:
        raise policy.OutOfReach
    return found
