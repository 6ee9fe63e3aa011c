"""Whether the triggers that guard the journal are still there."""

from __future__ import annotations

from django.db import connection

TABLES = (
    "leaf",
    "node",
    "casename",
    "logkey",
    "casemap",
    "checkpoint",
    "cosignature",
    "lostcheckpoint",
    "stampanswer",
    "stampverdict",
)
TRIGGERS = frozenset(f"journal_{table}_no_{verb}" for table in TABLES for verb in ("update", "delete"))

ON_A_SERVER = frozenset(f"journal_{table}_no_truncate" for table in TABLES)
"""Only PostgreSQL can empty a table in one go."""

# A trigger of the same name that refuses nothing, or only sometimes, is no guard.
_QUESTION = {
    "sqlite": """
        SELECT name FROM sqlite_master WHERE type = 'trigger'
            AND sql LIKE '%" BEGIN SELECT RAISE(ABORT, %); END' AND instr(sql, ' WHEN ') = 0
    """,
    "postgresql": """
        SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE tgenabled IN ('O', 'A') AND tgqual IS NULL AND btrim(prosrc) LIKE 'BEGIN RAISE EXCEPTION %'
    """,
}


def missing_guards() -> frozenset[str]:
    """Names of the triggers that were dropped, switched off, or no longer refuse."""
    wanted = TRIGGERS | ON_A_SERVER if connection.vendor == "postgresql" else TRIGGERS
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION[connection.vendor])
        return wanted - {name for (name,) in cursor.fetchall()}
