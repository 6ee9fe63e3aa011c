"""Reading what was sealed with decisions: reasons, and the evidence their authors saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from dodomu.base import keys
from dodomu.journey.tracing.models import Decision

TABLE = Decision._meta.db_table


class Opened:
    """The keys of some decisions, opened in one query."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._keys = keys.open_keys({decision.data_key_id for decision in decisions})

    def text(self, decision: Decision, column: str) -> str:
        """The words in one column; empty where there are none, a sentence where their key was destroyed."""
        if getattr(decision, column) is None:
            return ""
        if decision.data_key_id not in self._keys:
            return _("erased: its key was lawfully destroyed")
        return str(self._value(decision, column))

    def seen(self, decision: Decision) -> dict[str, Any]:
        """The facts and evidence at the moment of the decision; empty where the key was destroyed."""
        if decision.data_key_id not in self._keys:
            return {}
        return dict(self._value(decision, "seen_sealed"))

    def _value(self, decision: Decision, column: str) -> Any:
        return keys.unseal(
            self._keys[decision.data_key_id], TABLE, decision.id, column, bytes(getattr(decision, column))
        )
