"""An arrival held for the length of an act, when the viewer may do the act to this child."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.cases.models import Case
from dodomu.journey.reception import bridge
from dodomu.journey.reception.models import Arrival, ArrivalChange

__all__ = ["NotNow", "changed", "held", "key_of", "moment", "said", "seal", "write_down"]


class NotNow(ValueError):
    """The arrival stands otherwise by now: somebody was faster."""

    def __init__(self) -> None:
        super().__init__("state: the arrival stands otherwise by now")


def held(by: Viewer, arrival_id: UUID, act: Act) -> Arrival:
    """The arrival, locked for this transaction, with its case.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such arrival, or not for this viewer; the two look alike.
    """
    policy.require(by, act)
    found = Arrival.objects.select_for_update().filter(id=arrival_id).first()
    if found is None:
        raise policy.OutOfReach
    policy.require(by, act, subject=Case.objects.values_list("person_id", flat=True).get(id=found.case_id))
    return found


def seal(case: Case, table: str, row: UUID, **words: str) -> dict[str, bytes]:
    """Columns of one row under the case's key, empty words left out: ``seal(case, "reception_need", id, note=text)``."""
    key = key_of(case)
    return {
        f"{name}_sealed": bridge.seal_text(key, table, row, f"{name}_sealed", text.strip())
        for name, text in words.items()
        if text.strip()
    }


def moment(at: datetime | None, *, after: datetime | None = None) -> datetime:
    """When it happened: now unless said otherwise.

    Raises:
        ValueError: it lies ahead, or before ``after``.
    """
    now = timezone.now()
    if at is not None and (at > now or (after and at < after)):
        raise ValueError("at: accepted is a time that has come, and not before the arrival")
    return at or now


def changed(by: Viewer, arrival: Arrival, what: str, *, code: str = "", note: str = "") -> ArrivalChange:
    """One line of the arrival's history, with its leaf in the journal."""
    row = new_id()
    change = ArrivalChange.objects.create(
        id=row,
        arrival=arrival,
        what=what,
        code=code,
        expected_at=arrival.expected_at,
        by_id=by.user_id,
        at=timezone.now(),
        **seal(arrival.case, "reception_arrivalchange", row, note=note),
    )
    codes = {"because": code} if code else {}
    write_down(by, arrival, f"reception.{what}", note, **codes)
    return change


def write_down(by: Viewer, arrival: Arrival, kind: str, *words: str, **codes: str | int) -> None:
    """A leaf in the journal about the arrival's case; it commits to words without holding them."""
    said_words = tuple(word.strip() for word in words if word.strip())
    commitments = bridge.committed(key_of(arrival.case), *said_words) if said_words else ()
    journal.append(kind, by=by, subject=arrival.case.pid, case=arrival.case.pid, commitments=commitments, codes=codes)
