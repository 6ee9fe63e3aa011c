"""Whether the triggers that guard the journal are still there."""

from __future__ import annotations

from django.db import connection

TABLES = ("leaf", "node", "casename", "logkey", "casemap", "checkpoint", "cosignature")
TRIGGERS = frozenset(f"journal_{table}_no_{verb}" for table in TABLES for verb in ("update", "delete"))

_QUESTION = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
}


def missing_guards() -> frozenset[str]:
    """Names of the triggers that were dropped or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION[connection.vendor])
        return TRIGGERS - {name for (name,) in cursor.fetchall()}
