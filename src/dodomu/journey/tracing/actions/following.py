"""What a join or a split means for the other pairs of the persons concerned."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from dodomu.journey.registry.queries.current import current_persons, mentions_of
from dodomu.journey.tracing import bridge
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, Status

UNSETTLED = (Status.OPEN, Status.UNSURE, Status.DIFFERENT, Status.FAMILY)


def settle_after_join(kept_id: UUID, absorbed_ids: Collection[UUID]) -> list[UUID]:
    """Take pairs that name an absorbed person out of the queue; they are now pairs of the kept person.

    Decisions stay with them and show on the review page of the pairs that take their place.

    Returns the mentions of the joined person, to be searched again.
    """
    touched = Q(person_a__in=absorbed_ids) | Q(person_b__in=absorbed_ids)
    Candidate.objects.filter(touched, status__in=UNSETTLED).update(status=Status.MOVED)
    return mentions_of(kept_id)


def reopen_after_split(person_ids: Collection[UUID]) -> list[UUID]:
    """Give back the pairs that the join had settled, each as its last decision left it.

    Returns the mentions of the persons, to be searched again.
    """
    touched = Q(person_a__in=person_ids) | Q(person_b__in=person_ids)
    moved = list(Candidate.objects.filter(touched, status=Status.MOVED))
    now = current_persons({end for pair in moved for end in (pair.person_a_id, pair.person_b_id)})
    for candidate in moved:
        if any(now.get(end) != end for end in (candidate.person_a_id, candidate.person_b_id)):
            continue
        last = Decision.objects.filter(candidate=candidate, outcome=Outcome.STANDS).first()
        Candidate.objects.filter(id=candidate.id).update(status=_left_as(candidate, last))
    return [mention for person_id in person_ids for mention in mentions_of(person_id)]


def _left_as(candidate: Candidate, last: Decision | None) -> str:
    if last:
        return last.verdict
    return Status.FAMILY if candidate.relation_hint in bridge.KIN else Status.OPEN
