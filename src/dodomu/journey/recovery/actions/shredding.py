"""Which data keys are those of the care of a case."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.journey.recovery.models import PrivateNote


def care_keys(case_id: UUID) -> Iterable[UUID]:
    """Those of the private notes to the care plans of the case; the rest stands under the key of the case."""
    return PrivateNote.objects.filter(plan__case_id=case_id).values_list("data_key_id", flat=True)
