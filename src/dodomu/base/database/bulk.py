"""Insert many rows without building model objects: the import of a long list spends its time elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import connection, models

from dodomu.base.database.plain import marks

Row = dict[str, Any]


def insert_rows(model: type[models.Model], rows: Sequence[Row]) -> int:
    """Insert ``rows`` (attribute name → value) into the table of ``model``; return how many.

    Every row names the same attributes; defaults of the model are *not* filled in. Values are Python
    values (UUID, aware datetime, bytes, dict for JSON). Runs in the caller's transaction.

    Raises:
        RuntimeError: outside a transaction.
        KeyError: a row lacks an attribute that the first row names.
    """
    return insert_stored(model, as_stored(model, rows))


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Rows of one table as they are handed to the driver: names of columns, and one tuple for each row."""

    columns: tuple[str, ...]
    values: list[tuple[Any, ...]]


def as_stored(model: type[models.Model], rows: Sequence[Row]) -> StoredRows:
    """What ``insert_rows`` inserts, without a word to the database.

    Raises:
        KeyError: a row lacks an attribute that the first row names.
    """
    if not rows:
        return StoredRows((), [])
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attribute[name] for name in rows[0]]
    # Column by column: most need no conversion, and the others one loop instead of a call for each cell.
    values = zip(*(_as_stored(field, [row[field.attname] for row in rows]) for field in fields), strict=True)
    return StoredRows(tuple(str(field.column) for field in fields), list(values))


def insert_stored(model: type[models.Model], rows: StoredRows) -> int:
    """Insert rows that are stored already, in the caller's transaction; return how many.

    Raises:
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("insert_rows needs a transaction.")
    if not rows.values:
        return 0
    columns = ", ".join(f'"{column}"' for column in rows.columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows.values:
                    copy.write_row(row)
        else:
            statement = f'INSERT INTO "{table}" ({columns}) VALUES ({marks(rows.columns)})'  # noqa: S608 -- names from the model alone
            cursor.executemany(statement, rows.values)
    return len(rows.values)


def _as_stored(field: models.Field[Any, Any], values: list[Any]) -> list[Any]:
    """One column's Python values as they are handed to the driver."""
    target: Any = field
    while isinstance(target, models.ForeignKey):  # a key may point at a row whose own key is another's
        target = target.target_field
    if isinstance(target, models.JSONField):
        return [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
    if connection.vendor == "postgresql":
        return values
    if isinstance(target, models.UUIDField):
        return [None if value is None else f"{value.int:032x}" for value in values]
    if isinstance(target, models.DateTimeField):
        written = {value: _utc_text(value) for value in set(values)}
        return [written[value] for value in values]
    return values


def _utc_text(value: Any) -> str | None:
    return None if value is None else str(value.astimezone(UTC).replace(tzinfo=None).isoformat(" "))
