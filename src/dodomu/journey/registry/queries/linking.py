"""What later stages ask about who is who: the records behind a person, what is known of them, how they were joined.

No scope here except where a viewer is taken: callers check who asks first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_keys, unseal
from dodomu.base.reading import answered
from dodomu.journey.registry.models import Fact, Join, Membership, Person, ProfileCard, Report
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries.current import current_persons
from dodomu.journey.registry.queries.kept_cards import as_written, summaries, unsealed
from dodomu.journey.registry.summary import Summary
from dodomu.journey.registry.vocabulary import Channel, MentionRole
from dodomu.kit.alphabet import SortKey
from dodomu.kit.dates import day_in_kyiv


@dataclass(slots=True)
class Known:
    """What is known of one person at this moment, without a word of it.

    Attributes:
        facts: ids of the facts that count.
        roles: who the person is in the reports that count.
        lists: imports the person stands in.
    """

    facts: set[UUID] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    lists: set[UUID] = field(default_factory=set)

    @property
    def fingerprint(self) -> str:
        """Changes when a fact is added, corrected or withdrawn, and comes back when that is undone."""
        return hashlib.sha256(b"".join(sorted(fact.bytes for fact in self.facts))).hexdigest()


def current_person(person_id: UUID) -> UUID:
    """The person this one is now, after all joins; itself where nothing is known of it."""
    return answered(
        ("registry.current_person", person_id), lambda: current_persons([person_id]).get(person_id, person_id)
    )


def pseudonym(person_id: UUID) -> UUID | None:
    """Under which pid the journal knows a person."""
    return Person.objects.values_list("pid", flat=True).filter(pk=person_id).first()


def parts_of(person_id: UUID) -> set[UUID]:
    """Every person that decisions have made one with this one, itself included."""
    return set(answered(("registry.parts_of", person_id), lambda: _parts_of(person_id)))


def _parts_of(person_id: UUID) -> frozenset[UUID]:
    now = current_person(person_id)
    own = Membership.objects.filter(person=now, until=None).order_by()
    return frozenset({person_id, now, *own.values_list("mention__own_person_id", flat=True).distinct()})


def known_of(person_ids: Collection[UUID]) -> dict[UUID, Known]:
    """What is known of each of these persons; one without any report that counts has nothing."""
    found: dict[UUID, Known] = {person_id: Known() for person_id in person_ids}
    memberships = Membership.objects.filter(person__in=person_ids, until=None, mention__report__withdrawal=None)
    person_of: dict[UUID, UUID] = {}
    columns = ("mention_id", "person_id", "mention__role", "mention__report__batch_id")
    for mention_id, person_id, role, batch_id in memberships.values_list(*columns):
        person_of[mention_id] = person_id
        found[person_id].roles.add(role)
        if batch_id:
            found[person_id].lists.add(batch_id)
    for fact_id, mention_id in _counting(person_of):
        found[person_of[mention_id]].facts.add(fact_id)
    return found


def latest_join(person_id: UUID) -> UUID | None:
    """The last join that still holds and touches this person under any of its records."""
    parts = parts_of(person_id)
    holding = Join.objects.filter(Q(person_a__in=parts) | Q(person_b__in=parts), until=None)
    return holding.order_by("-since").values_list("id", flat=True).first()


def who_joined(join_id: UUID) -> tuple[UUID, UUID | None]:
    """The author of a join, and who split it again (None while it holds)."""
    by, split_by = Join.objects.values_list("by_id", "split_by_id").get(id=join_id)
    return by, split_by


@dataclass(frozen=True, slots=True)
class Split:
    """Who undid a join, when and why."""

    by_id: UUID
    at: datetime
    reason: str = field(repr=False)


def split_of(join_id: UUID) -> Split:
    """How a join was undone.

    Raises:
        LookupError: it still holds.
    """
    join = Join.objects.get(id=join_id)
    if join.split_by_id is None or join.until is None or join.split_reason_sealed is None:
        raise LookupError("join: it still holds")
    key = open_keys([join.data_key_id]).get(join.data_key_id)
    table = Join._meta.db_table
    reason = unseal(key, table, join.id, "split_reason_sealed", join.split_reason_sealed) if key else ""
    return Split(join.split_by_id, join.until, str(reason))


def report_ids_of(person_id: UUID) -> set[UUID]:
    """Every report that speaks of the person."""
    found = Membership.objects.filter(person=current_person(person_id), until=None)
    return set(found.values_list("mention__report_id", flat=True))


def reports_of(viewer: Viewer, person_id: UUID) -> list[tuple[UUID, str, str]]:
    """The reports about a person for choosing one as a source: id, name of the source, day received (ISO)."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    found = Report.objects.filter(id__in=report_ids_of(person_id), withdrawal=None).order_by("received_at")
    rows = found.values_list("id", "source__name", "source__kind", "received_at")
    return [(report_id, source_title(name, kind), day_in_kyiv(at).isoformat()) for report_id, name, kind, at in rows]


