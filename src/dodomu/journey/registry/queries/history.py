"""How a person came to be one: joins with their reasons, and forced changes of identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_keys, unseal
from dodomu.base.reading import answered
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry.models import IdentityChange, Join, Membership
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries.current import mentions_of

JOIN, CHANGE = "registry_join", "registry_identitychange"


@dataclass(frozen=True, slots=True)
class JoinRow:
    """One decided join that touches the person, undone ones among them."""

    id: UUID
    since: datetime
    by: str
    confirmed_by: str
    not_confirmed: bool
    until: datetime | None
    split_by: str
    reason: str = field(repr=False)
    split_reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One forced change of identity."""

    what: str
    changed_on: PartialDate | None = field(repr=False)
    old: str = field(repr=False)
    new: str = field(repr=False)
    by_act: str = field(repr=False)
    report_id: UUID
    source_title: str
    received_at: datetime


def joins_of(viewer: Viewer, person_id: UUID) -> list[JoinRow]:
    """Every join between the records behind the person, the latest first.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    return list(answered(("registry.joins_of", person_id), lambda: _joins_of(person_id)))


def _joins_of(person_id: UUID) -> list[JoinRow]:
    own = Membership.objects.filter(person=person_id, until=None).values("mention__own_person")
    touching = Join.objects.filter(Q(person_a__in=own) | Q(person_b__in=own)).order_by("-since", "-id")
    rows = list(touching.select_related("by", "confirmed_by", "split_by"))
    keys = open_keys(row.data_key_id for row in rows)

    def text(row: Join, column: str) -> str:
        blob, key = getattr(row, column), keys.get(row.data_key_id)
        return str(unseal(key, JOIN, row.id, column, blob)) if blob is not None and key is not None else ""

    return [
        JoinRow(
            id=row.id,
            since=row.since,
            by=row.by.display_name,
            confirmed_by=row.confirmed_by.display_name if row.confirmed_by else "",
            not_confirmed=row.not_confirmed,
            until=row.until,
            split_by=row.split_by.display_name if row.split_by else "",
            reason=text(row, "reason_sealed"),
            split_reason=text(row, "split_reason_sealed"),
        )
        for row in rows
    ]


def identity_changes(viewer: Viewer, person_id: UUID) -> list[ChangeRow]:
    """Forced changes of name, birth date, birth place or citizenship that reports speak of.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    return list(answered(("registry.identity_changes", person_id), lambda: _identity_changes(person_id)))


def _identity_changes(person_id: UUID) -> list[ChangeRow]:
    found = IdentityChange.objects.filter(mention__in=mentions_of(person_id), report__withdrawal=None).order_by("id")
    columns = (
        "id",
        "what",
        "sealed",
        "mention__data_key_id",
        "report_id",
        "report__source__name",
        "report__source__kind",
        "report__received_at",
    )
    rows = list(found.values_list(*columns))
    keys = open_keys(row[3] for row in rows)
    changes = []
    for change_id, what, sealed, key_id, report_id, name, kind, at in rows:
        if key_id not in keys:
            continue
        stored = unseal(keys[key_id], CHANGE, change_id, "sealed", sealed)
        when = PartialDate.from_json(stored["changed_on"]) if stored["changed_on"] else None
        changes.append(
            ChangeRow(
                what, when, stored["old"], stored["new"], stored["by_act"], report_id, source_title(name, kind), at
            )
        )
    return changes
