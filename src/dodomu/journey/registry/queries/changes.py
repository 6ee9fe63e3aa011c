"""The history of a person's record: who changed what, when, and why, from every table of the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_keys, unseal
from dodomu.journey.registry.attributes import ATTRIBUTES, Value
from dodomu.journey.registry.models import Fact, IdentityChange, Pin, Withdrawal
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.registry.queries.facts import StatedFact, facts_open_to
from dodomu.journey.registry.queries.history import joins_of
from dodomu.journey.registry.queries.photos import photos


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One change. ``what`` is a code; ``masked``: the values stand in a compartment closed to the viewer."""

    what: str
    at: datetime
    by: str
    attribute: str = ""
    old: Value | None = field(default=None, repr=False)
    new: Value | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)
    report_id: UUID | None = None
    source_title: str = ""
    masked: bool = False
    confirmed_by: str = ""


def record_changes(viewer: Viewer, person_id: UUID) -> list[RecordChange]:
    """Everything that was changed in the registry about the person, in no order; none out of reach."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    mentions = mentions_of(person_id)
    found = [*_facts(viewer, person_id, mentions), *_joins(viewer, person_id), *_photos(viewer, person_id)]
    return [*found, *_pins(viewer, person_id, mentions), *_reports(mentions), *_identity(mentions)]


def _facts(viewer: Viewer, person_id: UUID, mentions: list[UUID]) -> Iterator[RecordChange]:
    codes = {str(one.compartment or "") for one in ATTRIBUTES.values()}
    seen = {code for code in codes if policy.sees_compartment(viewer, code, person_id)}
    stated = facts_open_to(viewer, person_id)
    by_id = {fact.id: fact for fact in stated}
    withdrawn = dict(Withdrawal.objects.filter(fact__in=by_id).values_list("fact_id", "by_id"))
    names = _names([*(fact.recorded_by_id for fact in stated), *withdrawn.values()])
    for fact in stated:
        yield _stated(fact, by_id, names)
        if fact.id in withdrawn and fact.withdrawn_at:
            yield RecordChange(
                "fact_withdrawn",
                fact.withdrawn_at,
                names.get(withdrawn[fact.id], ""),
                fact.attribute,
                old=fact.value,
                reason=fact.withdrawn_reason,
                report_id=fact.report_id,
            )
    yield from _masked(mentions, seen)


def _stated(fact: StatedFact, by_id: dict[UUID, StatedFact], names: dict[UUID | None, str]) -> RecordChange:
    before = by_id.get(fact.supersedes_id) if fact.supersedes_id else None
    return RecordChange(
        "fact_corrected" if fact.supersedes_id else "fact_added",
        fact.recorded_at,
        names.get(fact.recorded_by_id, ""),
        fact.attribute,
        old=before.value if before else None,
        new=fact.value,
        reason=fact.reason if fact.supersedes_id else "",
        report_id=fact.report_id,
        source_title=source_title(fact.source_name, fact.source_kind),
    )


def _masked(mentions: list[UUID], seen: set[str]) -> Iterator[RecordChange]:
    rows = Fact.objects.filter(mention__in=mentions).exclude(compartment__in=seen).order_by("id")
    columns = ("attribute", "recorded_at", "recorded_by__display_name", "supersedes_id", "mention__report_id")
    for attribute, at, by, supersedes, report_id in rows.values_list(*columns):
        what = "fact_corrected" if supersedes else "fact_added"
        yield RecordChange(what, at, by or "", attribute, report_id=report_id, masked=True)


def _joins(viewer: Viewer, person_id: UUID) -> Iterator[RecordChange]:
    for join in joins_of(viewer, person_id):
        yield RecordChange("joined", join.since, join.by, reason=join.reason, confirmed_by=join.confirmed_by)
        if join.until is not None:
            yield RecordChange("split", join.until, join.split_by, reason=join.split_reason)


def _photos(viewer: Viewer, person_id: UUID) -> Iterator[RecordChange]:
    for row in photos(viewer, person_id):
        yield RecordChange(
            "photo_added", row.recorded_at, row.recorded_by, report_id=row.report_id, source_title=row.source_title
        )
        if row.withdrawn_at is not None and row.withdrawn_reason:
            yield RecordChange("photo_withdrawn", row.withdrawn_at, row.withdrawn_by, reason=row.withdrawn_reason)


def _pins(viewer: Viewer, person_id: UUID, mentions: list[UUID]) -> Iterator[RecordChange]:
    found = Pin.objects.filter(fact__mention__in=mentions).select_related("by", "unpinned_by", "fact__mention")
    rows = list(found)
    keys = open_keys(row.fact.mention.data_key_id for row in rows)
    for row in rows:
        masked = not policy.sees_compartment(viewer, row.fact.compartment, person_id)
        key = keys.get(row.fact.mention.data_key_id)
        reason = str(unseal(key, "registry_pin", row.id, "reason_sealed", row.reason_sealed)) if key else ""
        shown = "" if masked else reason
        yield RecordChange("pinned", row.since, row.by.display_name, row.attribute, reason=shown, masked=masked)
        if row.until is not None and row.unpinned_by is not None:
            yield RecordChange("unpinned", row.until, row.unpinned_by.display_name, row.attribute)


def _reports(mentions: list[UUID]) -> Iterator[RecordChange]:
    found = Withdrawal.objects.filter(report__mentions__in=mentions).select_related("report__source", "by").distinct()
    rows = list(found)
    keys = open_keys(row.report.data_key_id for row in rows if row.report)
    for row in rows:
        if row.report is None:
            continue
        key = keys.get(row.report.data_key_id)
        reason = str(unseal(key, "registry_withdrawal", row.id, "reason_sealed", row.reason_sealed)) if key else ""
        yield RecordChange(
            "report_withdrawn",
            row.at,
            row.by.display_name if row.by else "",
            reason=reason,
            report_id=row.report.id,
            source_title=source_title(row.report.source.name, row.report.source.kind),
        )


def _identity(mentions: list[UUID]) -> Iterator[RecordChange]:
    found = IdentityChange.objects.filter(mention__in=mentions).select_related("recorded_by", "report__source")
    for row in found:
        yield RecordChange(
            "identity_recorded",
            row.recorded_at,
            row.recorded_by.display_name if row.recorded_by else "",
            row.what,
            report_id=row.report_id,
            source_title=source_title(row.report.source.name, row.report.source.kind),
        )


def _names(user_ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    wanted = {user_id for user_id in user_ids if user_id}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name"))
