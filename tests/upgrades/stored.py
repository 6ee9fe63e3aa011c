"""A populated database as it is kept beside the tests: its rows in a form that both databases can load again.

A folder named after the release holds ``manifest.json`` (migrations, columns, what must be found again),
``rows.jsonl.gz`` (one line for each table: its name, its attributes, its rows), the encrypted originals and the key
ring. Sealed values stay sealed: the fixed test key opens them. ``tools/keep_release.py`` writes such a folder.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from dodomu.base.database.bulk import insert_rows

HERE = Path(__file__).resolve().parent
PASSPHRASE = "willow heron lantern"
MANIFEST, ROWS = "manifest.json", "rows.jsonl.gz"
REMEDY = "its migrations were rewritten since it was stored: before the release, run tools/keep_release.py again"
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
Tables = dict[str, type[models.Model]]


@dataclass(frozen=True, slots=True)
class Stored:
    """What ``manifest.json`` says.

    Attributes:
        migrations: (app, name) of all that were applied.
        columns: table name to its attributes at that time.
        guards: names of the triggers that forbid a change.
        counts: table name to the number of its rows.
        journal: size and root of the journal.
        profiles: person id to the preferred values, as texts, that a tracing analyst is shown.
        found_by: words of a search to the title and the person that must be found first.
        alarms: reasons of the emergency openings.
    """

    version: str
    made_on: str
    migrations: tuple[tuple[str, str], ...]
    columns: dict[str, list[str]]
    guards: list[str]
    counts: dict[str, int]
    journal: dict[str, Any]
    profiles: dict[str, dict[str, str]] = field(default_factory=dict)
    found_by: dict[str, list[str]] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return HERE / self.version


def releases() -> list[Stored]:
    """Every release whose database is kept, oldest first."""
    found = [json.loads(path.read_bytes()) for path in HERE.glob(f"*/{MANIFEST}")]
    stored = [Stored(**row | {"migrations": tuple(tuple(key) for key in row["migrations"])}) for row in found]
    return sorted(stored, key=lambda one: [int(part) for part in one.version.split(".")])


def tables(migrations: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Tables:
    """The tables as they are once these migrations are applied: models of that time, not of today."""
    state = MigrationExecutor(connection).loader.project_state(list(migrations))
    found = state.apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in found if model._meta.managed and not model._meta.proxy}


def attributes(model: type[models.Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields if one.column]


def guards() -> list[str]:
    """The triggers of the database that the default connection points at."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return sorted(name for (name,) in cursor.fetchall())


def write_rows(path: Path, known: Tables) -> dict[str, int]:
    """Write the rows of every table; how many each has."""
    counts: dict[str, int] = {}
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        for table, model in sorted(known.items()):
            rows = [[_plain(value) for value in row] for row in model._default_manager.values_list(*attributes(model))]
            rows.sort(key=lambda row: json.dumps(row, ensure_ascii=False))
            counts[table] = len(rows)
            line = json.dumps([table, attributes(model), rows], ensure_ascii=False, separators=(",", ":"))
            file.write(line.encode() + b"\n")
    return counts


def build(stored: Stored) -> None:
    """Make the database of that release in the empty one that the default connection points at.

    Raises:
        AssertionError: the migrations it names no longer make the tables it was written from.
    """
    # The last of each app: one that another app brought in before would be taken for a wish to go back to it.
    MigrationExecutor(connection).migrate(list(dict(sorted(stored.migrations)).items()))
    known = tables(stored.migrations)
    assert {table: attributes(model) for table, model in known.items()} == stored.columns, REMEDY
    with transaction.atomic(), gzip.open(stored.folder / ROWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            _load(known, *json.loads(line))
        _go_on_counting(known)


def _load(known: Tables, table: str, names: list[str], rows: list[list[Any]]) -> None:
    model = known[table]
    kinds = {one.attname: getattr(one, "target_field", one) for one in model._meta.concrete_fields}
    assert not model._default_manager.exists(), f"a migration has put rows into {table}"
    insert_rows(
        model, [{name: _value(kinds[name], value) for name, value in zip(names, row, strict=True)} for row in rows]
    )


def _go_on_counting(known: Tables) -> None:
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
            cursor.execute(statement)


def _plain(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case _:
            return value


def _value(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, models.JSONField):
        return value
    if isinstance(kind, models.BinaryField):
        return base64.b64decode(value)
    return kind.to_python(value)
