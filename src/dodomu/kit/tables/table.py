"""A list as a page shows it. Rows come in already scoped to what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.actions import Undoable
from dodomu.base.access.lists import View, views_of
from dodomu.kit.address import changed
from dodomu.kit.export import ExportForm
from dodomu.kit.tables.bulk import BulkAction
from dodomu.kit.tables.columns import Column, Filter
from dodomu.kit.tables.paging import Pager, pager
from dodomu.kit.tables.views import ViewForm, query_of
from dodomu.kit.tables.wanted import COLUMNS, Wanted, chosen, chosen_columns, read_wanted


@dataclass(frozen=True, slots=True)
class Heading:
    column: Column
    sort_url: str
    order: str
    """ascending, descending or empty"""


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    html: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, and what its box for ticking is called."""

    id: str
    name: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Chip:
    label: str | Promise
    value: str | Promise
    url: str
    """The address without this filter."""


class Table:
    """Declare ``name``, ``caption`` and ``columns`` in a subclass; see the README of the kit.

    Without ``total`` the table sorts and pages ``rows`` itself; with it, ``rows`` are one page as
    ``wanted(request)`` asked for, and ``all_rows`` gives the rest for an export (``all_ids`` for acts on many rows).
    """

    name: ClassVar[str]
    caption: ClassVar[str | Promise]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    default_sort: ClassVar[str] = ""
    page_size: ClassVar[int] = 50
    empty_title: ClassVar[str | Promise] = _("Nothing here")
    empty_text: ClassVar[str | Promise] = ""
    exportable: ClassVar[bool] = True

    def __init__(
        self,
        request: HttpRequest,
        rows: Sequence[Any],
        *,
        total: int | None = None,
        all_rows: Callable[[], Sequence[Any]] | None = None,
        all_ids: Callable[[], Sequence[UUID]] | None = None,
    ) -> None:
        self.request = request
        self.wish = self.wanted(request)
        self.total = len(rows) if total is None else total
        self.shown = chosen_columns(request, self.name, self.columns)
        self.export_form = ExportForm()
        self.can_export = False
        self.bulk: Sequence[BulkAction] = ()
        self.undoable: Undoable | None = None
        self.view_form: ViewForm | None = None
        self.note: str | Promise = ""
        self._rows = rows
        self._is_page = total is not None
        self._all_rows = all_rows
        self._all_ids = all_ids

    @classmethod
    def wanted(cls, request: HttpRequest) -> Wanted:
        """Order, filters and page of the address, for the query to use; the order chosen before where it names none."""
        sort = chosen(request, cls.name).sort or cls.default_sort
        return read_wanted(request, cls.columns, cls.filters, sort, cls.page_size)

    @cached_property
    def pager(self) -> Pager:
        return pager(self.request.GET, self.total, self.wish.page, self.page_size)

    @property
    def is_whole(self) -> bool:
        """Whether all rows that are filtered are at hand, and not one page of them."""
        return self._all_rows is not None or not self._is_page

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.shown]

    @property
    def rows(self) -> Iterator[list[Cell]]:
        """The rows of this page, cell by cell."""
        for row in self._page_rows():
            yield self._cells(row)

    @property
    def lines(self) -> Iterator[Line]:
        """The rows of this page with what ticking them needs."""
        for row in self._page_rows():
            name = str(self.columns[0].plain_of(row)) if self.bulk else ""
            yield Line(str(getattr(row, "id", "")), name, self._cells(row))

    @property
    def chips(self) -> list[Chip]:
        found = []
        for one in self.filters:
            code = self.wish.filters.get(one.name)
            if code:
                url = changed(self.request.GET, page=None, **{one.name: None})
                found.append(Chip(one.label, one.label_of(code) or code, url))
        return found

    @property
    def without_filters_url(self) -> str:
        return changed(self.request.GET, page=None, **{one.name: None for one in self.filters})

    @property
    def filter_fields(self) -> list[tuple[Filter, str]]:
        return [(one, self.wish.filters.get(one.name, "")) for one in self.filters]

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """Parameters that the filter form must carry along."""
        dropped = {"page", *(one.name for one in self.filters)}
        return [(name, str(value)) for name, value in self.request.GET.items() if name not in dropped]

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.shown) for column in self.columns]

    def export_rows(self) -> tuple[list[str], list[list[Any]]]:
        """Headings and plain values of everything that is filtered, in the columns that are shown."""
        return self.plain(self.every_row())

    def plain(self, rows: Sequence[Any]) -> tuple[list[str], list[list[Any]]]:
        """Headings and plain values of these rows."""
        return [str(column.label) for column in self.shown], [[c.plain_of(row) for c in self.shown] for row in rows]

    def every_row(self) -> Sequence[Any]:
        """All rows that the filters find, in order."""
        return self._all_rows() if self._all_rows else self._sorted()

    def every_id(self) -> list[UUID]:
        """The ids of all rows that the filters find."""
        return list(self._all_ids()) if self._all_ids else [row.id for row in self.every_row()]

    @cached_property
    def saved_views(self) -> list[View]:
        """The views of this list that the reader saved or that are shared with them."""
        viewer = getattr(self.request, "viewer", None)
        return views_of(viewer, self.name) if viewer else []

    @property
    def view_query(self) -> str:
        """This very view as an address: filters, order, columns."""
        return query_of(self.wish.filters, self.wish.order, [column.name for column in self.shown])

    @property
    def here_without_columns(self) -> str:
        """The address of this list where the columns are those that are remembered."""
        return self.request.path + changed(self.request.GET, **{COLUMNS: None})

    def _cells(self, row: Any) -> list[Cell]:
        return [Cell(column, column.html_of(row)) for column in self.shown]

    def _heading(self, column: Column) -> Heading:
        current = column.name == self.wish.sort
        order = ("descending" if self.wish.descending else "ascending") if current else ""
        following = f"-{column.name}" if order == "ascending" else column.name
        url = changed(self.request.GET, page=None, sort=following) if column.sort else ""
        return Heading(column, url, order)

    def _page_rows(self) -> Sequence[Any]:
        if self._is_page:
            return self._rows
        start = (self.pager.page - 1) * self.page_size
        return self._sorted()[start : start + self.page_size]

    def _sorted(self) -> Sequence[Any]:
        column = next((column for column in self.columns if column.name == self.wish.sort), None)
        if column is None or self._is_page:
            return self._rows
        known = [row for row in self._rows if not column.sort_key(row)[0]]
        unknown = [row for row in self._rows if column.sort_key(row)[0]]
        return [*sorted(known, key=lambda row: column.sort_key(row)[1], reverse=self.wish.descending), *unknown]
