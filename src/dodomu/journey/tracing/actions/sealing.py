"""Words of a decision, sealed under the decision's own key."""

from __future__ import annotations

import json
from uuid import UUID

from dodomu.base import journal, keys
from dodomu.journey.tracing.models import Decision

TABLE = Decision._meta.db_table


def reason_of(text: str) -> str:
    """The reason, without blanks around it.

    Raises:
        ValueError: there is none.
    """
    if not text.strip():
        raise ValueError("reason: say why")
    return text.strip()


def seal(decision_id: UUID, key: keys.OpenKey, column: str, value: object) -> bytes:
    return keys.seal(key, TABLE, decision_id, column, value)


def reseal(decision: Decision, column: str, text: str) -> bytes:
    """Seal further words for a decision that exists."""
    return seal(decision.id, keys.open_key(decision.data_key), column, text)


def committed(decision: Decision, *words: str) -> tuple[str]:
    """What a journal leaf commits to: the words of the act, under a salt that dies with the decision's key."""
    content = json.dumps([str(decision.id), decision.verdict, *words], ensure_ascii=False, separators=(",", ":"))
    return (journal.commit(keys.open_key(decision.data_key).derive("commitment"), content.encode()),)
