"""The search for pairs that may be one child: machine work, which only ever proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.journey.registry.actions import keep_pairs
from dodomu.journey.registry.queries import blocking, linking
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.stopped import stopped_among
from dodomu.journey.tracing import bridge, rules
from dodomu.journey.tracing.models import Candidate, Decision, Found, Outcome, Status
from dodomu.journey.tracing.queries import nights, scoring
from dodomu.journey.tracing.queries.scoring import Pair, Rated
from dodomu.kit.dates import day_in_kyiv

KnownBy = Mapping[UUID, linking.Known]
RETURNING = (Status.DIFFERENT, Status.UNSURE, Status.RELATED, Status.FAMILY, Status.GONE)
"""Pairs outside the queue that new facts may bring (back) into it."""


def find_among(mention_ids: Collection[UUID]) -> int:
    """Look for other records of the persons behind these mentions, and renew the pairs found before.

    Idempotent: doing it again changes nothing but the score. Scoring needs no lock and is done before the transaction
    that writes, so that others can save meanwhile.

    Parameters:
        mention_ids: at most ``mentions_per_task`` of ``thresholds.csv``.

    Returns how many pairs were newly proposed or returned to the queue.
    """
    sought = nights.comparable(mention_ids)
    keep_pairs(sought)
    before = _found_before(mention_ids)
    pairs = blocking.near(sought, int(rules.threshold("pairs_per_mention"))) | _may_be_traced(before)
    known = linking.known_of({person for pair in pairs | before for person in pair})
    possible = {pair for pair in pairs if rules.may_be_one(*(frozenset(known[end].roles) for end in pair))}
    now = timezone.now()
    rated = scoring.rate(possible, day_in_kyiv(now))
    with transaction.atomic():
        serialise("tracing.candidates")
        fresh = _write(rated, known, now)
        _set_aside([pair for pair in before if not all(known[end].roles for end in pair)])
        if fresh:
            journal.append("candidate.found", by=Viewer.system("tracing"), codes={"pairs": fresh})
    return fresh


def worth_offering(rated: Rated, *, one_list: bool) -> bool:
    """Likely enough; relatives are not offered as one person, and two rows of one list only when very alike."""
    if rated.scored.relation_hint in bridge.KIN:
        return False
    return rated.scored.probability >= rules.threshold("offer_conflict" if one_list else "offer")


def closest_kin(rated: Mapping[Pair, Rated]) -> set[Pair]:
    """Pairs that look like one family: for each person the strongest few, so that hints do not bury decisions."""
    room: Counter[UUID] = Counter()
    most, kept = int(rules.threshold("family_per_person")), set()
    kin = [(one.scored.log_odds, pair) for pair, one in rated.items() if one.scored.relation_hint in bridge.KIN]
    for _strength, pair in sorted(kin, reverse=True):
        if all(room[end] < most for end in pair):
            room.update(pair)
            kept.add(pair)
    return kept


def _may_be_traced(pairs: set[Pair]) -> set[Pair]:
    stopped = stopped_among({end for pair in pairs for end in pair}, Use.TRACING)
    return {pair for pair in pairs if not stopped & set(pair)}


def _found_before(mention_ids: Collection[UUID]) -> set[Pair]:
    persons = set(persons_of(mention_ids).values())
    one = Candidate.objects.filter(person_a__in=persons).values_list("person_a_id", "person_b_id")
    other = Candidate.objects.filter(person_b__in=persons).values_list("person_a_id", "person_b_id")
    return set(one) | set(other)


def _write(rated: Mapping[Pair, Rated], known: KnownBy, now: datetime) -> int:
    existing = {
        (candidate.person_a_id, candidate.person_b_id): candidate
        for candidate in Candidate.objects.filter(
            person_a__in={pair[0] for pair in rated}, person_b__in={pair[1] for pair in rated}
        )
    }
    fresh, family, renewed = [], [], []
    returned, kin = 0, closest_kin(rated)
    for pair, one in rated.items():
        one_list = bool(known[pair[0]].lists & known[pair[1]].lists)
        candidate = existing.get(pair)
        if candidate is not None:
            before = _standing(candidate)
            returned += _renew(candidate, one, known, one_list, now)
            # A night looks at every pair again: what stays as it was is not written again.
            if _standing(candidate) != before:
                renewed.append(candidate)
        elif worth_offering(one, one_list=one_list):
            fresh.append(new_candidate(pair, one, one_list=one_list, found=Found.SEARCH, now=now))
        elif pair in kin:
            family.append(new_candidate(pair, one, one_list=one_list, found=Found.SEARCH, now=now))
            family[-1].status = Status.FAMILY
    Candidate.objects.bulk_create([*fresh, *family], batch_size=500)
    columns = ("probability", "urgency", "priority", "relation_hint", "one_list", "scored_at", "status")
    Candidate.objects.bulk_update(renewed, columns, batch_size=500)
    return len(fresh) + returned


def _standing(candidate: Candidate) -> tuple[object, ...]:
    """All that scoring again may change, but for the moment of it."""
    numbers = (candidate.probability, candidate.urgency, candidate.priority)
    return (*(round(number, 9) for number in numbers), candidate.relation_hint, candidate.one_list, candidate.status)


def new_candidate(pair: Pair, rated: Rated, *, one_list: bool, found: Found, now: datetime) -> Candidate:
    return Candidate(
        id=new_id(),
        person_a_id=pair[0],
        person_b_id=pair[1],
        probability=rated.scored.probability,
        urgency=rated.urgency,
        priority=rated.priority,
        relation_hint=rated.scored.relation_hint,
        one_list=one_list,
        found=found,
        status=Status.OPEN,
        found_at=now,
        scored_at=now,
    )


def _renew(candidate: Candidate, rated: Rated, known: KnownBy, one_list: bool, now: datetime) -> bool:
    """Score again; a rejected or undecided pair returns when facts changed since. Tells whether it returned."""
    candidate.probability, candidate.urgency, candidate.priority = (
        rated.scored.probability,
        rated.urgency,
        rated.priority,
    )
    candidate.relation_hint, candidate.one_list, candidate.scored_at = rated.scored.relation_hint, one_list, now
    if candidate.status not in RETURNING or not worth_offering(rated, one_list=one_list):
        return False
    if candidate.status != Status.FAMILY and not _facts_changed(candidate, known):
        return False
    candidate.status = Status.OPEN
    return True


def _set_aside(pairs: Collection[Pair]) -> None:
    """Pairs with a person of whom every report was withdrawn leave the queue; decisions about them stay."""
    asked = (Status.OPEN, Status.UNSURE, Status.DIFFERENT, Status.RELATED, Status.FAMILY)
    for one, other in pairs:
        Candidate.objects.filter(person_a=one, person_b=other, status__in=asked).update(status=Status.GONE)


def _facts_changed(candidate: Candidate, known: KnownBy) -> bool:
    last = Decision.objects.filter(candidate=candidate, outcome=Outcome.STANDS).first()
    if last is None:
        return True
    now = (known[candidate.person_a_id].fingerprint, known[candidate.person_b_id].fingerprint)
    return now != (last.known_a, last.known_b)
