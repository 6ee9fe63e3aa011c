"""The registry's work after the answer: writing a confirmed list, taking one back."""

from __future__ import annotations

import logging
from uuid import UUID

from dodomu.base.events import subscribe
from dodomu.base.jobs import enqueue, task
from dodomu.journey.registry.actions.batches import ImportNotPossible
from dodomu.journey.registry.actions.import_withdrawal import finish_withdrawal
from dodomu.journey.registry.actions.importing import run

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


def ask_for_import(batch_id: UUID) -> None:
    enqueue(import_list, batch_id=batch_id)


def ask_for_withdrawal(batch_id: UUID) -> None:
    enqueue(withdraw_list, batch_id=batch_id)


def register() -> None:
    """Called once, when the registry is loaded: what actions publish becomes a job in their own transaction."""
    subscribe("import_confirmed")(ask_for_import)
    subscribe("list_withdrawal_begun")(ask_for_withdrawal)
