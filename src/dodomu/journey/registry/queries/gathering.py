"""Everything that counts about some persons, brought together: what their cards are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.kinship import seen_from_the_other
from dodomu.journey.registry.models import Membership, Pin, Relation
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts
from dodomu.journey.registry.queries.preference import rank
from dodomu.journey.registry.summary import Kin, Summary
from dodomu.journey.registry.vocabulary import MentionRole
from dodomu.kit.dates import today


@dataclass(frozen=True, slots=True)
class CountedMention:
    """A mention of a report that was not withdrawn."""

    id: UUID
    person_id: UUID
    report_id: UUID
    source_id: UUID
    role: str
    key_id: UUID
    received_at: datetime


@dataclass(slots=True)
class Gathered:
    """One person: the mentions that count, and the summary of what they say."""

    mentions: list[CountedMention] = field(default_factory=list)
    summary: Summary = field(default_factory=lambda: Summary({}))

    @property
    def is_child(self) -> bool:
        return any(mention.role == MentionRole.CHILD for mention in self.mentions)


def gather(person_ids: Collection[UUID]) -> dict[UUID, Gathered]:
    """Bring together each person that has at least one mention that counts."""
    mentions = _mentions(person_ids)
    by_id = {mention.id: mention for mention in mentions}
    relations = _relations(by_id)
    ends = {end for start, stop, _ in relations for end in (start, stop)}
    stated = _ordered(stated_facts(by_id.keys() | ends), today())
    kin = _kin(relations, by_id, stated)
    found: dict[UUID, Gathered] = defaultdict(Gathered)
    for mention in mentions:
        found[mention.person_id].mentions.append(mention)
    values = _by_person(stated, by_id)
    for person_id, person in found.items():
        person.summary = Summary.of(values.get(person_id, ()), kin.get(person_id, ()))
    return dict(found)


def _mentions(person_ids: Collection[UUID]) -> list[CountedMention]:
    found = Membership.objects.filter(person__in=person_ids, until=None, mention__report__withdrawal=None)
    columns = (
        "mention_id",
        "person_id",
        "mention__report_id",
        "mention__report__source_id",
        "mention__role",
        "mention__data_key_id",
        "mention__report__received_at",
    )
    return [CountedMention(*row) for row in found.order_by("mention_id").values_list(*columns)]


def _relations(mentions: Mapping[UUID, CountedMention]) -> list[tuple[UUID, UUID, str]]:
    touched = Q(from_mention__in=mentions) | Q(to_mention__in=mentions)
    found = Relation.objects.filter(touched, report__withdrawal=None).order_by("id")
    return list(found.values_list("from_mention_id", "to_mention_id", "kind"))


def _ordered(facts: list[StatedFact], today: date) -> list[StatedFact]:
    """Facts that count, in order of preference, a pinned one before all."""
    counting = [fact for fact in facts if fact.counts]
    pins = set(Pin.objects.filter(fact__in=[f.id for f in counting], until=None).values_list("fact_id", flat=True))
    return sorted(counting, key=lambda fact: (fact.id not in pins, fact.attribute, rank(fact, today)))


def _by_person(
    stated: Iterable[StatedFact], mentions: Mapping[UUID, CountedMention]
) -> dict[UUID, list[tuple[str, Value]]]:
    values: dict[UUID, list[tuple[str, Value]]] = defaultdict(list)
    for fact in stated:
        if fact.mention_id in mentions:
            values[mentions[fact.mention_id].person_id].append((fact.attribute, fact.value))
    return values


def _kin(
    relations: Iterable[tuple[UUID, UUID, str]],
    mentions: Mapping[UUID, CountedMention],
    stated: Iterable[StatedFact],
) -> dict[UUID, list[Kin]]:
    """Whom each person is related to, by the name the same report gives them."""
    names: dict[UUID, NameForm] = {}
    for fact in stated:
        if isinstance(fact.value, NameForm):
            names.setdefault(fact.mention_id, fact.value)
    kin: dict[UUID, list[Kin]] = defaultdict(list)
    for start, end, kind in relations:
        for named, other, word in ((start, end, kind), (end, start, seen_from_the_other(kind))):
            name = names.get(named)
            if other in mentions and name is not None:
                kin[mentions[other].person_id].append(Kin(word, name))
    return kin
