"""Two records that a person wants to see side by side, whatever the search thought of them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.locks import serialise
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing.actions.deciding import refuse_stopped
from dodomu.journey.tracing.actions.finding import new_candidate
from dodomu.journey.tracing.models import Candidate, Found, Status
from dodomu.journey.tracing.queries import scoring
from dodomu.kit.dates import day_in_kyiv


@transaction.atomic
def put_side_by_side(by: Viewer, one: UUID, other: UUID) -> Candidate:
    """The pair of two persons, made when it does not exist. A pair decided before keeps its decision.

    Raises:
        NotAllowed, OutOfReach: the viewer may not decide on pairs, or not about these persons; or one of them must not
            be traced.
        ValueError: the two are one person already, or nothing is known of one of them.
    """
    pair = tuple(sorted({linking.current_person(one), linking.current_person(other)}))
    if len(pair) != 2:
        raise ValueError("b: accepted is another person than a")
    for person_id in pair:
        require(by, Act.CANDIDATE_DECIDE, subject=person_id)
    refuse_stopped(*pair)
    serialise("tracing.candidates")
    existing = Candidate.objects.filter(person_a=pair[0], person_b=pair[1]).first()
    if existing and existing.status != Status.MOVED:
        return existing
    now = timezone.now()
    rated = scoring.rate([(pair[0], pair[1])], day_in_kyiv(now)).get((pair[0], pair[1]))
    if rated is None:
        raise ValueError("a, b: accepted are persons of whom something is known")
    if existing:
        Candidate.objects.filter(id=existing.id).update(status=Status.OPEN, found=Found.HAND)
        existing.refresh_from_db()
        return existing
    known = linking.known_of(pair)
    one_list = bool(known[pair[0]].lists & known[pair[1]].lists)
    candidate = new_candidate((pair[0], pair[1]), rated, one_list=one_list, found=Found.HAND, now=now)
    candidate.save(force_insert=True)
    journal.append("candidate.by_hand", by=by, subject=candidate.pid)
    return candidate
