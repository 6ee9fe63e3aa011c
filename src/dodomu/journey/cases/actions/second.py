"""Acts that need a second person: who asked can never be the one who agrees; the database refuses it too."""

from __future__ import annotations

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions.holding import Sealed, said, sealed
from dodomu.journey.cases.models import NeedsSecond, SecondState


class SamePerson(ValueError):
    """Who asked tries to agree."""

    def __init__(self) -> None:
        super().__init__("second: accepted is anybody but who asked for it")


class NotWaiting(ValueError):
    """Somebody has answered already."""

    def __init__(self) -> None:
        super().__init__("state: accepted is what still waits for a second person")


def state_for(by: Viewer) -> SecondState:
    """How an act begins that needs a second person: waiting, or done and not confirmed where nobody else works."""
    return SecondState.ALONE if by.alone else SecondState.WAITING


def answer(by: Viewer, owner: Sealed, asked: NeedsSecond, reason: str, *, agrees: bool) -> str:
    """Write the second person's answer into the row and return the words; the caller holds the lock and the right.

    Parameters:
        owner: whose key seals the words: the case or the mission.

    Raises:
        SamePerson: the author answers.
        NotWaiting: it waits no more.
        ValueError: the reason is empty.
    """
    words = said("reason", reason)
    if asked.by_id == by.user_id:
        raise SamePerson
    if asked.state != SecondState.WAITING:
        raise NotWaiting
    asked.state = SecondState.CONFIRMED if agrees else SecondState.DECLINED
    asked.second_id, asked.second_at = by.staff_id, timezone.now()
    table = asked._meta.db_table
    asked.second_reason_sealed = sealed(owner, table, asked.pk, second_reason=words)["second_reason_sealed"]
    asked.save(update_fields=("state", "second", "second_at", "second_reason_sealed"))
    return words
