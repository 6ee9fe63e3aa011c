"""Short questions that nearly every act asks, put to the driver as they stand.

Django's mapper takes over a millisecond to put together what the database answers in a twentieth of one. That is fair for a
page; the journal and the keys are asked several times in every act. Only columns of these types: number, bytes, text, UUID,
moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from dodomu.base.database.ids import uuid_of


def selected(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows, as the driver gives them; ids and moments go through ``id_from`` and ``moment_from``.

    Parameters:
        values: for each ``%s``; ids as UUID.
    """
    if connection.vendor != "postgresql":
        values = [f"{value.int:032x}" if isinstance(value, UUID) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def marks(values: Sequence[Any]) -> str:
    """``%s, %s, %s``: one for each value, for ``IN ({})``; there must be one at least."""
    return ", ".join(["%s"] * len(values))


def id_from(value: UUID | str) -> UUID:
    """An id as the driver gave it: SQLite keeps 32 hexadecimal digits."""
    return value if isinstance(value, UUID) else uuid_of(int(value, 16))


def moment_from(value: datetime) -> datetime:
    """A moment as the driver gave it: SQLite keeps UTC and does not say so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
