"""What would be destroyed; looks, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from dodomu.base.keys import DataKey, Purpose
from dodomu.base.shred.errors import EvidenceStays, NothingToShred
from dodomu.base.shred.guarding import care_keys_of

REASONS = ("retention", "erasure_request", "consent_withdrawn", "kept_wrongly")
"""Why care data are destroyed: codes for the journal. Words about the case stay in the record of the case's stage."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be destroyed.

    Attributes:
        keys: the living data keys, each of care.
        subject: random pid under which the journal knows the case.
        case_id: the case, when the plan is one of a whole case.
    """

    keys: frozenset[UUID]
    subject: UUID | None = None
    case_id: UUID | None = None


def plan(key_ids: Iterable[UUID], *, subject: UUID | None = None, case_id: UUID | None = None) -> Plan:
    """A plan for these data keys; those destroyed before are left out.

    Raises:
        EvidenceStays: one is not a key of care, or is not known. NothingToShred: none lives.
    """
    wanted = frozenset(key_ids)
    rows = DataKey.objects.filter(id__in=wanted).values_list("id", "purpose", "destroyed_at")
    found = {identifier: (purpose, destroyed_at) for identifier, purpose, destroyed_at in rows}
    if wanted - set(found) or any(purpose != Purpose.CARE for purpose, _ in found.values()):
        raise EvidenceStays("A key of the plan is not one of care.")
    living = frozenset(identifier for identifier, (_, destroyed_at) in found.items() if destroyed_at is None)
    if not living:
        raise NothingToShred("No living key is left.")
    return Plan(living, subject, case_id)


def plan_of_case(case_id: UUID, *, subject: UUID | None = None) -> Plan:
    """A plan for all that every stage keeps as care of this case.

    Raises:
        EvidenceStays, NothingToShred.
    """
    return plan(care_keys_of(case_id), subject=subject, case_id=case_id)
