"""The review queue: pairs by probability times urgency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.summary import Summary
from dodomu.journey.tracing import bridge, rules
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, Status
from dodomu.journey.tracing.queries.by_card import ORDERS, ids_by_card
from dodomu.journey.tracing.queries.reach import visible
from dodomu.journey.tracing.queries.rows import CandidateRow, Side

SORTS = {
    "priority": "priority",
    "probability": "probability",
    "urgency": "urgency",
    "status": "status",
    "found": "found_at",
}
STATES = ("todo", "open", "waiting", "me", "unsure", "different", "related", "same", "conflict", "family")
KIN = "kin"
KINDS_OF_KIN = (KIN, *sorted(bridge.KIN))
HINTS = (*KINDS_OF_KIN, bridge.NAMESAKE)
"""What the search thinks two records are to one another, if not one person."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the queue and how many there are in all."""

    rows: list[CandidateRow]
    total: int
    too_many: bool = False
    """An order by a name or a birth was asked for, and there are too many to unseal: the order is the usual one."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The state of the queue in one line."""

    open: int
    for_me: int
    waiting: int
    conflicts: int


def queue(
    viewer: Viewer,
    filters: Mapping[str, str],
    *,
    sort: str = "-priority",
    offset: int = 0,
    limit: int | None = 50,
    person_id: UUID | None = None,
) -> Found:
    """Pairs within reach, the most probable and most urgent first.

    Parameters:
        filters: ``state``: one of ``STATES``; without it the pairs that wait for a decision or a second person.
            ``band``: a code of ``bands.csv``; ``hint``: one of ``HINTS``. What does not exist filters nothing.
        sort: ``priority``, ``probability``, ``urgency``, ``status``, ``found``, or ``left``, ``right``, ``left_born``,
            ``right_born``; a minus turns it round.
        person_id: only pairs of this person.
    """
    require(viewer, Act.CANDIDATE_READ)
    found = filtered(viewer, filters, person_id)
    name, down = sort.removeprefix("-"), sort.startswith("-")
    end = None if limit is None else offset + limit
    by_card = ids_by_card(viewer, found, name, down=down) if name in ORDERS else None
    if by_card is not None:
        pairs = Candidate.objects.in_bulk(by_card[offset:end])
        return Found(rows_of(viewer, [pairs[one] for one in by_card[offset:end]]), len(by_card))
    column = SORTS.get(name, "priority")
    ordered = found.order_by(f"-{column}" if down or name in ORDERS else column, "id")
    return Found(rows_of(viewer, ordered[offset:end]), found.count(), too_many=name in ORDERS)


