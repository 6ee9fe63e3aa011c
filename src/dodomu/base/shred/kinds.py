"""What stands under the keys of a case, and what stays, counted by kind and in words for whoever decides about it.

A stage declares its tables; they are counted when somebody looks, and nothing is opened for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from dodomu.base.shred.guarding import care_keys_of
from dodomu.base.shred.offers import late

Table = tuple[type[Model], str] | tuple[type[Model], str, str]
"""A model, the way from it to the id of the case, such as ``plan__case_id``, and the column without which a row is none."""


@dataclass(frozen=True, slots=True)
class CareTable:
    """One kind of record of a case.

    Attributes:
        code: kept with a destruction, so it never changes.
        words: a plural with ``%(count)s``, such as ``ngettext_lazy("%(count)s task", "%(count)s tasks", "count")``.
        table: the records that are counted in words.
        parts: tables of what belongs to them, such as the changes of a task.
        stays: it is no care data: told beside it, for what is not destroyed.
    """

    code: str
    words: str | Promise
    table: Table
    parts: tuple[Table, ...] = ()
    stays: bool = False

    def counted(self, case_id: UUID) -> CareKind:
        """How much of it this case has."""
        count = _count(self.table, case_id)
        return CareKind(self.code, self.words, count, count + sum(_count(part, case_id) for part in self.parts))


@dataclass(frozen=True, slots=True)
class CareKind:
    """How much there is of one kind; ``rows`` with all that belongs to it."""

    code: str
    words: str | Promise
    count: int
    rows: int

    def __str__(self) -> str:
        return str(self.words % {"count": self.count})


CareTables = Callable[[], Iterable[CareTable]]

_tables: list[CareTables] = []


def register_care_tables(provider: CareTables) -> CareTables:
    """Have a stage say what it keeps of a case; registering it again changes nothing."""
    if provider not in _tables:
        _tables.append(provider)
    return provider


def care_tables(*, stays: bool = False) -> tuple[CareTable, ...]:
    """What all stages declare as care data, or as what stays, in the order of the road."""
    late.do()
    return tuple(table for provider in _tables for table in provider() if table.stays == stays)


def care_of_case(case_id: UUID, *, stays: bool = False) -> tuple[CareKind, ...]:
    """What a case has, kind by kind; what it has none of is left out."""
    counted = (table.counted(case_id) for table in care_tables(stays=stays))
    return tuple(kind for kind in counted if kind.rows)


def kinds_of(counts: Mapping[str, int]) -> tuple[CareKind, ...]:
    """Kept counts in words again; a kind that no stage declares any more is left out."""
    return tuple(
        CareKind(table.code, table.words, counts[table.code], counts[table.code])
        for table in care_tables()
        if counts.get(table.code)
    )


def state_of(case_id: UUID, kinds: Iterable[CareKind]) -> str:
    """A digest of what would be destroyed: another one as soon as something was added."""
    keys = sorted(str(key) for key in care_keys_of(case_id))
    rows = sorted(f"{kind.code}={kind.rows}" for kind in kinds)
    return sha256("|".join([*keys, *rows]).encode()).hexdigest()


def _count(table: Table, case_id: UUID) -> int:
    model, way, *column = table
    return model._default_manager.filter(**{way: case_id}, **{f"{name}__isnull": False for name in column}).count()
