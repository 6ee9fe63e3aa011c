"""What the reader asked for in the address: filters, order, page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from dodomu.base.access.lists import Choice, choice
from dodomu.kit.tables.columns import Column, Filter

COLUMNS = "columns"
"""The parameter of an address that names columns; a saved view has it, and a copied link shows the same."""
MAX_PAGE = 1_000_000
MAX_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """``sort`` is the name of a column or empty; ``filters`` holds known codes only; ``page`` counts from 1."""

    sort: str = ""
    descending: bool = False
    filters: dict[str, str] = field(default_factory=dict)
    page: int = 1
    limit: int = 50

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit

    @property
    def order(self) -> str:
        return f"-{self.sort}" if self.descending else self.sort


def read_wanted(
    request: HttpRequest, columns: Iterable[Column], filters: Iterable[Filter], default_sort: str, limit: int
) -> Wanted:
    """Read the address; what it names and does not exist is left out, so an old link still opens."""
    sortable = {column.name for column in columns if column.sort}
    asked = request.GET.get("sort", default_sort)
    if asked.removeprefix("-") not in sortable:
        asked = default_sort
    codes = {one.name: request.GET.get(one.name, "") for one in filters}
    known = {one.name: codes[one.name] for one in filters if codes[one.name] and one.label_of(codes[one.name])}
    return Wanted(
        asked.removeprefix("-"), asked.startswith("-"), known, page_number(request.GET.get("page", "")), limit
    )


def page_number(text: str) -> int:
    """The page an address asks for, 1 where it asks for none."""
    # Cut first: Python refuses to read a number of thousands of digits.
    return min(max(int(text[:MAX_DIGITS]), 1), MAX_PAGE) if text.isascii() and text.isdigit() else 1


def chosen(request: HttpRequest, name: str) -> Choice:
    """What this reader has chosen on this list before; asked of the database once in a request."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return Choice()
    known: dict[str, Choice] = request.__dict__.setdefault("_list_choices", {})
    if name not in known:
        known[name] = choice(viewer, name)
    return known[name]


def chosen_columns(request: HttpRequest, name: str, columns: Sequence[Column]) -> list[Column]:
    """The columns that the address names, else those this reader chose before, else the usual ones."""
    asked = request.GET.get(COLUMNS) or chosen(request, name).columns
    names = set(asked.split("."))
    wanted = [column for column in columns if column.fixed or column.name in names]
    return wanted if asked and wanted else [column for column in columns if not column.hidden]
