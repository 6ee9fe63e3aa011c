"""A file read as the import reads it, its rows as records to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from dodomu.journey.registry.actions.columns import chosen_mapping
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.lists.child import ListedChild
from dodomu.journey.registry.lists.day_order import DayOrders
from dodomu.journey.registry.lists.fields import NAME_FIELDS, TITLES, field_of
from dodomu.journey.registry.lists.headings import match_headings
from dodomu.journey.registry.lists.reading import RowReader
from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.journey.registry.lists.table import Layout, TableRow, distinct, find_layout, read_table
from dodomu.journey.registry.queries.originals import column_samples
from dodomu.journey.registry.summary import Kin, Summary
from dodomu.journey.tracing.bridge import Record, record_of
from dodomu.journey.tracing.linking.pairs import Advance, ReadList
from dodomu.kit.dates import today

MOST_MESSAGES = 2_000
TELL_EVERY = 1_000


class NoNames(ValueError):
    """No column of the list holds names; ``sentence`` says what to do."""

    @property
    def sentence(self) -> str:
        return _("No column of this list was recognised as holding names. Say with a mapping which one does.")


def read_list(path: Path, advance: Advance, *, list_date: date | None, mapping: Mapping[str, str]) -> ReadList:
    """Read a CSV or Excel list: encoding, separator and headings are found as the import finds them.

    Parameters:
        list_date: the day of which the list speaks; ages need it.
        mapping: heading (or "#3") to field code, where the headings alone would be misread.

    Raises:
        ListNotReadable: the file is no list, or has no rows. NoNames: no column holds names.
        MappingNotUnderstood: ``mapping`` names what is not there.
    """
    with path.open("rb") as stream:
        layout = find_layout(stream)
    with path.open("rb") as stream:
        table = read_table(stream, layout)
        samples = column_samples(table)
    fields = [
        field_of(code)
        for code in chosen_mapping(
            [str(one) for one in match_headings(table.headings, samples)], table.headings, mapping
        )
    ]
    if not NAME_FIELDS & set(fields):
        raise NoNames
    rows, orders = _rows(path, layout)
    if not rows:
        raise ListNotReadable("no_rows")
    reader = RowReader(table.headings, fields, list_date=list_date, today=today(), day_orders=orders)
    named = zip(distinct(table.headings), fields, strict=True)
    return _understood(reader, rows, {name: str(TITLES[field]) for name, field in named}, advance)


def _rows(path: Path, layout: Layout) -> tuple[list[TableRow], dict[str, str]]:
    orders = DayOrders()
    with path.open("rb") as stream:
        rows = list(read_table(stream, layout).rows)
    for row in rows:
        orders.feed(row)
    return rows, orders.found


def _understood(reader: RowReader, rows: list[TableRow], columns: dict[str, str], advance: Advance) -> ReadList:
    found = ReadList([], [], 0, [], columns)
    refused = 0
    for done, row in enumerate(rows, 1):
        child = reader.read(row)
        if len(found.messages) < MOST_MESSAGES:
            found.messages.extend(child.messages)
        if child.refused:
            refused += 1
        else:
            found.records.append(_record(child))
            found.rows.append(child.number)
        if done % TELL_EVERY == 0 or done == len(rows):
            advance(done, len(rows))
    return found._replace(refused=refused)


def _record(child: ListedChild) -> Record:
    stated: list[tuple[str, Value]] = [("name", name) for name in child.names]
    stated += [("birth_date", child.birth)] if child.birth else []
    stated += [("sex", str(child.sex))] if child.sex.known else []
    kin = [Kin(str(field), name) for field, name in child.relatives]
    return record_of(Summary.of([*stated, *child.places, *child.texts], kin))
