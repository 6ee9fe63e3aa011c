"""Opening a case: a number, a team that needs to know, a worker, a risk level and the reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base import events, journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import dues, joins, needs, staffing
from dodomu.journey.cases.models import Case, CaseEvent, RiskLevel
from dodomu.journey.registry.queries import linking


class AlreadyOpen(ValueError):
    """The child has an open case; ``case_id`` names it."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__("person: an open case exists")
        self.case_id = case_id


@transaction.atomic
def open_case(  # noqa: PLR0917 - the scenario calls it by position
    by: Viewer, person_id: UUID, team_id: UUID, worker_id: UUID | None, risk: str, reason: str
) -> Case:
    """Open the case of one child, and let the team see the child.

    Raises:
        NotAllowed: the viewer may not open a case for this person.
        AlreadyOpen: the child, under any of the records joined to it, has an open case.
        ValueError: risk, team or worker is not one that is accepted, or the reason is empty.
    """
    policy.require(by, Act.CASE_OPEN, subject=person_id)
    if risk not in RiskLevel.values:
        raise ValueError(f"risk: accepted are {', '.join(RiskLevel.values)}")
    if not reason.strip():
        raise ValueError("reason: say why the case is opened")
    staffing.check(team_id, worker_id)
    serialise("cases.number")
    _refuse_second(person_id)
    key, now, case_id = keys.new_data_key(), timezone.now(), new_id()
    case = Case.objects.create(
        id=case_id,
        number=(Case.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        person_id=person_id,
        team_id=team_id,
        worker_id=worker_id,
        risk=risk,
        data_key_id=key.id,
        reason_sealed=bridge.seal_text(key, "cases_case", case_id, "reason_sealed", reason.strip()),
        opened_by_id=by.staff_id,
        opened_at=now,
    )
    needs.renew(by, case)
    CaseEvent.objects.create(
        case=case,
        what=CaseEvent.What.OPENED,
        team_id=team_id,
        worker_id=worker_id,
        risk=risk,
        by_id=by.user_id,
        at=now,
    )
    journal.append(
        "case.opened",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key, reason.strip()),
        codes={"number": case.number, "risk": risk},
    )
    dues.refresh(case)
    joins.propose_after_opening(case)
    events.publish("case_opened", case_id=case.id, person_id=person_id)
    return case


def _refuse_second(person_id: UUID) -> None:
    parts = linking.parts_of(person_id)
    existing = Case.objects.filter(person_id__in=parts, closed_at__isnull=True).values_list("id", flat=True).first()
    if existing:
        raise AlreadyOpen(existing)
