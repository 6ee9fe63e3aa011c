"""A PostgreSQL database in a backup: its rows, table by table, in the server's own text form (COPY).

Each part is encrypted under the key ring before it goes into the archive, so that neither packing nor unpacking
lays a row in clear on a disk. The tables themselves are made by the migrations that the manifest names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from dodomu.base.backup.errors import BackupDamaged, TargetNotEmpty
from dodomu.base.backup.manifest import Manifest
from dodomu.base.backup.packing import Part
from dodomu.base.keys import unlocked

PART = 8 * 1024 * 1024


def table_columns() -> dict[str, list[str]]:
    """Every table of the application with its columns."""
    return {
        model._meta.db_table: [field.column for field in model._meta.concrete_fields if field.column]
        for model in _models()
    }


def dump(columns: dict[str, list[str]]) -> Iterator[Part]:
    """The rows of all tables, in encrypted parts of about 8 MiB; runs in the caller's transaction."""
    for table, names in columns.items():
        for number, content in enumerate(_gathered(_copied_out(table, names))):
            name = f"tables/{table}/{number:06}"
            yield Part.of_bytes(name, unlocked().seal_part(name, content))


def require_empty() -> None:
    """Refuse a database in which there is any table.

    Raises:
        TargetNotEmpty: there is.
    """
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise TargetNotEmpty("The database is not empty: a backup is restored into a new, empty database.")


def load(manifest: Manifest, folder: Path) -> None:
    """Make the tables as they were then and fill them, all or nothing.

    Raises:
        BackupDamaged: the backup names tables or migrations that this program does not know.
        WrongKey: the parts are of another installation.
    """
    with transaction.atomic():
        _migrate(manifest.migrations)
        _require_plain(manifest.columns)
        _clear(list(manifest.columns))
        for table, names in manifest.columns.items():
            _fill(table, names, sorted((folder / "tables" / table).glob("*")))
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(_no_style(), _models()):
                cursor.execute(statement)


def _migrate(applied: Iterable[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    targets = list(applied)
    if unknown := [key for key in targets if key not in executor.loader.graph.nodes]:
        raise BackupDamaged(f"This version of the program does not know {len(unknown)} migrations of the backup.")
    executor.migrate(targets)


def applied_migrations() -> tuple[tuple[str, str], ...]:
    """(app, name) of what was applied, oldest first."""
    rows = MigrationRecorder(connection).migration_qs.order_by("id").values_list("app", "name")
    return tuple((str(app), str(name)) for app, name in rows)


def _require_plain(columns: dict[str, list[str]]) -> None:
    if not columns or not all(name.isidentifier() for table, names in columns.items() for name in (table, *names)):
        raise BackupDamaged("The backup names a table or column that cannot be one.")


def _clear(tables: list[str]) -> None:
    """Migrations may have put first rows there; the backup has them as they were."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        # Migrations switch this off; rows come table by table and point forwards as well as back.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _fill(table: str, names: list[str], parts: list[Path]) -> None:
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        driver: Any = cursor
        with driver.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
            for path in parts:
                copy.write(unlocked().open_part(f"tables/{table}/{path.name}", path.read_bytes()))


def _copied_out(table: str, names: list[str]) -> Iterator[bytes]:
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        driver: Any = cursor
        with driver.copy(f"COPY {_source(table, listed)} TO STDOUT") as copy:
            for row in copy:
                yield bytes(row)


def _source(table: str, listed: str) -> str:
    """The rows of a table; of the organisation keys without the keys, which no backup may hold (see key_set)."""
    if table != "keys_organisationkey":
        return f'"{table}" ({listed})'
    without = listed.replace('"wrapped"', "''::bytea")
    return f'(SELECT {without} FROM "{table}")'  # noqa: S608


def _gathered(rows: Iterable[bytes]) -> Iterator[bytes]:
    held, size = [], 0
    for row in rows:
        held.append(row)
        size += len(row)
        if size >= PART:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _models() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True, include_swapped=False)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
