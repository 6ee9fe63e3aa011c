"""Rows that nobody may change: triggers that hold against raw SQL, bulk writes and the shell alike."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

MESSAGE = "this row is kept for ever and cannot be changed"
SECOND_PERSON: dict[str, Any] = {
    "moves": ("state", {"waiting": ("confirmed", "declined")}),
    "settled": ("second_id", "second_at", "second_reason_sealed"),
}
"""For a table of acts that wait for a second person: the answer comes once, whole, and is the last word."""


class ForbidChange(Operation):
    """Migration operation: refuse UPDATE and/or DELETE on a table, on both databases.

    Parameters:
        table: name of the database table.
        update: refuse UPDATE.
        delete: refuse DELETE (and TRUNCATE on PostgreSQL).
        columns: when given, UPDATE is refused only where one of these columns would change.
        once: with ``columns``, further columns that may be written once: from empty to a value, never again.
        emptied: with ``columns``, further columns that may be emptied, and hold no other value afterwards.
        moves: with ``columns``, a column that says how things stand, and from which word it may go to which others.
        settled: with ``moves``, columns that may be written only in the very change in which that word moves.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        table: str,
        *,
        update: bool = True,
        delete: bool = True,
        columns: tuple[str, ...] | None = None,
        once: tuple[str, ...] = (),
        emptied: tuple[str, ...] = (),
        moves: tuple[str, dict[str, tuple[str, ...]]] | None = None,
        settled: tuple[str, ...] = (),
    ) -> None:
        self.table, self.update, self.delete, self.columns, self.once = table, update, delete, columns, once
        self.emptied, self.moves, self.settled = emptied, moves, settled

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            type(self).__name__,
            [self.table],
            {
                "update": self.update,
                "delete": self.delete,
                "columns": self.columns,
                "once": self.once,
                "emptied": self.emptied,
                "moves": self.moves,
                "settled": self.settled,
            },
        )

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state is untouched: triggers live in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self._create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self._drop(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse changes to rows of {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"keep_{self.table}"

    def _name(self, verb: str) -> str:
        return f"{self.table}_no_{verb}"

    def _changed(self, distinct: str) -> str:
        kept = [f'OLD."{column}" {distinct} NEW."{column}"' for column in self.columns or ()]
        once = [f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {distinct} NEW."{column}")' for column in self.once]
        emptied = [
            f'(NEW."{column}" IS NOT NULL AND OLD."{column}" {distinct} NEW."{column}")' for column in self.emptied
        ]
        return " OR ".join([*kept, *once, *emptied, *self._moved(distinct)])

    def _moved(self, distinct: str) -> list[str]:
        if self.moves is None:
            return []
        column, ways = self.moves
        allowed = " OR ".join(
            f"""(OLD."{column}" = '{start}' AND NEW."{column}" IN ({", ".join(f"'{end}'" for end in ends)}))"""
            for start, ends in ways.items()
        )
        together = [f'(OLD."{one}" {distinct} NEW."{one}" AND OLD."{column}" = NEW."{column}")' for one in self.settled]
        return [f'(OLD."{column}" {distinct} NEW."{column}" AND NOT ({allowed}))', *together]

    def _verbs(self) -> list[str]:
        return [verb for verb, wanted in (("update", self.update), ("delete", self.delete)) if wanted]

    def _create(self, vendor: str) -> list[str]:
        return self._create_sqlite() if vendor == "sqlite" else self._create_postgresql()

    def _create_sqlite(self) -> list[str]:
        statements = []
        for verb in self._verbs():
            when = f" WHEN {self._changed('IS NOT')}" if verb == "update" and self.columns else ""
            statements.append(
                f'CREATE TRIGGER "{self._name(verb)}" BEFORE {verb.upper()} ON "{self.table}"{when} '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return statements

    def _create_postgresql(self) -> list[str]:
        function = f"{self.table}_keep"
        statements = [
            (
                f'CREATE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS '
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        ]
        for verb in self._verbs():
            when = f" WHEN ({self._changed('IS DISTINCT FROM')})" if verb == "update" and self.columns else ""
            statements.append(
                f'CREATE TRIGGER "{self._name(verb)}" BEFORE {verb.upper()} ON "{self.table}" '
                f'FOR EACH ROW{when} EXECUTE FUNCTION "{function}"()'
            )
        if self.delete:
            statements.append(
                f'CREATE TRIGGER "{self._name("truncate")}" BEFORE TRUNCATE ON "{self.table}" '
                f'FOR EACH STATEMENT EXECUTE FUNCTION "{function}"()'
            )
        return statements

    def _drop(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f'DROP FUNCTION IF EXISTS "{self.table}_keep"() CASCADE']
        return [f'DROP TRIGGER IF EXISTS "{self._name(verb)}"' for verb in self._verbs()]


class LiftForbidden(ForbidChange):
    """Migration operation: take away what ``ForbidChange`` with the same arguments put up, to put up another after it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Let rows of {self.table} change while the migration runs"

    @property
    def migration_name_fragment(self) -> str:
        return f"open_{self.table}"
