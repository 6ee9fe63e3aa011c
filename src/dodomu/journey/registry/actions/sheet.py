"""Rows of several tables gathered and then written at once, in the order their references need."""

from __future__ import annotations

from typing import Any

from django.db import models

from dodomu.base.database.bulk import Row, insert_rows
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


class Sheet:
    """Collects rows; every row of one table names the same columns."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[Row]] = {model: [] for model in ORDER}

    def add(self, model: type[models.Model], **row: Any) -> None:
        self._rows[model].append(row)

    def extend(self, model: type[models.Model], rows: list[Row]) -> None:
        self._rows[model].extend(rows)

    def write(self) -> None:
        """Insert everything, in the caller's transaction. Search keys go in sorted: their index grows in runs."""
        self._rows[SearchKey].sort(key=lambda row: row["key"])
        for model in ORDER:
            insert_rows(model, self._rows[model])
