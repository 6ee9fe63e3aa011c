"""The list of cases: filtered, sorted and cut in the database, so that ten thousand stay quick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import Count, Q, QuerySet, Value, When

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.axes import AXES, AxisValue, axis_values
from dodomu.journey.cases.models import AxisEntry, Case, RiskLevel
from dodomu.journey.cases.queries.reach import value_now, visible
from dodomu.journey.cases.queries.rows import CaseRow
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons

SORTS = {"number": "number", "opened": "opened_at", "team": "team__name", "worker": "worker__display_name"}
NONE, MINE = "none", "mine"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of cases and how many there are in all."""

    rows: list[CaseRow]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The state of things in one line."""

    open: int
    without_worker: int
    mine: int


def cases(
    viewer: Viewer, filters: Mapping[str, str], *, sort: str = "-opened", offset: int = 0, limit: int | None = 50
) -> Found:
    """Open cases within reach.

    Parameters:
        filters: codes by name: ``risk``, ``team`` (id), ``worker`` (``mine`` or ``none``), one per axis (``none``: nothing
            recorded yet). Unknown codes find nothing.
        sort: ``number``, ``opened``, ``team``, ``worker``, ``risk`` or an axis; a minus turns it round.
        limit: rows of one page; None for all of them.
    """
    require(viewer, Act.CASE_READ)
    query = _filtered(visible(viewer).filter(closed_at__isnull=True), viewer, filters)
    ordered = _sorted(query, sort).select_related("team", "worker", "led_by")
    wanted = ordered[offset:] if limit is None else ordered[offset : offset + limit]
    return Found(rows_of(viewer, wanted), query.count())


def counts(viewer: Viewer) -> Counts:
    """How many open cases there are, how many have no worker, how many are the viewer's own."""
    found = visible(viewer).filter(closed_at__isnull=True)
    counted = found.aggregate(
        all=Count("id"), free=Count("id", filter=Q(worker=None)), own=Count("id", filter=Q(worker=viewer.user_id))
    )
    return Counts(counted["all"], counted["free"], counted["own"] if viewer.user_id else 0)


def rows_of(viewer: Viewer, found: Iterable[Case]) -> list[CaseRow]:
    """The rows of these cases, their names from the registry, in three queries whatever their number."""
    listed = list(found)
    current = current_persons([case.person_id for case in listed])
    cards = linking.cards_of(viewer, current.values())
    axes = _axes_of([case.id for case in listed])
    rows = []
    for case in listed:
        person_id = current.get(case.person_id, case.person_id)
        card = cards.get(person_id)
        rows.append(
            CaseRow(
                id=case.id,
                number=case.number,
                person_id=person_id,
                name=card.name if card else None,
                team=case.team.name,
                worker=case.worker.display_name if case.worker else "",
                risk=case.risk,
                axes=axes.get(case.id, {}),
                opened_at=case.opened_at,
                led_by=case.led_by.number if case.led_by else None,
            )
        )
    return rows


def _axes_of(case_ids: list[UUID]) -> dict[UUID, dict[str, AxisValue]]:
    found: dict[UUID, dict[str, AxisValue]] = {}
    entries = AxisEntry.objects.filter(case__in=case_ids, withdrawal__isnull=True)
    for case_id, axis, value in entries.values_list("case_id", "axis", "value"):
        found.setdefault(case_id, {}).setdefault(axis, axis_values()[axis, value])
    return found


def _filtered(query: QuerySet[Case], viewer: Viewer, filters: Mapping[str, str]) -> QuerySet[Case]:
    if risk := filters.get("risk"):
        query = query.filter(risk=risk)
    if team := filters.get("team"):
        query = query.filter(team=_id(team)) if _id(team) else query.none()
    if worker := filters.get("worker"):
        query = query.filter(worker=viewer.user_id if worker == MINE else None)
    for axis in AXES:
        if value := filters.get(axis):
            query = query.annotate(**{f"{axis}_now": value_now(axis)})
            query = query.filter(**{f"{axis}_now": None if value == NONE else value})
    return query


def _sorted(query: QuerySet[Case], sort: str) -> QuerySet[Case]:
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name == "risk":
        query, column = query.annotate(urgency=_places("risk", RiskLevel.values)), "urgency"
    elif name in AXES:
        codes = [value.code for value in axis_values().values() if value.axis == name]
        query = query.annotate(step_code=value_now(name)).annotate(step=_places("step_code", codes))
        column = "step"
    else:
        column = SORTS.get(name, "opened_at")
    return query.order_by(f"-{column}" if down else column, "-number")


def _places(column: str, codes: Iterable[str]) -> Any:
    places = [When(**{column: code}, then=Value(place)) for place, code in enumerate(codes, start=1)]
    return When_(*places, default=Value(0))


def _id(text: str) -> UUID | None:
    """The id in a filter; None where the text is none, as an old or mistyped address may have it."""
    try:
        return UUID(text)
    except ValueError:
        return None
