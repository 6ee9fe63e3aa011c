"""The registry's work after the answer: writing a confirmed list, taking one back, what unfinished calls need."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.events import subscribe
from dodomu.base.jobs import enqueue, task
from dodomu.journey.registry.actions.batches import ImportNotPossible
from dodomu.journey.registry.actions.calls import end_abandoned
from dodomu.journey.registry.actions.import_withdrawal import finish_withdrawal
from dodomu.journey.registry.actions.importing import run
from dodomu.journey.registry.actions.possibly_known import compare_call
from dodomu.journey.registry.call_rules import draft_life

logger = logging.getLogger("dodomu.registry")


@task
def import_list(batch_id: str) -> None:
    """Write a confirmed list; does nothing where another process has written it."""
    try:
        run(UUID(batch_id))
    except ImportNotPossible as reason:
        logger.info("Import %s ends here: %s.", batch_id, reason.code)


@task
def withdraw_list(batch_id: str) -> None:
    """Take back what a withdrawn list brought; does nothing where another process has."""
    finish_withdrawal(UUID(batch_id))


@task
def compare_with_records(draft_id: str) -> None:
    """Look whether a call may be about somebody in the records, for the eyes of an analyst."""
    compare_call(UUID(draft_id))


@task
def forget_abandoned_call(draft_id: str) -> None:
    """Destroy a call nobody came back to; look again later while somebody still writes it."""
    with transaction.atomic():
        if end_abandoned(UUID(draft_id)) is False:
            ask_to_forget(UUID(draft_id))


def ask_to_compare(draft_id: UUID, report_id: UUID | None = None) -> None:
    enqueue(compare_with_records, draft_id=draft_id)


def ask_to_forget(draft_id: UUID) -> None:
    # A little after its time, so that the call is certainly old when the task looks.
    at = timezone.now() + draft_life() + timedelta(minutes=1)
    enqueue(forget_abandoned_call.using(run_after=at), draft_id=draft_id)


def ask_for_import(batch_id: UUID) -> None:
    enqueue(import_list, batch_id=batch_id)


def ask_for_withdrawal(batch_id: UUID) -> None:
    enqueue(withdraw_list, batch_id=batch_id)


def listen() -> None:
    """Called once, before the first event: what actions publish becomes a job in their own transaction."""
    subscribe("import_confirmed")(ask_for_import)
    subscribe("list_withdrawal_begun")(ask_for_withdrawal)
    subscribe("call_started")(ask_to_forget)
    subscribe("call_named_children")(ask_to_compare)
    subscribe("call_recorded")(ask_to_compare)
