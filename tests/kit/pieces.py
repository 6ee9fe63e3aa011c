"""Pieces of pages for the tests of the kit: a request, a rendered component, an invented list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from dodomu.engine.values.dates import PartialDate
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

HIDDEN = "hidden"


def asked(address: str = "/children/", *, columns: str | None = None, **posted: str) -> HttpRequest:
    """A GET of an address, or a POST when something is posted; ``columns`` are those the address names."""
    factory = RequestFactory()
    if columns is not None:
        address += ("&" if "?" in address else "?") + urlencode({"columns": columns})
    return factory.post(address, posted) if posted else factory.get(address)


def rendered(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    """The HTML of template source that may name components."""
    template = engines["django"].from_string(CottonCompiler().process("{% load i18n kit %}" + source))
    return template.render(context, request or asked())


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    born: PartialDate | None = None
    risk: str = "low"
    reports: int | None = 1
    heard_at: datetime | None = None
    shelter: str = ""
    shelter_open: bool = True


def shelter_shown(child: Child) -> str:
    """The shelter as the viewer may see it."""
    return child.shelter if child.shelter_open else HIDDEN


class ChildrenTable(Table):
    name = "children"
    caption = "Invented children"
    columns = (
        Column("name", "Name", kind="name", fixed=True),
        Column("born", "Born", kind="partial_date"),
        Column("risk", "Risk", value=lambda child: Status(child.risk, "harm"), kind="status"),
        Column("reports", "Reports", kind="number"),
        Column("heard_at", "Last heard of", kind="moment", hidden=True),
        Column("shelter", "Shelter", value=shelter_shown, sort=False, hidden=True),
    )
    filters = (Filter("risk", "Risk", (("high", "high"), ("low", "low"))), Filter("sex", "Sex", (("f", "girl"),)))
    default_sort = "name"
    page_size = 2


def born(edtf: str) -> PartialDate:
    return PartialDate.from_edtf(edtf)


OLENA = Child("Гай Олена", born("2014-03-05"), "high", 4, datetime(2025, 3, 14, 12, 2, tzinfo=UTC), "Willow street 3")
HANNA = Child("Ґудзь Ганна", born("2012"), "low", 12, None, "Heron lane 7", shelter_open=False)
IVAN = Child("Дуб Іван", None, "high", None, datetime(2025, 7, 1, 6, 0, tzinfo=UTC))
CHILDREN = (IVAN, HANNA, OLENA)


def table(address: str = "/children/", rows: Sequence[Any] = CHILDREN, **more: Any) -> ChildrenTable:
    return ChildrenTable(asked(address, **more), rows)


def texts(of: Table, column: int = 0) -> list[str]:
    """One column of the page that is shown, as text."""
    return [str(row[column].html) for row in of.rows]


def names(of: Table) -> list[str]:
    """The names in the order of the whole list, whatever the page."""
    return [row[0] for row in of.export_rows()[1]]
