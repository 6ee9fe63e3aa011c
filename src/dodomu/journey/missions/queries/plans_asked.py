"""What earlier stages know of children whose return is planned, for many at once: who asks for them, their own view, consent.

Codes only; no scope: callers check who asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from dodomu.base.access import restricted
from dodomu.journey.cases.models import ChildView, Consent
from dodomu.journey.cases.queries.consents import GIVEN, STOPPED, consented
from dodomu.journey.missions.plan_rules import consent_rules
from dodomu.journey.registry.models import Membership
from dodomu.journey.registry.queries.current import current_persons
from dodomu.journey.registry.queries.requesters import with_verified_requester


@dataclass(frozen=True, slots=True)
class Known:
    """Of one child: a requester is verified, the child was asked, how consent stands by use."""

    requester: bool
    view: bool
    consents: Mapping[str, str] = field(default_factory=dict)


def of_children(person_ids: Collection[UUID], on: date) -> dict[UUID, Known]:
    """What is known of each of these children, under every record of theirs, by the id that was handed in."""
    now = current_persons(person_ids)
    current = {person_id: now.get(person_id, person_id) for person_id in person_ids}
    part_of = _parts(set(current.values()))
    verified = with_verified_requester(set(current.values()))
    asked = {part_of[one] for one in ChildView.objects.filter(person__in=part_of).values_list("person_id", flat=True)}
    consents = _consents(part_of, on)
    return {
        person_id: Known(person in verified, person in asked, consents[person]) for person_id, person in current.items()
    }


def _parts(persons: set[UUID]) -> dict[UUID, UUID]:
    """Every record of these persons, and whose it is."""
    owned = Membership.objects.filter(person__in=persons, until=None).order_by()
    found = dict(owned.values_list("mention__own_person_id", "person_id").distinct())
    return {**found, **{person: person for person in persons}}


def _consents(part_of: Mapping[UUID, UUID], on: date) -> dict[UUID, dict[str, str]]:
    """How consent to each use that a return needs stands, as ``consent_for`` says it of one child."""
    uses = {rule.use for rule in consent_rules()}
    rows: dict[tuple[UUID, str], list[Consent]] = defaultdict(list)
    for row in Consent.objects.filter(person__in=part_of, use__in=uses, replaced_by=None):
        rows[part_of[row.person_id], row.use].append(row)
    stopped = restricted.in_force(uses).filter(subject__in=part_of).values_list("subject", "use")
    halted = {(part_of[subject], use) for subject, use in stopped}
    found: dict[UUID, dict[str, str]] = {person: {} for person in part_of.values()}
    for person, held in found.items():
        for use in uses:
            state = consented(use, rows.get((person, use), []), on).state
            held[use] = STOPPED if state == GIVEN and (person, use) in halted else state
    return found
