"""Who is related to whom, through the persons that mentions belong to now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.kinship import seen_from_the_other
from dodomu.journey.registry.models import Membership, ProfileCard, Relation
from dodomu.journey.registry.queries.current import mentions_of, persons_of
from dodomu.journey.registry.queries.kept_cards import summaries
from dodomu.journey.registry.queries.stopped import come_upon
from dodomu.journey.registry.vocabulary import PARENTS, MentionRole, RelationKind


@dataclass(frozen=True, slots=True)
class RelativeRow:
    """What ``name`` is to the person, by which report; ``open``: the viewer may open the relative's page.

    A relative who must not be traced has neither name nor page here, save for those entrusted with them.
    """

    kind: str
    person_id: UUID
    report_id: UUID
    source_name: str
    name: NameForm | None = field(repr=False)
    open: bool


def relatives(viewer: Viewer, person_id: UUID) -> list[RelativeRow]:
    """Whom reports relate to the person, as seen from the person.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    own = set(mentions_of(person_id))
    rows = list(
        _touching(own).values_list("from_mention_id", "to_mention_id", "kind", "report_id", "report__source__name")
    )
    others = persons_of({end for row in rows for end in row[:2]} - own)
    cards = ProfileCard.objects.filter(person__in=set(others.values()))
    free = come_upon(viewer, Act.PERSON_READ, field="person_id")
    names = summaries(cards.filter(free).values_list("person_id", "version"))
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person_id")
    within = set(cards.filter(reach, free).values_list("person_id", flat=True))
    found = []
    for start, end, kind, report_id, source in rows:
        other = others.get(end if start in own else start)
        if other is not None:
            seen = seen_from_the_other(kind) if start in own else kind
            summary = names.get(other)
            found.append(
                RelativeRow(seen, other, report_id, source, summary.name if summary else None, other in within)
            )
    return found


def siblings(viewer: Viewer, person_id: UUID) -> list[UUID]:
    """Children within reach who share a parent with the person, or whom a report calls brother or sister."""
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    own = mentions_of(person_id)
    parents = _persons(
        _touching(own).filter(kind__in=PARENTS, to_mention__in=own).values_list("from_mention_id", flat=True)
    )
    called = _touching(own).filter(kind=RelationKind.SIBLING).values_list("from_mention_id", "to_mention_id")
    found = _persons({end for pair in called for end in pair})
    found |= {child for children in children_of(parents).values() for child, kind in children if kind in PARENTS}
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person_id")
    free = come_upon(viewer, Act.PERSON_READ, field="person_id")
    within = ProfileCard.objects.filter(reach, free, person__in=found - {person_id}).order_by("person_id")
    return list(within.values_list("person_id", flat=True))


def siblings_among(person_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Brothers and sisters of each of these persons, as ``siblings`` has them, whoever asks. No scope."""
    own = dict(Membership.objects.filter(person__in=person_ids, until=None).values_list("mention_id", "person_id"))
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    found: dict[UUID, set[UUID]] = {person_id: set() for person_id in person_ids}
    rows = list(_touching(list(own)).values_list("from_mention_id", "to_mention_id", "kind"))
    persons = persons_of({end for row in rows for end in row[:2]})
    for start, end, kind in rows:
        if kind in PARENTS and end in own and start in persons:
            parents[persons[start]].add(own[end])
        elif kind == RelationKind.SIBLING and start in persons and end in persons:
            for one, other in ((persons[start], persons[end]), (persons[end], persons[start])):
                if one in found:
                    found[one].add(other)
    for parent, children in children_of(list(parents)).items():
        theirs = {child for child, kind in children if kind in PARENTS}
        for person_id in parents[parent]:
            found[person_id] |= theirs
    return {person_id: others - {person_id} for person_id, others in found.items()}


def children_of(person_ids: Collection[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Children whom reports relate to these persons, each with what the person is to the child. No scope."""
    rows = Relation.objects.filter(
        report__withdrawal=None,
        from_mention__memberships__person__in=person_ids,
        from_mention__memberships__until=None,
        to_mention__role=MentionRole.CHILD,
    ).values_list("from_mention_id", "to_mention_id", "kind")
    ends = list(rows)
    person_of = persons_of({end for start, stop, _ in ends for end in (start, stop)})
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for start, stop, kind in ends:
        if (child := person_of[stop], kind) not in found[person_of[start]]:
            found[person_of[start]].append((child, kind))
    return dict(found)


def _touching(mention_ids: Collection[UUID]) -> QuerySet[Relation]:
    both = Q(from_mention__in=mention_ids) | Q(to_mention__in=mention_ids)
    return Relation.objects.filter(both, report__withdrawal=None).order_by("id")


def _persons(mention_ids: Collection[UUID]) -> set[UUID]:
    return set(persons_of(list(mention_ids)).values())
