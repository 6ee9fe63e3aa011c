"""A case in other hands: another worker, another team, another risk level, or a colleague who left."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions import dues, needs, staffing
from dodomu.journey.cases.actions.holding import CaseClosed, found, held
from dodomu.journey.cases.actions.noting import note
from dodomu.journey.cases.models import Case, CaseEvent, RiskLevel
from dodomu.journey.cases.queries import choices, states


@transaction.atomic
def reassign(
    by: Viewer, case_id: UUID, team_id: UUID, worker_id: UUID | None, reason: str, *, expected_version: str = ""
) -> Case:
    """Give a case to another colleague of its team, or to another team, which then needs to know instead.

    Raises:
        NotAllowed: within the team the viewer must work on the case; to another team they must be allowed to assign.
        ValueError: the reason is empty, or the worker does not work cases in that team.
        Changed: the case is in other hands than those of ``expected_version``.
    """
    case = found(case_id)
    if case.closed_at:
        raise CaseClosed
    within = team_id == case.team_id and policy.may(by, Act.CASE_WORK, subject=case.person_id)
    if not within:
        policy.require(by, Act.CASE_ASSIGN, subject=case.person_id)
    states.hands_of(case).must_be(expected_version)
    _need(reason)
    staffing.check(team_id, worker_id)
    return move(by, case, team_id, worker_id, reason)


def move(by: Viewer, case: Case, team_id: UUID, worker_id: UUID | None, reason: str) -> Case:
    """Put a locked case into other hands, and let those who need to know follow; the caller checked right and worker."""
    case.team_id, case.worker_id = team_id, worker_id
    case.save(update_fields=("team", "worker"))
    case.refresh_from_db(fields=("team", "worker"))
    needs.renew(by, case)
    note(case, CaseEvent.What.REASSIGNED, by.staff_id, reason=reason)
    journal.append("case.reassigned", by=by, subject=case.pid, case=case.pid)
    return case


@transaction.atomic
def change_risk(by: Viewer, case_id: UUID, risk: str, reason: str, *, expected_version: str = "") -> Case:
    """Set another risk level.

    Raises:
        NotAllowed: the viewer does not work on this case.
        ValueError: the level is unknown or the reason is empty.
        Changed: the level is another than that of ``expected_version``.
    """
    case = held(by, case_id)
    states.risk_of(case).must_be(expected_version)
    _need(reason)
    if risk not in RiskLevel.values:
        raise ValueError(f"risk: accepted are {', '.join(RiskLevel.values)}")
    case.risk = risk
    case.save(update_fields=("risk",))
    note(case, CaseEvent.What.RISK_CHANGED, by.staff_id, reason=reason)
    dues.refresh(case)
    journal.append("case.risk_changed", by=by, subject=case.pid, case=case.pid, codes={"risk": risk})
    return case


@transaction.atomic
def release_worker(by: Viewer, user_id: UUID, successor_id: UUID | None) -> int:
    """A colleague left: their open cases pass to the successor, or back to the team where there is none.

    Leaving is the office's act and was checked there; this follows from it, in the same transaction.

    Returns how many cases changed hands.
    """
    cases = list(Case.objects.select_for_update().filter(worker_id=user_id, closed_at__isnull=True))
    for case in cases:
        fits = successor_id is not None and choices.works_cases_in(successor_id, case.team_id)
        case.worker_id = successor_id if fits else None
        case.save(update_fields=("worker",))
        needs.renew(by, case)
        note(case, CaseEvent.What.WORKER_LEFT, by.staff_id)
        journal.append("case.worker_left", by=by, subject=case.pid, case=case.pid)
    return len(cases)


def _need(reason: str) -> None:
    if not reason.strip():
        raise ValueError("reason: say why")
