"""Rows of several tables gathered and then written at once, in the order their references need."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from dodomu.base.database.bulk import Row, StoredRows, as_stored, insert_stored
from dodomu.base.keys import stored_by_newest
from dodomu.base.keys.models import DataKey
from dodomu.journey.registry.models import (
    Fact,
    IdentityChange,
    Membership,
    Mention,
    OpenQuestion,
    Person,
    ProfileCard,
    Relation,
    Report,
    Requester,
    SearchKey,
    Withdrawal,
)

ORDER: tuple[type[models.Model], ...] = (
    DataKey,
    Report,
    Person,
    Mention,
    Membership,
    Fact,
    IdentityChange,
    Relation,
    Requester,
    OpenQuestion,
    Withdrawal,
    ProfileCard,
    SearchKey,
)


BY_TABLE = {model._meta.db_table: model for model in ORDER}
Tables = dict[str, tuple[StoredRows, list[int]]]
"""By table: its rows as stored, and for each of them the number of the report it belongs to."""


class Sheet:
    """Collects rows; every row of one table names the same columns. ``report`` is the number of the one at hand."""

    def __init__(self) -> None:
        self.report = 0
        self._rows: dict[type[models.Model], list[Row]] = {model: [] for model in ORDER}
        self._reports: dict[type[models.Model], list[int]] = {model: [] for model in ORDER}

    def add(self, model: type[models.Model], **row: Any) -> None:
        self._rows[model].append(row)
        self._reports[model].append(self.report)

    def extend(self, model: type[models.Model], rows: list[Row]) -> None:
        self._rows[model].extend(rows)
        self._reports[model].extend([self.report] * len(rows))

    def tables(self) -> Tables:
        """Everything as it will be stored. Search keys are sorted: their index grows in runs."""
        found: Tables = {}
        for model in ORDER:
            rows, reports = self._rows[model], self._reports[model]
            if model is SearchKey:
                order = sorted(range(len(rows)), key=lambda number: rows[number]["key"])
                rows, reports = [rows[number] for number in order], [reports[number] for number in order]
            if rows:
                found[model._meta.db_table] = as_stored(model, rows), reports
        return found


def under_newest_key(tables: Tables) -> Tables:
    """The same rows, though the organisation's key was rotated since another process made them."""
    name = DataKey._meta.db_table
    if name not in tables:
        return tables
    rows, reports = tables[name]
    return tables | {name: (stored_by_newest(rows), reports)}


def write(tables: Tables, without: Collection[int] = ()) -> None:
    """Insert everything in the order of its references, in the caller's transaction; ``without`` these reports."""
    for table, model in BY_TABLE.items():
        if table not in tables:
            continue
        rows, reports = tables[table]
        if without:
            kept = [row for row, report in zip(rows.values, reports, strict=True) if report not in without]
            rows = StoredRows(rows.columns, kept)
        insert_stored(model, rows)
