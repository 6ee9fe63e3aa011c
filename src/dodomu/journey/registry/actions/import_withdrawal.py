"""A whole list is taken back: its reports stop counting, the list stays readable, the reason stays with it."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_key, seal
from dodomu.journey.registry.actions.batches import locked
from dodomu.journey.registry.actions.facts import need_reason
from dodomu.journey.registry.actions.importing import Progress
from dodomu.journey.registry.actions.withdrawing import MOST, withdraw_reports
from dodomu.journey.registry.models import BatchStatus, ImportBatch, Report
from dodomu.journey.registry.queries.imports import TABLE, withdrawal_reason


def begin_withdrawal(by: Viewer, batch_id: UUID, reason: str) -> ImportBatch:
    """Withdraw an import in whatever state it is; listeners ask for a job, which ``withdraw`` may forestall.

    The state changes at once, so that an import still running stops. A list that was only staged is given up.

    Raises:
        NotAllowed: the viewer may not withdraw lists.
        ValueError: no reason.
    """
    policy.require(by, Act.LIST_WITHDRAW)
    need_reason(reason)
    with transaction.atomic():
        batch = locked(batch_id)
        if batch.status != BatchStatus.WITHDRAWN:
            batch.status = BatchStatus.WITHDRAWN
            batch.withdrawn_by_id, batch.withdrawn_at = by.user_id, timezone.now()
            batch.reason_sealed = seal(open_key(batch.data_key), TABLE, batch.id, "reason_sealed", reason)
            batch.save()
            journal.append("list.withdrawn", by=by, subject=batch.id)
            events.publish("list_withdrawal_begun", batch_id=batch.id)
    return batch


def withdraw(by: Viewer, batch_id: UUID, reason: str, progress: Progress | None = None) -> int:
    """Withdraw an import and, 500 to a transaction, every report it brought; return how many stopped counting.

    Raises:
        NotAllowed, ValueError: as ``begin_withdrawal``.
    """
    begin_withdrawal(by, batch_id, reason)
    return finish_withdrawal(batch_id, progress)


def finish_withdrawal(batch_id: UUID, progress: Progress | None = None) -> int:
    """Withdraw the reports of a withdrawn import that still count. After an interruption call it again.

    Raises:
        ImportBatch.DoesNotExist: nobody withdrew this import.
    """
    withdrawn = ImportBatch.objects.select_related("withdrawn_by", "data_key")
    batch = withdrawn.get(pk=batch_id, status=BatchStatus.WITHDRAWN, withdrawn_by__isnull=False)
    by, reason = Viewer.of(cast(User, batch.withdrawn_by)), withdrawal_reason(batch)
    counting = Report.objects.filter(batch=batch_id, withdrawal=None).order_by("id")
    total, done = counting.count(), 0
    while True:
        with transaction.atomic():
            part = list(counting.values_list("id", flat=True)[:MOST])
            if not part:
                events.publish("list_withdrawn", batch_id=batch_id)
                return done
            done += withdraw_reports(by, part, reason)
        if progress:
            progress(done, total)
