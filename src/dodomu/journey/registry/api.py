"""The registry over the API: children, one profile, the search, a statement, by the same rules as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries import AttributeProfile, ChildFilters, ChildRow, StatedFact

router = Router()
MOST = 500


class ChildOut(Schema):
    """One line of the list; ``born`` is EDTF."""

    id: UUID
    name: str
    born: str
    sex: str
    birth_place: str
    reports: int
    sources: int
    last_report_at: datetime


class ChildrenOut(Schema):
    total: int
    children: list[ChildOut]


class ChildrenWanted(Schema):
    sex: str = ""
    born_from: int | None = None
    born_to: int | None = None
    source: UUID | None = None
    sort: str = "last_report"
    descending: bool = True
    offset: int = 0
    limit: int = 50


class FactOut(Schema):
    """One statement with its source."""

    id: UUID
    value: Any
    report_id: UUID
    source: str
    grade: str
    recorded_at: datetime


class AttributeOut(Schema):
    """One attribute; ``masked`` ones say no more."""

    code: str
    masked: bool
    preferred: FactOut | None
    why: str
    others: list[FactOut]


class PersonOut(Schema):
    id: UUID
    is_child: bool
    attributes: list[AttributeOut]


class SearchIn(Schema):
    """Words by POST: a name must not stand in an address."""

    text: str
    limit: int = 20


class HitOut(Schema):
    person_id: UUID
    name: str
    score: float
    reasons: list[str]


@router.get("/children", response=ChildrenOut)
def children(request: HttpRequest, wanted: Query[ChildrenWanted]) -> ChildrenOut:
    """Children within reach."""
    filters = ChildFilters(wanted.sex, wanted.born_from, wanted.born_to, wanted.source)
    found = queries.persons(
        viewer_of(request),
        filters,
        sort=wanted.sort,
        descending=wanted.descending,
        offset=max(0, wanted.offset),
        limit=max(1, min(wanted.limit, MOST)),
    )
    return ChildrenOut(total=found.total, children=[_child(row) for row in found.rows])


@router.get("/persons/{uuid:person_id}", response=PersonOut)
def person(request: HttpRequest, person_id: UUID) -> PersonOut:
    """One profile; opening it is journaled like the page."""
    opened = actions.open_person(viewer_of(request), person_id)
    attributes = [_attribute(one) for one in opened.profile.attributes.values()]
    return PersonOut(id=opened.person.current_id, is_child=opened.person.is_child, attributes=attributes)


@router.post("/search", response=list[HitOut])
def search(request: HttpRequest, wanted: SearchIn) -> list[HitOut]:
    """Persons by any spelling, with the reasons."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.PERSON_SEARCH)
    hits = actions.search_persons(viewer, wanted.text, wanted.limit)
    return [
        HitOut(
            person_id=hit.person_id,
            name=hit.summary.name.full if hit.summary.name else "",
            score=hit.score,
            reasons=list(hit.reasons),
        )
        for hit in hits
    ]


def _child(row: ChildRow) -> ChildOut:
    return ChildOut(
        id=row.id,
        name=row.name.full if row.name else "",
        born=row.born.edtf if row.born else "",
        sex=row.sex,
        birth_place=row.place.full if row.place else "",
        reports=row.reports,
        sources=row.sources,
        last_report_at=row.last_report_at,
    )


def _attribute(one: AttributeProfile) -> AttributeOut:
    return AttributeOut(
        code=one.attribute.code,
        masked=one.masked,
        preferred=_fact(one.preferred) if one.preferred else None,
        why=one.why.code if one.why else "",
        others=[_fact(fact) for fact in (*one.agreeing, *one.others)],
    )


def _fact(fact: StatedFact) -> FactOut:
    return FactOut(
        id=fact.id,
        value=fact.value if isinstance(fact.value, str) else fact.value.to_json(),
        report_id=fact.report_id,
        source=source_title(fact.source_name, fact.source_kind),
        grade=fact.grade,
        recorded_at=fact.recorded_at,
    )