def asked_for(viewer: Viewer, act: Act, *, without: QuerySet[Any, Any]) -> dict[UUID, datetime]:
    """Children within reach for this act whom somebody told us of, not only a list or a note of our staff: since when.

    The longest waiting come first.

    Parameters:
        without: a query of ids of persons, as they were before joins, that are left out. It goes into the query.
    """
    reach = policy.subjects(viewer, act, field="person_id")
    told = Q(mention__report__batch=None, mention__report__withdrawal=None)
    notes = Q(mention__report__channel=Channel.STAFF_NOTE)
    left_out = Membership.objects.filter(until=None, mention__own_person__in=without).order_by().values("person")
    found = Membership.objects.filter(reach, told, ~notes, until=None, mention__role=MentionRole.CHILD)
    rows = found.exclude(person__in=left_out).values_list("person_id")
    return dict(rows.annotate(first=Min("mention__report__received_at")).order_by("first", "person_id"))


def cards_of(viewer: Viewer, person_ids: Collection[UUID]) -> dict[UUID, Summary]:
    """The persons at a glance, those within the viewer's reach only."""
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person_id")
    found = ProfileCard.objects.filter(reach, person__in=person_ids)
    return summaries(found.values_list("person_id", "version"))


def names_in_order(viewer: Viewer, children: QuerySet[Any, Any]) -> dict[str, SortKey]:
    """Names as keys for sorting a long list, those within the viewer's reach and with a name only.

    Parameters:
        children: a query of ids of persons, as they were before joins. It goes into the query: ten thousand ids in a
            list take longer to write down than to find.

    Returns:
        The place of each name in the Ukrainian order, of whom each is now, by the id as written (``as_written``).
    """
    current = Membership.objects.filter(until=None, mention__own_person__in=children).order_by()
    elsewhere = current.exclude(person=F("mention__own_person")).distinct()
    moved = dict(elsewhere.values_list("mention__own_person_id", "person_id"))
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person_id")
    found = ProfileCard.objects.filter(reach, Q(person__in=children) | Q(person__in=set(moved.values())))
    written = found.annotate(who=as_written("person_id"), which=as_written("version"))
    places = {
        person_id: place
        for person_id, card in unsealed(written.values_list("who", "which")).items()
        if (place := card.place("name"))
    }
    for own, now in moved.items():
        if now.hex in places:
            places[own.hex] = places[now.hex]
        else:
            places.pop(own.hex, None)
    return places


def summaries_of(person_ids: Collection[UUID]) -> dict[UUID, Summary]:
    """The persons at a glance, for comparing records: no scope, so never for showing."""
    found: dict[UUID, Summary] = {}
    wanted = list(person_ids)
    for start in range(0, len(wanted), 5000):
        part = ProfileCard.objects.filter(person__in=wanted[start : start + 5000])
        found |= summaries(part.values_list("person_id", "version"))
    return found


def _counting(person_of: dict[UUID, UUID]) -> list[tuple[UUID, UUID]]:
    """Facts neither withdrawn nor corrected; a correction that was withdrawn corrects nothing."""
    correction = Fact.objects.filter(supersedes=OuterRef("pk"), withdrawal=None)
    mentions, found = list(person_of), list[tuple[UUID, UUID]]()
    for start in range(0, len(mentions), 5000):
        part = Fact.objects.filter(~Exists(correction), mention__in=mentions[start : start + 5000], withdrawal=None)
        found += part.values_list("id", "mention_id")
    return found