def pair_ids(viewer: Viewer, filters: Mapping[str, str], person_id: UUID | None = None) -> list[UUID]:
    """The ids of all pairs that the filters find within reach, of one person where one is named."""
    require(viewer, Act.CANDIDATE_READ)
    found = filtered(viewer, filters, person_id)
    return list(found.order_by("-priority", "id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class OfPerson:
    """How many pairs of one person wait, are namesakes by the search, and are hints of kinship."""

    open: int
    namesakes: int
    family: int


def pairs_of(viewer: Viewer, person_id: UUID) -> OfPerson:
    """The pairs of one person that ask for somebody's time."""
    require(viewer, Act.CANDIDATE_READ)
    waiting = Q(status__in=(Status.OPEN, Status.WAITING))
    found = (
        visible(viewer)
        .filter(_with(person_id))
        .aggregate(
            open=Count("id", filter=waiting),
            namesakes=Count("id", filter=waiting & Q(relation_hint=bridge.NAMESAKE)),
            family=Count("id", filter=Q(status=Status.FAMILY)),
        )
    )
    return OfPerson(found["open"], found["namesakes"], found["family"])


def counts(viewer: Viewer) -> Counts:
    """How many pairs wait for a decision, how many for this viewer as the second person, how many are conflicts."""
    found = visible(viewer).aggregate(
        open=Count("id", filter=Q(status=Status.OPEN, one_list=False)),
        waiting=Count("id", filter=Q(status=Status.WAITING)),
        conflicts=Count("id", filter=Q(status=Status.OPEN, one_list=True)),
    )
    mine = in_state(visible(viewer), viewer, "me").count() if Act.CANDIDATE_CONFIRM in viewer.acts else 0
    return Counts(found["open"], mine, found["waiting"], found["conflicts"])


def oldest_waiting(viewer: Viewer) -> tuple[int, datetime] | None:
    """How many decisions within reach wait for a second person, whoever that is, and since when the longest."""
    require(viewer, Act.CANDIDATE_READ)
    waiting = Decision.objects.filter(outcome=Outcome.WAITING, candidate__in=visible(viewer))
    counted = waiting.aggregate(number=Count("id"), since=Min("at"))
    return (counted["number"], counted["since"]) if counted["number"] else None


def _with(person_id: UUID) -> Q:
    return Q(person_a=person_id) | Q(person_b=person_id)


def filtered(viewer: Viewer, filters: Mapping[str, str], person_id: UUID | None = None) -> QuerySet[Candidate]:
    """The pairs within reach that all filters leave. Who asks for kin and no state sees the hints of one family."""
    band, hint = rules.band_of(filters.get("band", "")), filters.get("hint", "")
    usual = "family" if hint in KINDS_OF_KIN else "todo"
    found = in_state(visible(viewer), viewer, filters.get("state", usual))
    if person_id is not None:
        found = found.filter(_with(person_id))
    if band:
        found = found.filter(probability__gte=band.low, probability__lt=band.high)
    if hint == KIN:
        return found.filter(relation_hint__in=bridge.KIN)
    return found.filter(relation_hint=hint) if hint in HINTS else found


def in_state(found: QuerySet[Candidate], viewer: Viewer, state: str) -> QuerySet[Candidate]:
    match state:
        case "open":
            return found.filter(status=Status.OPEN, one_list=False)
        case "conflict":
            return found.filter(status=Status.OPEN, one_list=True)
        case "me":
            others = Decision.objects.filter(outcome=Outcome.WAITING).exclude(by=viewer.user_id)
            return found.filter(status=Status.WAITING, id__in=others.values("candidate"))
        case "waiting" | "unsure" | "different" | "related" | "same" | "family":
            return found.filter(status=state)
        case _:
            return found.filter(Q(status=Status.OPEN, one_list=False) | Q(status=Status.WAITING))


def rows_of(viewer: Viewer, candidates: Iterable[Candidate]) -> list[CandidateRow]:
    """The rows of these pairs, names from the registry, in three queries whatever their number."""
    listed = list(candidates)
    cards = linking.cards_of(viewer, {end for pair in listed for end in (pair.person_a_id, pair.person_b_id)})
    waiting = Decision.objects.filter(candidate__in=[pair.id for pair in listed], outcome=Outcome.WAITING)
    authors = {
        candidate_id: (user_id, name, at)
        for candidate_id, user_id, name, at in waiting.values_list("candidate_id", "by_id", "by__display_name", "at")
    }
    return [_row(viewer, pair, cards, authors.get(pair.id)) for pair in listed]


def _row(
    viewer: Viewer, pair: Candidate, cards: Mapping[UUID, Summary], author: tuple[UUID, str, datetime] | None
) -> CandidateRow:
    by_another = author is not None and author[0] != viewer.user_id
    return CandidateRow(
        id=pair.id,
        left=side_of(pair.person_a_id, cards),
        right=side_of(pair.person_b_id, cards),
        probability=pair.probability,
        urgency=pair.urgency,
        priority=pair.priority,
        relation_hint=pair.relation_hint,
        one_list=pair.one_list,
        found=pair.found,
        status=pair.status,
        status_label=str(pair.get_status_display()),
        found_at=pair.found_at,
        decided_by=author[1] if author else "",
        decided_at=author[2] if author else None,
        waits_for_me=by_another and Act.CANDIDATE_CONFIRM in viewer.acts,
    )


def side_of(person_id: UUID, cards: Mapping[UUID, Summary]) -> Side:
    card = cards.get(person_id)
    return Side(person_id, card.name, card.birth, card.kin) if card else Side(person_id, None, None, ())
