"""Invented children and what was said of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry.actions import (
    FactInput,
    MentionInput,
    RelationInput,
    ReportInput,
    record_report,
    source_named,
    source_of_kind,
)
from dodomu.journey.registry.models import Mention, Report
from dodomu.journey.registry.vocabulary import Channel, MentionRole, RelationKind

RECEIVED = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)


def child_report(
    viewer: Any,
    name: str,
    *,
    born: str = "",
    kind: SourceKind = SourceKind.PARENT,
    mother: str = "",
    place: str = "",
    residence: str = "",
    grade: str = "",
    received_at: datetime = RECEIVED,
    source: str = "",
    more: tuple[FactInput, ...] = (),
) -> ReportInput:
    """One statement about one child, perhaps with its mother."""
    facts = [FactInput("name", parse_name(name))]
    if born:
        facts.append(FactInput("birth_date", PartialDate.from_edtf(born)))
    if place:
        facts.append(FactInput("birth_place", Place(place)))
    if residence:
        facts.append(FactInput("residence", Place(residence)))
    mentions = [MentionInput(MentionRole.CHILD, (*facts, *more))]
    if mother:
        mentions.append(MentionInput(MentionRole.RELATIVE, (FactInput("name", parse_name(mother)),)))
    origin = source_named(viewer, source, kind) if source else source_of_kind(viewer, kind)
    return ReportInput(
        channel=Channel.FORM,
        source_id=origin.id,
        payload={"name": name, "born": born, "mother": mother, "place": place, "residence": residence},
        mentions=tuple(mentions),
        relations=(RelationInput(1, 0, RelationKind.MOTHER),) if mother else (),
        received_at=received_at,
        grade=grade,
    )


def olena(viewer: Any) -> ReportInput:
    """Olena Kovalenko, as her mother Iryna reports her."""
    return child_report(
        viewer, "Коваленко Олена Іванівна", born="2014-03-05", mother="Коваленко Ірина Петрівна", place="Бахмут"
    )


def recorded_child(viewer: Any, name: str, **more: Any) -> UUID:
    """Record a child and return the person."""
    return person_in(record_report(viewer, child_report(viewer, name, **more)))


def person_in(report: Report, position: int = 0) -> UUID:
    """The person a mention of the report belongs to now."""
    mention = Mention.objects.get(report=report, position=position)
    return mention.memberships.get(until=None).person_id
