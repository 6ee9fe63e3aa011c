"""A case held for the length of an act, when the viewer may do the act to this child."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case


def held(by: Viewer, case_id: UUID, act: Act = Act.CASE_WORK) -> Case:
    """The case, locked for this transaction.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such case, or not for this viewer; the two look alike.
    """
    policy.require(by, act)
    case = found(case_id)
    policy.require(by, act, subject=case.person_id)
    return case


def found(case_id: UUID) -> Case:
    """The case, locked; the caller checks the right.

    Raises:
        OutOfReach: there is none.
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise policy.OutOfReach
    return case
