"""Calls that may be about a child in the records: what analysts are told, and never the operator (decision 9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import unlocked
from dodomu.journey.registry import bridge
from dodomu.journey.registry.call_rules import rule
from dodomu.journey.registry.models import Membership, PossiblyKnown, SearchKey
from dodomu.journey.registry.queries.current import current_persons
from dodomu.journey.registry.queries.linking import cards_of, summaries_of
from dodomu.journey.registry.queries.search import rarities, sharing_most
from dodomu.journey.registry.queries.stopped import stopped_among
from dodomu.journey.registry.summary import Summary

SHORTLIST = 100
"""Most mentions whose persons are compared with one child of a call."""


@dataclass(frozen=True, slots=True)
class KnownCall:
    """A call that may be about somebody in the records; ``report_id`` once it is recorded, ``running`` until it ends."""

    draft_id: UUID
    operator: str
    started_at: datetime
    found_at: datetime
    running: bool
    report_id: UUID | None
    persons: tuple[tuple[UUID, Summary], ...] = field(repr=False)


def likely(child: Summary, without: Collection[UUID] = ()) -> list[UUID]:
    """The persons most likely to be this child, the likeliest first. No scope: only for what analysts are told."""
    keys = {unlocked().search_key(term.kind, term.text) for term in bridge.terms_of(child)}
    mentions = sharing_most(SearchKey.objects.all(), rarities(keys), SHORTLIST)
    found = Membership.objects.filter(mention__in=mentions, until=None).values_list("person_id", flat=True)
    wanted = set(found) - set(without)
    known = summaries_of(wanted - stopped_among(wanted, Use.TRACING))
    rated = [(bridge.alike(child, summary), person_id) for person_id, summary in known.items()]
    close = sorted((one for one in rated if one[0] >= rule("compare_from")), reverse=True)
    return [person_id for _, person_id in close[: int(rule("compare_most"))]]


def calls_possibly_known(viewer: Viewer) -> list[KnownCall]:
    """Calls that no analyst has looked at yet, the oldest first; none for who decides on no matches."""
    if Act.CANDIDATE_DECIDE not in viewer.acts:
        return []
    found = PossiblyKnown.objects.filter(_reach(viewer), seen_at=None).order_by("found_at", "id")
    return _gathered(viewer, found.select_related("draft__owner"))


def call_possibly_known(viewer: Viewer, draft_id: UUID) -> KnownCall:
    """One such call, also when it was looked at before.

    Raises:
        NotAllowed: the viewer decides on no matches. OutOfReach: nothing is known, or not for this viewer.
    """
    policy.require(viewer, Act.CANDIDATE_DECIDE)
    found = PossiblyKnown.objects.filter(_reach(viewer), draft=draft_id).order_by("found_at", "id")
    calls = _gathered(viewer, found.select_related("draft__owner"))
    if not calls:
        raise policy.OutOfReach
    return calls[0]


def _reach(viewer: Viewer) -> Q:
    return policy.subjects(viewer, Act.CANDIDATE_DECIDE, field="person_id")


def _gathered(viewer: Viewer, rows: QuerySet[PossiblyKnown]) -> list[KnownCall]:
    listed = list(rows)
    now = current_persons({row.person_id for row in listed})
    cards = cards_of(viewer, set(now.values()))
    calls: dict[UUID, list[PossiblyKnown]] = {}
    for row in listed:
        calls.setdefault(row.draft_id, []).append(row)
    return [_call(of_one, now, cards) for of_one in calls.values()]


def _call(rows: list[PossiblyKnown], now: dict[UUID, UUID], cards: dict[UUID, Summary]) -> KnownCall:
    draft = rows[0].draft
    persons = dict.fromkeys(now[row.person_id] for row in rows if row.person_id in now)
    return KnownCall(
        draft.id,
        draft.owner.display_name,
        draft.started_at,
        rows[0].found_at,
        draft.ended_at is None,
        draft.report_id,
        tuple((person_id, cards[person_id]) for person_id in persons if person_id in cards),
    )
