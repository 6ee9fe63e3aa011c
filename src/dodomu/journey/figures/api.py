"""Figures over the API: the last release and the published figures of others, by the same rules as the pages."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from dodomu.base.access.web import viewer_of
from dodomu.journey.figures import queries

router = Router()


class CountOut(Schema):
    """One count; ``value`` is null where it is hidden (fewer than the threshold, or hidden to protect), never 0 for that."""

    code: str
    value: int | None
    median_days: int | None
    last_shown: int | None
    last_shown_on: date | None


class ReleaseOut(Schema):
    as_of: date
    threshold: int
    rules_from: date
    shown: int
    hidden: int
    counts: list[CountOut]


class PublishedOut(Schema):
    """A figure of others; ``as_of`` is EDTF. Figures of different series or lines are never to be added or subtracted."""

    code: str
    series: str
    line: str
    as_of: str
    qualifier: str
    low: int
    high: int | None
    speaker: str
    about: str
    source: str
    note: str
    withdrawn: bool


@router.get("/", response=ReleaseOut | None)
def figures(request: HttpRequest) -> ReleaseOut | None:
    """The last release; null before the first."""
    found = queries.latest(viewer_of(request))
    if found is None:
        return None
    counts = [
        CountOut(
            code=row.code,
            value=row.cell.value,
            median_days=row.cell.days,
            last_shown=row.cell.before,
            last_shown_on=row.cell.before_on,
        )
        for row in queries.cell_rows(found)
    ]
    return ReleaseOut(
        as_of=found.as_of,
        threshold=found.threshold,
        rules_from=found.rules_from,
        shown=found.shown,
        hidden=found.hidden,
        counts=counts,
    )


@router.get("/published", response=list[PublishedOut])
def published_figures(request: HttpRequest, series: str = "") -> list[PublishedOut]:
    """The published figures of others, oldest first; of one series where its code is given."""
    return [
        PublishedOut(
            code=row.stated.code,
            series=row.stated.series,
            line=row.stated.line,
            as_of=row.stated.on.edtf,
            qualifier=row.stated.qualifier,
            low=row.stated.low,
            high=row.stated.high,
            speaker=row.stated.speaker,
            about=row.stated.about,
            source=row.stated.source,
            note=row.stated.note,
            withdrawn=row.is_withdrawn,
        )
        for row in queries.published(viewer_of(request), series)
    ]
