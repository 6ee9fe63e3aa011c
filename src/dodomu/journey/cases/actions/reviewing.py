"""A person decides about what has been kept long enough. Destroying it is another act, of two people, and is not done here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.models import RetentionReview
from dodomu.journey.cases.queries.retention import TABLE, due_record
from dodomu.kit.dates import today

Decision = RetentionReview.Decision


class NotDue(ValueError):
    """The record's time is not up, or somebody has decided meanwhile."""


@transaction.atomic
def review_kept(
    by: Viewer, kind: str, record: UUID, decision: str, reason: str, *, until: date | None = None
) -> RetentionReview:
    """Decide about one record whose time is up: keep it until another day, or mark it to be destroyed.

    Raises:
        NotAllowed: the viewer does not review. NotDue. ValueError: names the field.
    """
    policy.require(by, Act.RETENTION_REVIEW)
    if decision not in Decision.values:
        raise ValueError(f"decision: accepted are {', '.join(Decision.values)}")
    if not reason.strip():
        raise ValueError("reason: say why")
    if decision == Decision.KEEP and (until is None or until <= today()):
        raise ValueError("until: a day that has not come yet")
    if due_record(by, kind, record) is None:
        raise NotDue("record: it is not due for review")
    key, row_id = keys.new_data_key(), new_id()
    review = RetentionReview.objects.create(
        id=row_id,
        kind=kind,
        record=record,
        decision=decision,
        until=until if decision == Decision.KEEP else None,
        data_key_id=key.id,
        reason_sealed=bridge.seal_text(key, TABLE, row_id, "reason_sealed", reason.strip()),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    journal.append(
        "retention.reviewed",
        by=by,
        subject=record,
        commitments=bridge.committed(key, reason.strip()),
        codes={"kind": kind, "decision": decision, "until": review.until.isoformat() if review.until else ""},
    )
    return review
