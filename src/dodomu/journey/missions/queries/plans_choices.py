"""What can be chosen in the forms of return plans and escorts: codes and words."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.missions.models import (
    AuthorityBasis,
    BestInterests,
    Companion,
    EscortCheck,
    EscortSex,
    Held,
    Need,
    PlanState,
    RiskLook,
)
from dodomu.journey.missions.queries.plans_reach import visible

Choices = list[tuple[str, str]]


def owners(viewer: Viewer, plan_id: UUID) -> list[tuple[UUID, str]]:
    """Colleagues who can work on this plan, by name.

    Raises:
        OutOfReach: there is no such plan for this viewer.
    """
    found = visible(viewer, Act.PLAN_WORK).select_related("case").filter(id=plan_id).first()
    if found is None:
        raise policy.OutOfReach
    return colleagues_of(found.case, Act.PLAN_WORK)


def companions() -> Choices:
    return [(one.value, str(one.label)) for one in Companion]


def need_answers() -> Choices:
    return [(one.value, str(one.label)) for one in Need]


def held_answers() -> Choices:
    return [(one.value, str(one.label)) for one in Held]


def bases() -> Choices:
    return [(one.value, str(one.label)) for one in AuthorityBasis]


def levels() -> Choices:
    return [(one.value, str(one.label)) for one in RiskLook.Level]


def decisions() -> Choices:
    return [(one.value, str(one.label)) for one in BestInterests.Decision]


def states() -> Choices:
    return [(one.value, str(one.label)) for one in PlanState]


def check_outcomes() -> Choices:
    return [(one.value, str(one.label)) for one in EscortCheck.Outcome]


def sexes() -> Choices:
    return [(one.value, str(one.label)) for one in EscortSex]
