"""What the child said they think and want, every time they were asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import ChildView
from dodomu.journey.cases.queries.consents import seen_case
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking

TABLE = "cases_childview"


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One time the child was asked; ``on`` is EDTF."""

    id: UUID
    on: str
    how: str
    how_label: str
    interpreting: str
    interpreting_label: str
    words: str = field(repr=False)
    present: str = field(repr=False)
    explained: str = field(repr=False)
    by: str
    at: datetime


def child_views(viewer: Viewer, case_id: UUID) -> list[ViewRow]:
    """Every time the child was asked, the latest first; of cases within the viewer's sight.

    Raises:
        OutOfReach: there is no such case within the viewer's reach.
    """
    case = seen_case(viewer, case_id)
    found = ChildView.objects.filter(person__in=linking.parts_of(case.person_id), case__in=visible(viewer))
    rows = list(found.select_related("by", "case"))
    opened = Opened({row.case.data_key_id for row in rows})
    return [_row(row, opened) for row in rows]


def has_child_view(person_id: UUID) -> bool:
    """Whether the child was asked at all, under any record. No scope: it tells no word of it."""
    return ChildView.objects.filter(person__in=linking.parts_of(person_id)).exists()


def _row(row: ChildView, opened: Opened) -> ViewRow:
    def text(column: str) -> str:
        return opened.text(row.case.data_key_id, TABLE, row.id, column, getattr(row, column))

    return ViewRow(
        id=row.id,
        on=row.on_edtf,
        how=row.how,
        how_label=str(row.get_how_display()),
        interpreting=row.interpreting,
        interpreting_label=str(row.get_interpreting_display()),
        words=text("words_sealed"),
        present=text("present_sealed"),
        explained=text("explained_sealed"),
        by=row.by.display_name,
        at=row.at,
    )
