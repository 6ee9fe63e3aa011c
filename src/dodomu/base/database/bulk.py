"""Insert many rows without building model objects: the import of a long list spends its time elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any

from django.db import connection, models

Row = dict[str, Any]


def insert_rows(model: type[models.Model], rows: Sequence[Row]) -> int:
    """Insert ``rows`` (attribute name → value) into the table of ``model``; return how many.

    Every row names the same attributes; defaults of the model are *not* filled in. Values are Python
    values (UUID, aware datetime, bytes, dict for JSON). Runs in the caller's transaction.

    Raises:
        RuntimeError: outside a transaction.
        KeyError: a row lacks an attribute that the first row names.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("insert_rows needs a transaction.")
    if not rows:
        return 0
    names = list(rows[0])
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attribute[name] for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    converters = [_converter(field) for field in fields]
    values = ([convert(row[name]) for name, convert in zip(names, converters, strict=True)] for row in rows)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:  # type: ignore[attr-defined]
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
    return len(rows)


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How one column's Python values are handed to the driver."""
    target: Any = getattr(field, "target_field", field)
    if isinstance(target, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    if connection.vendor == "postgresql":
        return lambda value: value
    if isinstance(target, models.UUIDField):
        return lambda value: None if value is None else value.hex
    if isinstance(target, models.DateTimeField):
        return lambda value: None if value is None else value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return lambda value: value
