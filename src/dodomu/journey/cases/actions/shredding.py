"""Which data keys are those of the care of a case."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.journey.cases.models import Case


def care_keys(case_id: UUID) -> Iterable[UUID]:
    """The key of the case: under it stand its notes, tasks, plans, triage, follow-up, all but its reports and originals."""
    return Case.objects.filter(id=case_id).values_list("data_key_id", flat=True)
