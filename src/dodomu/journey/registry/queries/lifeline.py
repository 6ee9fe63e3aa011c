"""What the registry knows of a person's life: dated facts, forced changes of identity, joins, photos."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.models import Fact, Membership
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.registry.queries.facts import facts_open_to

LANE_OF = {
    "last_seen": "whereabouts",
    "residence": "whereabouts",
    "institution": "whereabouts",
    "health": "health",
    "birth_date": "legal",
}
"""Attributes that say what happened when, and the lane each belongs to."""


@dataclass(frozen=True, slots=True)
class DatedFact:
    """One statement placed on the axis: on the day of which it speaks, or (birth) on the day it states."""

    id: UUID
    attribute: str
    lane: str
    value: Value = field(repr=False)
    on: PartialDate = field(repr=False)
    at: datetime
    source_title: str
    report_id: UUID


def dated_facts(viewer: Viewer, person_id: UUID) -> list[DatedFact]:
    """Statements that count and say when, in compartments open to the viewer; none out of reach."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    found = []
    for fact in facts_open_to(viewer, person_id):
        if fact.attribute not in LANE_OF:
            continue
        on = fact.value if isinstance(fact.value, PartialDate) else fact.observed_on
        if fact.counts and on is not None:
            source = source_title(fact.source_name, fact.source_kind)
            lane, at = LANE_OF[fact.attribute], placed_at(on, fact.received_at)
            found.append(DatedFact(fact.id, fact.attribute, lane, fact.value, on, at, source, fact.report_id))
    return found


def closed_compartments(viewer: Viewer, person_id: UUID) -> list[str]:
    """Codes of compartments that hold facts about the person and are closed to the viewer."""
    mentions = mentions_of(person_id)
    present = set(Fact.objects.filter(mention__in=mentions).order_by().values_list("compartment", flat=True).distinct())
    return sorted(code for code in present if not policy.sees_compartment(viewer, code, person_id))


def sources_counted(person_id: UUID) -> int:
    """How many sources speak of the person, withdrawn reports apart. No scope: a number only."""
    found = Membership.objects.filter(person=person_id, until=None, mention__report__withdrawal=None)
    return found.values("mention__report__source").distinct().count()


def placed_at(on: PartialDate, otherwise: datetime) -> datetime:
    """Noon of the first possible day; for a date without a beginning, of the last; for one without either, ``otherwise``."""
    day = on.earliest if on.earliest != date.min else on.latest
    return otherwise if day == date.max else datetime.combine(day, time(12), UTC)
