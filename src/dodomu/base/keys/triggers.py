"""A destroyed key stays destroyed; a wrapped key is taken away or wrapped anew, and never lost on the way."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

MESSAGE = "a key can only be destroyed, once and for ever"
CONDITION = 'OLD."wrapped" IS NULL OR NEW."wrapped" IS NOT NULL'
IN_USE = "data keys still stand under this organisation key"
TOO_LATE = "this organisation key was destroyed meanwhile"
UNDER = "organisation_key_id"


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


class Lifted(Operation):
    """Migration operation: take back what an earlier operation put there, so that another can replace it."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, earlier: Operation) -> None:
        self.earlier = earlier

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.earlier], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state is untouched: triggers live in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.earlier.database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.earlier.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Take back: {self.earlier.describe()}"


class KeysOutliveNothing(Operation):
    """Migration operation: what may happen to rows of both tables of keys, on both databases.

    - A data key is destroyed (once and for ever), or wrapped anew: ``wrapped`` and the organisation key change together.
    - An organisation key is destroyed once no living data key stands under it; it is never exchanged.
    - No data key arrives under a destroyed organisation key: whoever wrapped it before has to wrap it again.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, data: str, organisation: str) -> None:
        self.data, self.organisation = data, organisation

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.data, self.organisation], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state is untouched: triggers live in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in self._sqlite() if vendor == "sqlite" else self._postgresql():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self._names():
            if schema_editor.connection.vendor == "sqlite":
                schema_editor.execute(f'DROP TRIGGER IF EXISTS "{name}"', params=None)
            else:
                schema_editor.execute(f'DROP FUNCTION IF EXISTS "{name}"() CASCADE', params=None)

    def describe(self) -> str:
        return "Let keys only be destroyed or wrapped anew"

    def _names(self) -> tuple[str, str, str, str]:
        data, organisation = self.data, self.organisation
        return f"{data}_destroy", f"{organisation}_destroy", f"{organisation}_unused", f"{data}_living"

    def _exchanged(self, distinct: str) -> str:
        wrapped, under = (f'(OLD."{one}" {distinct} NEW."{one}")' for one in ("wrapped", UNDER))
        return (
            f'OLD."wrapped" IS NULL OR (NEW."wrapped" IS NULL AND {under}) '
            f'OR (NEW."wrapped" IS NOT NULL AND {wrapped} <> {under})'
        )

    def _not_destroyed(self, distinct: str) -> str:
        return (
            f'(OLD."wrapped" {distinct} NEW."wrapped") '
            'AND NOT (length(NEW."wrapped") = 0 AND NEW."destroyed_at" IS NOT NULL) '
            'OR (NEW."destroyed_at" IS NOT NULL AND length(NEW."wrapped") > 0)'
        )

    def _stands(self) -> str:
        return f'EXISTS (SELECT 1 FROM "{self.data}" WHERE "{UNDER}" = NEW."id" AND "wrapped" IS NOT NULL)'  # noqa: S608

    def _sqlite(self) -> list[str]:
        changed, destroyed, unused, living = self._names()
        gone = f'(SELECT "destroyed_at" FROM "{self.organisation}" WHERE "id" = NEW."{UNDER}") IS NOT NULL'  # noqa: S608
        conditions = (
            (changed, f'UPDATE ON "{self.data}"', self._exchanged("IS NOT"), MESSAGE),
            (destroyed, f'UPDATE ON "{self.organisation}"', self._not_destroyed("IS NOT"), MESSAGE),
            (
                unused,
                f'UPDATE ON "{self.organisation}"',
                f'NEW."destroyed_at" IS NOT NULL AND {self._stands()}',
                IN_USE,
            ),
            (living, f'INSERT ON "{self.data}"', f'NEW."wrapped" IS NOT NULL AND {gone}', TOO_LATE),
        )
        return [
            f'CREATE TRIGGER "{name}" BEFORE {when} WHEN {condition} ' + f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for name, when, condition, message in conditions
        ]

    def _postgresql(self) -> list[str]:
        changed, destroyed, unused, living = self._names()
        stands = f"IF {self._stands()} THEN {_raise(IN_USE)} END IF; RETURN NEW;"
        # The lock makes whoever destroys the key wait for this transaction, and this one for whoever is destroying it.
        held = (
            f'PERFORM 1 FROM "{self.organisation}" WHERE "id" IN (SELECT "{UNDER}" FROM fresh) FOR SHARE; '  # noqa: S608
            f'IF EXISTS (SELECT 1 FROM fresh JOIN "{self.organisation}" AS one ON one."id" = fresh."{UNDER}" '
            f'WHERE fresh."wrapped" IS NOT NULL AND one."destroyed_at" IS NOT NULL) '
            f"THEN {_raise(TOO_LATE)} END IF; RETURN NULL;"
        )
        row = "FOR EACH ROW WHEN"
        distinct = "IS DISTINCT FROM"
        return [
            _function(changed, _raise(MESSAGE)),
            _function(destroyed, _raise(MESSAGE)),
            _function(unused, stands),
            _function(living, held),
            _trigger(changed, f'BEFORE UPDATE ON "{self.data}" {row} ({self._exchanged(distinct)})'),
            _trigger(destroyed, f'BEFORE UPDATE ON "{self.organisation}" {row} ({self._not_destroyed(distinct)})'),
            _trigger(unused, f'BEFORE UPDATE ON "{self.organisation}" {row} (NEW."destroyed_at" IS NOT NULL)'),
            _trigger(living, f'AFTER INSERT ON "{self.data}" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'),
        ]


def _raise(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def _function(name: str, body: str) -> str:
    return f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$'


def _trigger(name: str, when: str) -> str:
    return f'CREATE TRIGGER "{name}" {when} EXECUTE FUNCTION "{name}"()'
