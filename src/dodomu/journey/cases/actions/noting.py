"""What happened to a case itself, as a row of its history."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import sealed
from dodomu.journey.cases.models import Case, CaseEvent


def note(
    case: Case,
    what: CaseEvent.What,
    by_id: UUID | None,
    *,
    reason: str = "",
    other: Case | None = None,
    at: datetime | None = None,
) -> CaseEvent:
    """Write one event with the team, worker and risk of this moment."""
    event_id = new_id()
    words = sealed(case, "cases_caseevent", event_id, reason=reason) if reason.strip() else {}
    return CaseEvent.objects.create(
        id=event_id,
        case=case,
        what=what,
        team_id=case.team_id,
        worker_id=case.worker_id,
        risk=case.risk,
        other_case=other,
        by_id=by_id,
        at=at or timezone.now(),
        **words,
    )
