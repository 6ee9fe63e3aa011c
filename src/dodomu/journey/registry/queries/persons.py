"""One person, and the list of children: always within the viewer's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.journey.registry.models import Membership, Person, ProfileCard, Source
from dodomu.journey.registry.queries.current import current_persons
from dodomu.journey.registry.queries.kept_cards import SEALED_SORTS, as_written, summaries, unsealed
from dodomu.journey.registry.queries.stopped import come_upon
from dodomu.journey.registry.summary import Summary

LATEST = "last_report_at"
STORED_SORTS = {"reports": "reports", "sources": "sources", "last_report": LATEST}
"""Columns the database can sort by; the others are sealed and are sorted after unsealing."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as found under an id: ``current_id`` is another one after a join."""

    id: UUID
    pid: UUID
    current_id: UUID
    is_child: bool
    summary: Summary


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A line of the list of children."""

    id: UUID
    name: NameForm | None
    born: PartialDate | None
    sex: str
    place: Place | None
    reports: int
    sources: int
    last_report_at: datetime


@dataclass(frozen=True, slots=True)
class ChildFilters:
    """What the list is narrowed to; birth years are inclusive, and a child fits if it may have been born in them."""

    sex: str = ""
    born_from: int | None = None
    born_to: int | None = None
    source: UUID | None = None

    @property
    def sealed(self) -> bool:
        """Whether names have to be unsealed to apply them."""
        return bool(self.sex or self.born_from or self.born_to)

    def fit(self, summary: Summary) -> bool:
        if self.sex and summary.sex != self.sex:
            return False
        if not (self.born_from or self.born_to):
            return True
        birth = summary.birth
        if birth is None:
            return False
        after = self.born_from is None or birth.latest.year >= self.born_from
        return after and (self.born_to is None or birth.earliest.year <= self.born_to)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, and how many there are in all."""

    rows: list[ChildRow]
    total: int


def person(viewer: Viewer, person_id: UUID) -> PersonRow:
    """The person under this id.

    Raises:
        OutOfReach: there is none, or not for this viewer. NotAllowed: the viewer may not read persons.
    """
    current = current_persons([person_id]).get(person_id)
    policy.require(viewer, Act.PERSON_READ, subject=current or person_id)
    pid = Person.objects.filter(pk=current).values_list("pid", flat=True).first() if current else None
    if current is None or pid is None:
        raise policy.OutOfReach
    card = ProfileCard.objects.filter(person=current).values_list("version", "is_child").first()
    summary = summaries([(current, card[0])]).get(current) if card else None
    return PersonRow(person_id, pid, current, bool(card and card[1]), summary or Summary({}))


def persons(
    viewer: Viewer,
    filters: ChildFilters | None = None,
    *,
    sort: str = "last_report",
    descending: bool = True,
    offset: int = 0,
    limit: int | None = 50,
) -> Found:
    """The children within reach.

    Parameters:
        sort: name, born, sex, place, reports, sources or last_report.
        limit: rows of one page; None for all of them (an export).
    """
    policy.require(viewer, Act.PERSON_READ)
    filters = filters or ChildFilters()
    cards = _cards(viewer, filters)
    end = None if limit is None else offset + limit
    if sort not in SEALED_SORTS and not filters.sealed:
        sign = "-" if descending else ""
        ordered = cards.order_by(f"{sign}{STORED_SORTS.get(sort, LATEST)}", "person_id")
        return Found(_rows(ordered.values_list(*_COLUMNS)[offset:end]), cards.count())
    found = _in_order(cards, filters, sort, descending=descending)
    return Found(_rows_of(found[offset:end]), len(found))


def count_children(viewer: Viewer) -> int:
    """How many children are within reach."""
    return _cards(viewer, ChildFilters()).count()


def count_stopped(viewer: Viewer) -> int:
    """How many children the list leaves out because consent to tracing was withdrawn, refused or has run out."""
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person_id")
    within = ProfileCard.objects.filter(reach, is_child=True)
    return within.count() - within.filter(come_upon(viewer, Act.PERSON_READ, field="person_id")).count()


def sources(viewer: Viewer) -> list[tuple[UUID, str, str]]:
    """The sources there are, ``(id, name, kind)``, for filters; lists and offices, never private persons."""
    policy.require(viewer, Act.PERSON_READ)
    return list(Source.objects.order_by("name").values_list("id", "name", "kind"))


_COLUMNS = ("person_id", "version", "reports", "sources", "last_report_at")


def _in_order(cards: QuerySet[ProfileCard], filters: ChildFilters, sort: str, *, descending: bool) -> list[str]:
    """The ids, as written, of those cards that fit, in this order; what is not known comes last in either direction."""
    written = cards.annotate(who=as_written("person_id"), which=as_written("version"))
    sign = "-" if descending else ""
    stored = () if sort in SEALED_SORTS else (f"{sign}{STORED_SORTS.get(sort, LATEST)}", "person_id")
    rows = list(written.order_by(*stored).values_list("who", "which"))
    known = unsealed(rows)
    if filters.sealed:
        known = {person_id: card for person_id, card in known.items() if filters.fit(card.summary)}
    if stored:
        return [person_id for person_id, _version in rows if person_id in known]
    places = [(card.place(sort), person_id) for person_id, card in known.items()]
    placed = sorted((one for one in places if one[0] is not None), reverse=descending)
    nowhere = sorted((one[1] for one in places if one[0] is None), reverse=descending)
    return [*(person_id for _place, person_id in placed), *nowhere]


def _cards(viewer: Viewer, filters: ChildFilters) -> QuerySet[ProfileCard]:
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person_id")
    open_to_view = come_upon(viewer, Act.PERSON_READ, field="person_id")
    found = ProfileCard.objects.filter(reach, open_to_view, is_child=True)
    if filters.source:
        named = Membership.objects.filter(
            until=None, mention__report__source=filters.source, mention__report__withdrawal=None
        )
        found = found.filter(person__in=named.values("person"))
    return found


def _rows(cards: Iterable[tuple[Any, ...]]) -> list[ChildRow]:
    rows = list(cards)
    known = summaries((row[0], row[1]) for row in rows)
    return [_row(row, known[row[0]]) for row in rows if row[0] in known]


def _rows_of(written: list[str]) -> list[ChildRow]:
    """The rows of these persons, in their order."""
    found: dict[str, ChildRow] = {}
    for start in range(0, len(written), 5000):
        part = ProfileCard.objects.filter(person__in=[UUID(one) for one in written[start : start + 5000]])
        found |= {row.id.hex: row for row in _rows(part.values_list(*_COLUMNS))}
    return [found[one] for one in written if one in found]


def _row(row: tuple[Any, ...], summary: Summary) -> ChildRow:
    person_id, _version, reports, sources_, last = row
    return ChildRow(person_id, summary.name, summary.birth, summary.sex, summary.place, reports, sources_, last)
