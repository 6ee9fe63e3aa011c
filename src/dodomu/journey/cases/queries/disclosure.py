"""Who must never learn of a child: for its case, for its page, and for everything that leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.cases.models import Case, Closing, DisclosureEnding, NeverDisclose, SecondState
from dodomu.journey.cases.queries.work_rows import SecondRow, WarningRow
from dodomu.journey.registry.queries import linking

_ENDED = (SecondState.CONFIRMED, SecondState.ALONE)


def never_disclose(viewer: Viewer, person_id: UUID) -> list[WarningRow]:
    """Who must never learn of this child, under any of its records and in open and closed cases alike.

    For everybody who may open the child's page: they must know before they speak, print, send or export. Entries that
    have ended or passed are given too, as not ``active``; nobody is warned by them.
    """
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    cases = list(Case.objects.filter(person_id__in=linking.parts_of(person_id)))
    return warning_rows(cases, Opened({case.data_key_id for case in cases}))


def warning_rows(cases: Sequence[Case], opened: Opened) -> list[WarningRow]:
    """The entries of these cases, those that hold first."""
    ids = [case.id for case in cases]
    rows = NeverDisclose.objects.filter(case__in=ids).select_related("case", "by")
    found = [_warning(row, opened) for row in rows.prefetch_related("endings__by", "endings__second")]
    return sorted(found, key=lambda row: not row.active)


def _warning(row: NeverDisclose, opened: Opened) -> WarningRow:
    today = timezone.now().astimezone(KYIV).date()
    ending = next(iter(row.endings.all()), None)
    ended = ending is not None and ending.state in _ENDED
    key_id, table = row.case.data_key_id, "cases_neverdisclose"
    return WarningRow(
        id=row.id,
        case_id=row.case_id,
        case_number=row.case.number,
        whom=opened.text(key_id, table, row.id, "whom_sealed", row.whom_sealed),
        why=opened.text(key_id, table, row.id, "why_sealed", row.why_sealed),
        since=row.since,
        until=row.until,
        by=row.by.display_name,
        at=row.at,
        active=not ended and (row.until is None or today <= row.until),
        ending=second_row(ending, row.case, opened) if ending else None,
    )


def second_row(row: Closing | DisclosureEnding, case: Case, opened: Opened) -> SecondRow:
    """The two persons of an act and their reasons."""
    table = row._meta.db_table
    return SecondRow(
        id=row.id,
        reason=opened.text(case.data_key_id, table, row.id, "reason_sealed", row.reason_sealed),
        by_id=row.by_id,
        by=row.by.display_name,
        at=row.at,
        state=row.state,
        second=row.second.display_name if row.second else "",
        second_at=row.second_at,
        second_reason=opened.text(case.data_key_id, table, row.id, "second_reason_sealed", row.second_reason_sealed),
    )
