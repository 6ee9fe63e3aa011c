"""What a join or a split means for the other pairs of the persons concerned."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from dodomu.base import events, journal
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons, mentions_of
from dodomu.journey.tracing import bridge
from dodomu.journey.tracing.actions import sealing
from dodomu.journey.tracing.actions.deciding import settle
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, Status

UNSETTLED = (Status.OPEN, Status.UNSURE, Status.DIFFERENT, Status.RELATED, Status.FAMILY)


def settle_after_join(kept_id: UUID, absorbed_ids: Collection[UUID]) -> list[UUID]:
    """Take pairs that name an absorbed person out of the queue; they are now pairs of the kept person.

    Decisions stay with them and show on the review page of the pairs that take their place.

    Returns the mentions of the joined person, to be searched again.
    """
    touched = Q(person_a__in=absorbed_ids) | Q(person_b__in=absorbed_ids)
    Candidate.objects.filter(touched, status__in=UNSETTLED).update(status=Status.MOVED)
    return mentions_of(kept_id)


def take_back_after_split(join_id: UUID) -> None:
    """Undo the decision whose join was split from the child's page, in the name and with the reason of who split it.

    A decision undone on its own page is undone already and stays as it is.
    """
    acted_on = Decision.objects.filter(join_ref=join_id, outcome__in=(Outcome.CONFIRMED, Outcome.ALONE))
    for decision in acted_on.select_related("candidate", "data_key__organisation_key"):
        split = linking.split_of(join_id)
        decision.outcome = Outcome.UNDONE
        decision.undone_by_id, decision.undone_at = split.by_id, split.at
        decision.undone_reason_sealed = sealing.reseal(decision, "undone_reason_sealed", split.reason)
        decision.save(update_fields=("outcome", "undone_by", "undone_at", "undone_reason_sealed"))
        settle(decision.candidate, Status.OPEN)
        journal.append(
            "candidate.undone",
            by=Viewer.of(User.objects.get(id=split.by_id)),
            subject=decision.candidate.pid,
            commitments=sealing.committed(decision, split.reason),
            codes={"verdict": decision.verdict},
        )
        events.publish("candidate_decided", candidate_id=decision.candidate_id, decision_id=decision.id)


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
