"""A person's profile: for each attribute the preferred value, the others, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_keys, unseal
from dodomu.journey.registry.attributes import ATTRIBUTES, Attribute
from dodomu.journey.registry.models import Fact, Pin
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.registry.queries.facts import StatedFact, facts_open_to
from dodomu.journey.registry.queries.preference import Why, prefer
from dodomu.kit.dates import today


@dataclass(frozen=True, slots=True)
class PinRow:
    """Who preferred a fact against the rules, and why."""

    fact_id: UUID
    by: str
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AttributeProfile:
    """One attribute of a person.

    Attributes:
        masked: facts exist, in a compartment closed to the viewer; nothing else is filled then.
        preferred: the statement shown first; None when every statement was withdrawn.
        agreeing: further statements of the same value. others: statements of other values.
        past: corrected and withdrawn statements, with the reason.
    """

    attribute: Attribute
    masked: bool = False
    preferred: StatedFact | None = None
    why: Why | None = None
    pin: PinRow | None = None
    agreeing: tuple[StatedFact, ...] = ()
    others: tuple[StatedFact, ...] = ()
    past: tuple[StatedFact, ...] = ()

    @property
    def conflicting(self) -> bool:
        """Statements contradict each other: different values where only one can be true."""
        return bool(self.others) and not self.attribute.many


@dataclass(frozen=True, slots=True)
class Profile:
    """What is stated of a person, computed at the moment of asking. ``attributes`` in the order they are shown."""

    person_id: UUID
    attributes: dict[str, AttributeProfile] = field(default_factory=dict)

    def preferred(self, code: str) -> StatedFact | None:
        found = self.attributes.get(code)
        return found.preferred if found else None


def profile(viewer: Viewer, person_id: UUID) -> Profile:
    """The profile of a person under the current id.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    mentions = mentions_of(person_id)
    stated = Fact.objects.filter(mention__in=mentions).order_by().values_list("attribute", "compartment").distinct()
    present = dict(stated)
    seen = {code for code in present.values() if policy.sees_compartment(viewer, code, person_id)}
    facts: dict[str, list[StatedFact]] = defaultdict(list)
    for fact in facts_open_to(viewer, person_id):
        facts[fact.attribute].append(fact)
    pins = _pins(fact.id for known in facts.values() for fact in known)
    attributes = {}
    for code, attribute in ATTRIBUTES.items():
        if code in present and present[code] not in seen:
            attributes[code] = AttributeProfile(attribute, masked=True)
        elif facts.get(code):
            attributes[code] = _computed(attribute, facts[code], pins)
    return Profile(person_id, attributes)


def _computed(attribute: Attribute, facts: list[StatedFact], pins: dict[UUID, PinRow]) -> AttributeProfile:
    counting = [fact for fact in facts if fact.counts]
    past = tuple(fact for fact in facts if not fact.counts)
    if not counting:
        return AttributeProfile(attribute, past=past)
    pinned = next((fact for fact in counting if fact.id in pins), None)
    ordered, why = prefer(counting, today(), pinned)
    first, *rest = ordered
    return AttributeProfile(
        attribute,
        preferred=first,
        why=why,
        pin=pins[pinned.id] if pinned else None,
        agreeing=tuple(fact for fact in rest if fact.essence == first.essence),
        others=tuple(fact for fact in rest if fact.essence != first.essence),
        past=past,
    )


def _pins(fact_ids: Iterable[UUID]) -> dict[UUID, PinRow]:
    rows = Pin.objects.filter(fact__in=list(fact_ids), until=None).order_by("-since")
    found = list(rows.values_list("id", "fact_id", "by_id", "since", "reason_sealed", "fact__mention__data_key_id"))
    keys = open_keys(row[5] for row in found)
    names = dict(User.objects.filter(pk__in={row[2] for row in found}).values_list("pk", "display_name"))
    return {
        fact: PinRow(fact, names[by], since, str(unseal(keys[key], "registry_pin", pin, "reason_sealed", sealed)))
        for pin, fact, by, since, sealed, key in found
        if key in keys
    }
