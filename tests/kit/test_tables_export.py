"""A file leaves with exactly what is filtered, with a purpose, after it was journaled, and with nothing masked."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.http import HttpResponse

from dodomu.kit.tables import Column, serve_table
from tests.kit.pieces import CHILDREN, HANNA, IVAN, OLENA, ChildrenTable, asked

pytestmark = pytest.mark.usefixtures("in_english")
TOOLS = "kit/table_tools.html"


class Journal:
    """What ``on_export`` was told."""

    def __init__(self) -> None:
        self.lines: list[tuple[Any, str, int]] = []

    def __call__(self, viewer: Any, purpose: str, rows: int) -> None:
        self.lines.append((viewer, purpose, rows))


def exported(
    address: str = "/children/", *, export: str = "csv", purpose: str = "court", columns: str | None = None, **more: Any
) -> HttpResponse:
    """The answer to an export, of the rows a query would give for the address."""
    request = asked(address, columns=columns, export=export, purpose=purpose)
    risk = ChildrenTable.wanted(request).filters.get("risk")
    rows = [child for child in CHILDREN if risk in (None, child.risk)]
    return serve_table(request, ChildrenTable(request, rows), TOOLS, **{"on_export": Journal(), **more})


def lines(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_the_file_holds_all_pages_in_the_order_of_the_list() -> None:
    assert [line[0] for line in lines(exported("/children/?sort=-name&page=2"))] == [
        "Name", IVAN.name, HANNA.name, OLENA.name,
    ]  # fmt: skip


def test_the_file_holds_only_what_is_filtered() -> None:
    assert [line[0] for line in lines(exported("/children/?risk=low"))[1:]] == [HANNA.name]


def test_the_file_holds_the_columns_that_are_shown() -> None:
    assert lines(exported(columns="born"))[0] == ["Name", "Born"]


def test_values_leave_in_forms_a_machine_can_read() -> None:
    assert lines(exported(columns="born.risk.reports.heard_at"))[1] == [
        OLENA.name, "2014-03-05", "high", "4", "2025-03-14 14:02 EET",
    ]  # fmt: skip


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_a_masked_cell_never_leaves_in_the_clear(export: str) -> None:
    content = exported(export=export, columns="shelter").content
    assert HANNA.shelter.encode() not in content
    if export == "csv":
        assert "hidden" in content.decode("utf-8-sig")


def test_a_column_may_say_what_leaves_in_its_place() -> None:
    column = Column("shelter", "Shelter", template="kit/mark.html", export=lambda _child: "a town")
    assert column.plain_of(HANNA) == "a town"


@pytest.mark.parametrize("purpose", ["", "because", "<script>"])
def test_without_a_purpose_no_file_leaves(purpose: str) -> None:
    journal = Journal()
    response = exported(purpose=purpose, on_export=journal)
    assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert "What is the file for?" in response.content.decode()
    assert journal.lines == []


def test_a_missing_purpose_is_named_in_the_summary() -> None:
    assert "Choose what the file is for. It is written to the journal." in exported(purpose="").content.decode()


def test_an_export_is_journaled_with_its_purpose_and_its_size() -> None:
    journal = Journal()
    exported("/children/?risk=high", purpose="meeting", on_export=journal)
    assert [line[1:] for line in journal.lines] == [("meeting", 2)]


def test_when_the_journal_fails_nothing_leaves() -> None:
    def broken(viewer: Any, purpose: str, rows: int) -> None:
        raise OSError("the journal is closed")

    with pytest.raises(OSError, match="journal"):
        exported(on_export=broken)


def test_a_list_that_is_not_journaled_offers_no_export() -> None:
    response = exported(on_export=None)
    assert "Content-Disposition" not in response.headers
    assert 'name="export"' not in response.content.decode()


def test_a_list_that_knows_one_page_only_offers_no_export() -> None:
    request = asked(export="csv", purpose="court")
    response = serve_table(request, ChildrenTable(request, CHILDREN, total=300), TOOLS, on_export=Journal())
    assert "Content-Disposition" not in response.headers


def test_a_long_list_is_fetched_whole_for_the_file() -> None:
    request = asked(export="csv", purpose="court")
    long = ChildrenTable(request, CHILDREN[:1], total=3, all_rows=lambda: CHILDREN)
    assert len(lines(serve_table(request, long, TOOLS, on_export=Journal()))) == 4


@pytest.mark.parametrize("export", ["", "pdf", "../../etc/passwd"])
def test_an_unknown_kind_of_file_shows_the_page(export: str) -> None:
    assert "Content-Disposition" not in exported(export=export).headers


def test_the_name_of_the_file_names_the_list_and_the_day() -> None:
    response = exported(export="xlsx")
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert response["Content-Disposition"].startswith('attachment; filename="children-20')
    assert response["Content-Disposition"].endswith('.xlsx"')
