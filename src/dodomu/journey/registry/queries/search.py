"""Find a person by any spelling: equal search keys first, then the few best unsealed and compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from math import log
from uuid import UUID

from django.db.models import Case, Count, FloatField, QuerySet, Sum, Value, When

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import unlocked
from dodomu.journey.registry import bridge
from dodomu.journey.registry.models import Membership, ProfileCard, SearchKey
from dodomu.journey.registry.phrases import kin_text, reason_text
from dodomu.journey.registry.queries.kept_cards import summaries
from dodomu.journey.registry.queries.kin import children_of
from dodomu.journey.registry.queries.stopped import come_upon
from dodomu.journey.registry.summary import Summary
from dodomu.kit.dates import today

SHORTLIST = 300
"""Most mentions that are unsealed and compared for one search."""
FIRST = 100
"""Those that share the most are unsealed first; the rest only where these do not fill the page. Unsealing is most of the time
that a search takes.
"""
POSTINGS = 20_000
"""Rows of the key table one search may add up; terms so common that they go beyond are left to the comparison."""
LONGEST = 200
"""Characters of a query that are read."""
WORTH_SHOWING = 0.46
"""One of two names equal or sounding the same is worth showing: the other one may have been changed."""
KIN_FOLLOWED = 30
KIN_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found, with the reasons in words, the best first. ``via``: found through a relative, which one."""

    person_id: UUID
    is_child: bool
    score: float
    summary: Summary = field(repr=False)
    reasons: tuple[str, ...] = field(default=(), repr=False)
    via: str = ""


def search(viewer: Viewer, text: str, limit: int = 20) -> list[Hit]:
    """Persons that answer ``text``: names in any spelling and order, with year or place, a document or phone number.

    Parameters:
        limit: most persons returned, 1 to 300.

    Returns:
        The best first; nothing for a viewer whose roles may not search.
    """
    if policy.reach(viewer, Act.PERSON_SEARCH) is Reach.NONE:
        return []
    query = bridge.terms_in(text[:LONGEST], today())
    asked = query.terms | bridge.pairs_asked(query)
    keys = {unlocked().search_key(term.kind, term.text) for term in asked}
    close, wanted = _shortlist(viewer, rarities(keys)), max(1, min(limit, SHORTLIST))
    hits = _compared(viewer, close[:FIRST], query)
    merged = sorted(_through_kin(viewer, hits), key=_best_first)
    if len(merged) < wanted and len(close) > FIRST:
        hits += _compared(viewer, close[FIRST:], query)
        merged = sorted(_through_kin(viewer, hits), key=_best_first)
    return merged[:wanted]


def _compared(viewer: Viewer, mentions: Collection[UUID], query: bridge.Query) -> list[Hit]:
    """The persons behind these mentions that are worth showing, the best first."""
    located = Compartment.LOCATION in viewer.compartments
    hits = (_hit(card, query, located=located) for card in _cards(viewer, mentions))
    return sorted((hit for hit in hits if hit.score >= WORTH_SHOWING), key=_best_first)


def _best_first(hit: Hit) -> tuple[float, UUID]:
    return -hit.score, hit.person_id


def rarities(keys: Collection[bytes]) -> dict[bytes, float]:
    """How much sharing each key tells, the rarest first, as many as may be added up."""
    counted = SearchKey.objects.filter(key__in=keys).values_list("key").annotate(shared_by=Count("mention_id"))
    weights: dict[bytes, float] = {}
    added = 0
    for key, shared_by in sorted(counted, key=lambda row: row[1]):
        added += shared_by
        if weights and added > POSTINGS:
            break
        weights[bytes(key)] = log(2_000_000 / shared_by)
    return weights


def _shortlist(viewer: Viewer, weights: dict[bytes, float]) -> list[UUID]:
    """The mentions within reach that share the most, by rarity."""
    sharing = SearchKey.objects.all()
    if policy.reach(viewer, Act.PERSON_SEARCH) is not Reach.ALL:
        reach = policy.subjects(viewer, Act.PERSON_SEARCH, field="person_id")
        sharing = sharing.filter(mention__in=Membership.objects.filter(reach, until=None).values("mention"))
    return sharing_most(sharing, weights, SHORTLIST)


def sharing_most(among: QuerySet[SearchKey], weights: dict[bytes, float], limit: int) -> list[UUID]:
    """The mentions that share the most of these keys, by rarity. No scope but ``among``."""
    if not weights:
        return []
    shared = Case(*(When(key=key, then=Value(weight)) for key, weight in weights.items()), output_field=FloatField())
    sharing = among.filter(key__in=list(weights))
    ranked = sharing.values("mention_id").annotate(told=Sum(shared)).order_by("-told", "mention_id")
    return list(ranked.values_list("mention_id", flat=True)[:limit])


Card = tuple[UUID, bool, Summary]


def _cards(viewer: Viewer, mention_ids: Collection[UUID]) -> list[Card]:
    """The persons these mentions belong to, unsealed; again within reach, whatever brought them here."""
    persons = Membership.objects.filter(mention__in=mention_ids, until=None).values("person")
    return _within_reach(viewer, ProfileCard.objects.filter(person__in=persons).values_list("person_id", flat=True))


def _within_reach(viewer: Viewer, person_ids: Iterable[UUID]) -> list[Card]:
    reach = policy.subjects(viewer, Act.PERSON_SEARCH, field="person_id")
    free = come_upon(viewer, Act.PERSON_SEARCH, field="person_id")
    found = ProfileCard.objects.filter(reach, free, person__in=list(person_ids))
    rows = list(found.values_list("person_id", "version", "is_child"))
    known = summaries((person_id, version) for person_id, version, _ in rows)
    return [(person_id, is_child, known[person_id]) for person_id, _, is_child in rows if person_id in known]


def _hit(card: Card, query: bridge.Query, *, located: bool) -> Hit:
    person_id, is_child, summary = card
    match = bridge.explained(query, bridge.record_of(summary, located=located))
    return Hit(
        person_id, is_child, match.score, summary, tuple(reason_text(one.key, one.params) for one in match.reasons)
    )


def _through_kin(viewer: Viewer, hits: list[Hit]) -> list[Hit]:
    """Put the child in place of a parent who was found; a child found both ways keeps the better score."""
    best = {hit.person_id: hit for hit in hits}
    adults = sorted((hit for hit in hits if not hit.is_child), key=_best_first)[:KIN_FOLLOWED]
    children = children_of([hit.person_id for hit in adults])
    cards = {card[0]: card for card in _within_reach(viewer, {one for kin in children.values() for one, _ in kin})}
    for hit in adults:
        for child_id, kind in children.get(hit.person_id, ()):
            if child_id not in cards:
                continue
            best.pop(hit.person_id, None)
            word = kin_text(kind)
            found = Hit(*cards[child_id][:2], hit.score * KIN_SHARE, cards[child_id][2], hit.reasons, word)
            known = best.get(child_id)
            best[child_id] = found if known is None or known.score < found.score else replace(known, via=word)
    return list(best.values())
