"""Facts as they were stated, unsealed, each with its source. No scope here: callers check who asks first."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import OpenKey, open_keys, unseal
from dodomu.base.reading import answered
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry.attributes import ATTRIBUTES, Value
from dodomu.journey.registry.models import Fact
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.kit.dates import day_in_kyiv

TABLE = Fact._meta.db_table


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One statement about one attribute, with where it comes from and whether it still counts."""

    id: UUID
    mention_id: UUID
    report_id: UUID
    attribute: str
    value: Value
    observed_on: PartialDate | None
    words: str
    compartment: str
    source_name: str
    source_kind: str
    grade: str
    received_at: datetime
    recorded_at: datetime
    recorded_by_id: UUID | None
    supersedes_id: UUID | None
    superseded: bool
    reason: str
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def essence(self) -> Hashable:
        """What another statement must share to say the same."""
        return ATTRIBUTES[self.attribute].essence(self.value)

    @property
    def counts(self) -> bool:
        """Neither corrected nor withdrawn."""
        return not self.superseded and self.withdrawn_at is None

    @property
    def known_on(self) -> date:
        """The day this was true as far as known: when it was observed, else when we were told."""
        return self.observed_on.latest if self.observed_on else day_in_kyiv(self.received_at)


def facts_open_to(viewer: Viewer, person_id: UUID) -> list[StatedFact]:
    """Every fact about the person in compartments open to the viewer, as ``stated_facts`` gives them.

    Who may open the person at all is the caller's question. Asked twice for one page, it is read once.
    """
    codes = {str(attribute.compartment or "") for attribute in ATTRIBUTES.values()}
    seen = frozenset(code for code in codes if policy.sees_compartment(viewer, code, person_id))
    question = ("registry.facts_open_to", person_id, seen)
    return list(answered(question, lambda: tuple(stated_facts(mentions_of(person_id), compartments=seen))))


_COLUMNS = {
    "id": "id",
    "mention": "mention_id",
    "report": "mention__report_id",
    "attribute": "attribute",
    "value": "value_sealed",
    "words": "words_sealed",
    "reason": "reason_sealed",
    "compartment": "compartment",
    "key": "mention__data_key_id",
    "report_key": "mention__report__data_key_id",
    "source_name": "mention__report__source__name",
    "source_kind": "mention__report__source__kind",
    "grade": "mention__report__grade",
    "received_at": "mention__report__received_at",
    "recorded_at": "recorded_at",
    "recorded_by": "recorded_by_id",
    "supersedes": "supersedes_id",
    "withdrawal": "withdrawal__id",
    "withdrawn_at": "withdrawal__at",
    "withdrawn_reason": "withdrawal__reason_sealed",
    "report_withdrawal": "mention__report__withdrawal__id",
    "report_withdrawn_at": "mention__report__withdrawal__at",
    "report_withdrawn_reason": "mention__report__withdrawal__reason_sealed",
}


def stated_facts(mention_ids: Collection[UUID], *, compartments: Collection[str] | None = None) -> list[StatedFact]:
    """Every fact of these mentions, oldest first, also those that no longer count.

    ``compartments``: the codes to unseal (the empty one included); None unseals all. Facts whose key was
    destroyed are gone and do not appear.
    """
    found = Fact.objects.filter(mention__in=mention_ids)
    if compartments is not None:
        found = found.filter(compartment__in=compartments)
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in found.order_by("id").values_list(*_COLUMNS.values())]
    keys = open_keys({key for row in rows for key in (row["key"], row["report_key"])})
    return list(_unsealed(rows, keys))


def _unsealed(rows: list[dict[str, Any]], keys: dict[UUID, OpenKey]) -> Iterator[StatedFact]:
    # A correction that was itself withdrawn corrects nothing: what it replaced counts again.
    corrected = {row["supersedes"] for row in rows if row["withdrawn_at"] is None}
    for row in rows:
        key = keys.get(row["key"])
        if key is None:
            continue
        stored = unseal(key, TABLE, row["id"], "value_sealed", row["value"])
        withdrawn_at, withdrawn_reason = _withdrawal(row, keys)
        yield StatedFact(
            id=row["id"],
            mention_id=row["mention"],
            report_id=row["report"],
            attribute=row["attribute"],
            value=ATTRIBUTES[row["attribute"]].decode(stored["v"]),
            observed_on=PartialDate.from_json(stored["on"]) if stored.get("on") else None,
            words=_text(key, row["id"], "words_sealed", row["words"]),
            compartment=row["compartment"],
            source_name=row["source_name"],
            source_kind=row["source_kind"],
            grade=row["grade"],
            received_at=row["received_at"],
            recorded_at=row["recorded_at"],
            recorded_by_id=row["recorded_by"],
            supersedes_id=row["supersedes"],
            superseded=row["id"] in corrected,
            reason=_text(key, row["id"], "reason_sealed", row["reason"]),
            withdrawn_at=withdrawn_at,
            withdrawn_reason=withdrawn_reason,
        )


def _withdrawal(row: dict[str, Any], keys: dict[UUID, OpenKey]) -> tuple[datetime | None, str]:
    """When and why the fact, or the whole report it stands in, was withdrawn."""
    for at, blob, row_id, key in (
        (row["withdrawn_at"], row["withdrawn_reason"], row["withdrawal"], keys.get(row["key"])),
        (
            row["report_withdrawn_at"],
            row["report_withdrawn_reason"],
            row["report_withdrawal"],
            keys.get(row["report_key"]),
        ),
    ):
        if at is not None:
            reason = unseal(key, "registry_withdrawal", row_id, "reason_sealed", blob) if key else ""
            return at, str(reason)
    return None, ""


def _text(key: OpenKey, row_id: UUID, column: str, blob: bytes | None) -> str:
    return "" if blob is None else str(unseal(key, TABLE, row_id, column, blob))
