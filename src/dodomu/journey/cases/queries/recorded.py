"""From rows to what clocks are computed from, for many cases in five queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.clocks import OPENED, RISK, DayStart, Mark, Point, Recorded
from dodomu.journey.cases.models import AxisEntry, Case, CaseDocument, CaseEvent, ClockMark, DocumentKind

Births = Mapping[UUID, PartialDate | None]
"""By case; a case that is not there is asked without its birthday."""
_OPENS = (CaseEvent.What.OPENED, CaseEvent.What.REOPENED)
_STARTS_FROM = {
    DocumentKind.CERTIFICATE_FOR_RETURN: "certificate_for_return:issued",
    DocumentKind.POWER_OF_ATTORNEY: "power_of_attorney:until",
}


def recorded(cases: Iterable[Case], births: Births | None = None, opened: Opened | None = None) -> dict[UUID, Recorded]:
    """What the clocks of each case are computed from.

    Parameters:
        births: birth dates by case, where birthdays are wanted.
        opened: the data keys, where reasons are wanted.
    """
    listed = list(cases)
    ids = [case.id for case in listed]
    points, marks = _points(ids), _marks(ids, opened)
    axes, placed = _axes(ids)
    days = _documents(ids)
    for case_id, start in placed.items():
        days[case_id].append(start)
    unknown: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for case_id, birth in (births or {}).items():
        known = birth is not None and birth.earliest > date.min
        if birth is not None and known:
            days[case_id].append(DayStart(case_id, "birth", birth.earliest, min(birth.latest, date(9000, 1, 1))))
        else:
            unknown[case_id].append((case_id, "birth"))
    return {
        case.id: Recorded(
            points=points[case.id],
            days=days[case.id],
            marks=marks[case.id],
            axes=axes[case.id],
            unknown=unknown[case.id],
            closed=case.closed_at is not None,
        )
        for case in listed
    }


def _points(ids: list[UUID]) -> dict[UUID, list[Point]]:
    found: dict[UUID, list[Point]] = defaultdict(list)
    events = CaseEvent.objects.filter(case__in=ids, what__in=(*_OPENS, CaseEvent.What.RISK_CHANGED)).order_by(
        "at", "id"
    )
    for ref, case_id, what, risk, at in events.values_list("id", "case_id", "what", "risk", "at"):
        found[case_id].append(Point(ref, at, risk, OPENED if what in _OPENS else RISK))
    return found


def _marks(ids: list[UUID], opened: Opened | None) -> dict[UUID, list[Mark]]:
    found: dict[UUID, list[Mark]] = defaultdict(list)
    rows = ClockMark.objects.filter(case__in=ids).select_related("by", "case").order_by("at", "id")
    for row in rows:
        reason = ""
        if opened is not None:
            reason = opened.text(row.case.data_key_id, "cases_clockmark", row.id, "reason_sealed", row.reason_sealed)
        found[row.case_id].append(
            Mark(
                id=row.id,
                code=row.code,
                start_ref=row.start_ref,
                kind=row.kind,
                due_at=row.due_at,
                whole_day=row.whole_day,
                done_at=row.done_at,
                at=row.at,
                by=row.by.display_name,
                reason=reason,
            )
        )
    return found


def _axes(ids: list[UUID]) -> tuple[dict[UUID, dict[str, str]], dict[UUID, DayStart]]:
    """The value that counts now on each axis, and the day of a placement that counts now."""
    axes: dict[UUID, dict[str, str]] = defaultdict(dict)
    placed: dict[UUID, DayStart] = {}
    entries = AxisEntry.objects.filter(case__in=ids, withdrawal__isnull=True)
    for ref, case_id, axis, value, since, first in entries.values_list(
        "id", "case_id", "axis", "value", "since", "since_earliest"
    ):
        if axis in axes[case_id]:
            continue
        axes[case_id][axis] = value
        if (axis, value) == ("legal", "placed_or_adopted"):
            latest = max(first, PartialDate.from_edtf(since).latest)
            placed[case_id] = DayStart(ref, "legal=placed_or_adopted", first, min(latest, date(9000, 1, 1)))
    return axes, placed


def _documents(ids: list[UUID]) -> dict[UUID, list[DayStart]]:
    found: dict[UUID, list[DayStart]] = defaultdict(list)
    rows = CaseDocument.objects.filter(case__in=ids).order_by("at", "id")
    for ref, case_id, kind, issued, until in rows.values_list("id", "case_id", "kind", "issued_on", "valid_until"):
        own = until if kind == DocumentKind.CERTIFICATE_FOR_RETURN else None
        day = issued if kind == DocumentKind.CERTIFICATE_FOR_RETURN else until
        if day is not None:
            found[case_id].append(DayStart(ref, _STARTS_FROM[DocumentKind(kind)], day, day, own))
    return found
