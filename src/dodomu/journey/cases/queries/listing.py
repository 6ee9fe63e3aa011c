"""The list of cases: filtered, sorted and cut in the database, so that ten thousand stay quick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.axes import AXES, AxisValue, axis_values
from dodomu.journey.cases.clock_rules import KYIV, end_of
from dodomu.journey.cases.models import AxisEntry, Case, Closing, Flag, RiskLevel, SecondState
from dodomu.journey.cases.queries.by_name import ids_by_name
from dodomu.journey.cases.queries.reach import value_now, visible
from dodomu.journey.cases.queries.rows import CaseRow
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons

OPEN, CLOSED, ALL = "open", "closed", "all"
SORTS = {"number": "number", "opened": "opened_at", "team": "team__name", "worker": "worker__display_name"}
NONE, MINE, YES = "none", "mine", "yes"
OVERDUE, TODAY, WEEK = "overdue", "today", "week"
_WITH = ("team", "worker", "led_by", "next_due")


@dataclass(frozen=True, slots=True)
class Found:
    """One page of cases and how many there are in all."""

    rows: list[CaseRow]
    total: int
    too_many: bool = False
    """An order by name was asked for, and there are too many names to unseal: the order is the usual one."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The state of things in one line."""

    open: int
    without_worker: int
    mine: int


def cases(
    viewer: Viewer, filters: Mapping[str, str], *, sort: str = "-opened", offset: int = 0, limit: int | None = 50
) -> Found:
    """Cases within reach, the open ones where no ``state`` is asked for.

    Parameters:
        filters: codes by name: ``risk``, ``team`` (id), ``worker`` (``mine``, ``none`` or an id), one per axis (``none``: nothing
            recorded yet), ``state`` (``open``, ``closed`` or ``all``), ``outcome``, ``flag`` (``yes``), ``due`` (``overdue``,
            ``today`` or ``week``). Unknown codes find nothing.
        sort: ``number``, ``name``, ``opened``, ``team``, ``worker``, ``risk``, ``due`` or an axis; a minus turns it round.
        limit: rows of one page; None for all of them.
    """
    require(viewer, Act.CASE_READ)
    query = _filtered(visible(viewer), viewer, filters)
    end = None if limit is None else offset + limit
    name, down = sort.removeprefix("-"), sort.startswith("-")
    named = ids_by_name(viewer, query, down=down) if name == "name" else None
    if named is not None:
        return Found(_in_order(viewer, named[offset:end]), len(named))
    ordered = _sorted(query, sort).select_related(*_WITH)
    return Found(rows_of(viewer, ordered[offset:end]), query.count(), too_many=name == "name")


def case_ids(viewer: Viewer, filters: Mapping[str, str]) -> list[UUID]:
    """The ids of all cases that the filters find within reach."""
    require(viewer, Act.CASE_READ)
    return list(_filtered(visible(viewer), viewer, filters).order_by("-number").values_list("id", flat=True))


def _in_order(viewer: Viewer, written: list[str]) -> list[CaseRow]:
    ids = [UUID(one) for one in written]
    found = Case.objects.filter(id__in=ids).select_related(*_WITH)
    rows = {row.id: row for row in rows_of(viewer, found)}
    return [rows[case_id] for case_id in ids]


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
    outcomes, flags = _outcomes_of(listed), _flags_of(listed)
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
                closed_at=case.closed_at,
                outcome=outcomes.get(case.id, ""),
                flags=flags.get(case.id, 0),
                due_at=next_due.due_at if (next_due := getattr(case, "next_due", None)) else None,
                due_what=next_due.what if next_due else "",
            )
        )
    return rows


def _axes_of(case_ids: list[UUID]) -> dict[UUID, dict[str, AxisValue]]:
    found: dict[UUID, dict[str, AxisValue]] = {}
    entries = AxisEntry.objects.filter(case__in=case_ids, withdrawal__isnull=True)
    for case_id, axis, value in entries.values_list("case_id", "axis", "value"):
        found.setdefault(case_id, {}).setdefault(axis, axis_values()[axis, value])
    return found


def _outcomes_of(listed: list[Case]) -> dict[UUID, str]:
    closed = [case.id for case in listed if case.closed_at]
    return dict(_holding(Closing.objects.filter(case__in=closed)).values_list("case_id", "outcome"))


def _holding(closings: QuerySet[Closing]) -> QuerySet[Closing]:
    """Closings that were carried out and not undone."""
    return closings.exclude(state__in=(SecondState.WAITING, SecondState.DECLINED)).filter(reopening=None)


def _flags_of(listed: list[Case]) -> dict[UUID, int]:
    open_flags = Flag.objects.filter(case__in=[case.id for case in listed], cleared_at=None).order_by()
    return dict(open_flags.values_list("case_id").annotate(count=Count("id")))


def _filtered(query: QuerySet[Case], viewer: Viewer, filters: Mapping[str, str]) -> QuerySet[Case]:
    if risk := filters.get("risk"):
        query = query.filter(risk=risk)
    if team := filters.get("team"):
        query = query.filter(team=_id(team)) if _id(team) else query.none()
    if worker := filters.get("worker"):
        query = (
            query.filter(worker=_worker(viewer, worker)) if worker == NONE or _worker(viewer, worker) else query.none()
        )
    query = _in_state(query, filters.get("state", ""))
    if outcome := filters.get("outcome"):
        query = query.filter(Exists(_holding(Closing.objects.filter(case=OuterRef("pk"), outcome=outcome))))
    if flag := filters.get("flag"):
        flagged = Exists(Flag.objects.filter(case=OuterRef("pk"), cleared_at=None))
        query = query.filter(flagged) if flag == YES else query.none()
    if due := filters.get("due"):
        query = _due(query, due)
    for axis in AXES:
        if value := filters.get(axis):
            query = query.annotate(**{f"{axis}_now": value_now(axis)})
            query = query.filter(**{f"{axis}_now": None if value == NONE else value})
    return query


def _in_state(query: QuerySet[Case], state: str) -> QuerySet[Case]:
    if state == ALL:
        return query
    if state in {"", OPEN, CLOSED}:
        return query.filter(closed_at__isnull=state != CLOSED)
    return query.none()


def _due(query: QuerySet[Case], due: str) -> QuerySet[Case]:
    """What is overdue at this moment, due to the end of today, or to the end of the seventh day from now."""
    now = timezone.now()
    today = now.astimezone(KYIV).date()
    until = {OVERDUE: now, TODAY: end_of(today), WEEK: end_of(today + timedelta(days=7))}.get(due)
    return query.filter(next_due__due_at__lte=until) if until else query.none()


def _sorted(query: QuerySet[Case], sort: str) -> QuerySet[Case]:
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name == "risk":
        query, column = query.annotate(urgency=_places("risk", RiskLevel.values)), "urgency"
    elif name == "due":
        due = F("next_due__due_at")
        return query.order_by(due.desc(nulls_last=True) if down else due.asc(nulls_last=True), "-number")
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


def _worker(viewer: Viewer, code: str) -> UUID | None:
    return viewer.user_id if code == MINE else _id(code)


def _id(text: str) -> UUID | None:
    """The id in a filter; None where the text is none, as an old or mistyped address may have it."""
    try:
        return UUID(text)
    except ValueError:
        return None
