"""The way into the queue: a task row in the transaction of the act that asks for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks.base import Task

Argument = UUID | int | list[UUID]


def enqueue(task: Task[Any, Any], **ids: Argument) -> UUID:
    """Ask for ``task`` to be done once this transaction is committed; if it rolls back, nothing was asked.

    Parameters:
        task: a module-level function marked ``@task``.
        ids: its arguments: ids (handed over as text), lists of ids, whole numbers. Nothing else, so that
            the queue never holds a word about a person.

    Returns:
        The id of the task row.

    Raises:
        RuntimeError: outside a transaction.
        TypeError: an argument is neither an id nor a whole number.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("enqueue needs a transaction: the task row is part of the act that asks for it.")
    return UUID(task.enqueue(**{name: _plain(name, value) for name, value in ids.items()}).id)


def _plain(name: str, value: object) -> str | int | list[str]:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, list) and all(isinstance(part, UUID) for part in value):
        return [str(part) for part in value]
    raise TypeError(f"A task takes ids and whole numbers; its argument {name} is neither.")
