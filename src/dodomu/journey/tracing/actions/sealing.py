"""Words of a decision, sealed under the decision's own key."""

from __future__ import annotations

from uuid import UUID

from dodomu.base import keys
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing.models import Decision

TABLE = Decision._meta.db_table


def author(by: Viewer) -> UUID:
    """The account of the one who acts.

    Raises:
        ValueError: the installation itself acts; a machine suggests, it decides nothing.
    """
    if by.user_id is None:
        raise ValueError("by: accepted are members of staff")
    return by.user_id


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
