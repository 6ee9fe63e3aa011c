"""A destroyed key stays destroyed, and a wrapped key is only ever taken away, never exchanged."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

MESSAGE = "a key can only be destroyed, once and for ever"
CONDITION = 'OLD."wrapped" IS NULL OR NEW."wrapped" IS NOT NULL'


class DestroyedForEver(Operation):
    """Migration operation: the only UPDATE that may touch ``wrapped`` empties it, and only once; on both databases."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state is untouched: triggers live in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        name, table = f"{self.table}_destroy", self.table
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" WHEN {CONDITION} '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
                params=None,
            )
            return
        schema_editor.execute(
            f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            params=None,
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" '
            f'FOR EACH ROW WHEN ({CONDITION}) EXECUTE FUNCTION "{name}"()',
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        name = f"{self.table}_destroy"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{name}"', params=None)
        else:
            schema_editor.execute(f'DROP FUNCTION IF EXISTS "{name}"() CASCADE', params=None)

    def describe(self) -> str:
        return f"Let keys in {self.table} only be destroyed, once"
