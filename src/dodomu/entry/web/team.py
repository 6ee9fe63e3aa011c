"""The supervisor's view: how much everybody has to do, what waits for a second person. Counts and names of staff only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base import contributions
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.base.contributions import LoadFigure
from dodomu.kit.due import waits_in_words
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Table, serve_table


@dataclass(slots=True)
class Load:
    """One colleague, or nobody (``id`` None), with the figures of every stage by code."""

    id: UUID | None
    name: str
    figures: dict[str, LoadFigure] = field(default_factory=dict)

    def count(self, code: str) -> int:
        return self.figures[code].count if code in self.figures else 0


class LoadTable(Table):
    name = "team"
    caption = _("Load of each colleague")
    columns: ClassVar[Sequence[Column]] = ()
    default_sort = "-overdue"
    exportable = False
    empty_title = _("Nobody works cases within your reach yet")
    empty_text = _("An administrator grants colleagues the role of a case worker.")


@needs(Act.CASE_ASSIGN)
def team(request: HttpRequest) -> HttpResponse:
    """Load per colleague, work that nobody does, approvals waiting and since when."""
    viewer, now = viewer_of(request), timezone.now()
    figures = contributions.team_load(viewer)
    rows = loads(figures)
    nobody = next((row for row in rows if row.id is None), None)
    approvals = [(one, waits_in_words(one.since, now)) for one in contributions.approvals(viewer)]
    table = table_of(figures)(request, [row for row in rows if row.id is not None])
    return serve_table(request, table, "entry/team.html", {"nobody": nobody, "approvals": approvals})


def loads(figures: Iterable[LoadFigure]) -> list[Load]:
    """The figures of all stages, colleague by colleague."""
    found: dict[UUID | None, Load] = {}
    for one in figures:
        row = found.setdefault(one.worker_id, Load(one.worker_id, one.worker))
        row.figures[one.code] = one
    return list(found.values())


def table_of(figures: Iterable[LoadFigure]) -> type[LoadTable]:
    """The table with a column for each kind of figure that there is."""
    heads = {one.code: one for one in figures}

    class Counted(LoadTable):
        columns = (
            Column("name", _("Colleague"), fixed=True),
            *(_column(one) for one in sorted(heads.values(), key=lambda one: one.order)),
        )

    return Counted


def _column(head: LoadFigure) -> Column:
    """A count that leads to the list behind it; with an icon where it is of harm."""

    def shown(row: Load) -> int | Status:
        one = row.figures.get(head.code)
        return Status(str(one.count), one.tone) if one and one.tone else row.count(head.code)

    def url(row: Load) -> str:
        return row.figures[head.code].url if head.code in row.figures else ""

    return Column(head.code, head.label, value=shown, sort=lambda row: row.count(head.code), link=url, kind="number")
