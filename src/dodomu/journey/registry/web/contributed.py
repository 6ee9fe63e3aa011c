"""What the registry adds to a person's life-line and history, in words."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Change, TimelineEvent
from dodomu.journey.registry import queries
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.phrases import value_text
from dodomu.journey.registry.queries import DatedFact, RecordChange
from dodomu.journey.registry.queries.lifeline import placed_at
from dodomu.journey.registry.vocabulary import ChangedPart
from dodomu.kit.address import address_of

Text = str | Promise
ICONS = {"whereabouts": "place", "health": "heart-pulse", "legal": "child"}
CHANGED: dict[str, Text] = dict(ChangedPart.choices)
WHAT: dict[str, Text] = {
    "fact_added": gettext_lazy("Stated"),
    "fact_corrected": gettext_lazy("Corrected"),
    "fact_withdrawn": gettext_lazy("Withdrawn"),
    "joined": gettext_lazy("Two records joined"),
    "split": gettext_lazy("A join undone"),
    "photo_added": gettext_lazy("Photo added"),
    "photo_withdrawn": gettext_lazy("Photo withdrawn"),
    "pinned": gettext_lazy("Shown first by choice"),
    "unpinned": gettext_lazy("Left to the rules again"),
    "report_withdrawn": gettext_lazy("Report withdrawn"),
    "identity_recorded": gettext_lazy("Forced change of identity recorded"),
}
KIND_OF = {
    "joined": "identity",
    "split": "identity",
    "identity_recorded": "identity",
    "photo_added": "photos",
    "photo_withdrawn": "photos",
    "report_withdrawn": "reports",
}
"""The group of the history's filter; what is not named here belongs to the facts."""
WITH_NAMES = frozenset({"name"})
"""Attributes whose values the history shows only when somebody asked for the name."""


def register() -> None:
    contributions.register_timeline(life)
    contributions.register_changes(changes)


def life(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """Dated statements, forced changes of identity, joins and photos; reports themselves stand in ``providers``."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return
    may_read = policy.may(viewer, Act.REPORT_READ, subject=person_id)
    for fact in queries.dated_facts(viewer, person_id):
        yield _fact(fact, may_read=may_read)
    yield from _identity(viewer, person_id, may_read=may_read)
    yield from _joins(viewer, person_id)
    for photo in queries.photos(viewer, person_id):
        if photo.counts:
            yield TimelineEvent(
                placed_at(photo.taken_on, photo.received_at) if photo.taken_on else photo.received_at,
                _("Photo taken") if photo.taken_on else _("Photo received"),
                lane="reports",
                icon="eye",
                source=photo.source_title,
                url=reverse("registry:photos", args=[person_id]),
                edtf=photo.taken_on.edtf if photo.taken_on else "",
                id=f"photo-{photo.id}",
            )


def _joins(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    url = reverse("registry:child", args=[person_id]) + "#joins"
    for join in queries.joins_of(viewer, person_id):
        joined, undone = _("Two records joined"), _("A join undone")
        yield TimelineEvent(join.since, joined, lane="work", icon="join", url=url, id=f"join-{join.id}")
        if join.until is not None:
            yield TimelineEvent(join.until, undone, lane="work", icon="split", url=url, id=f"split-{join.id}")


def _fact(fact: DatedFact, *, may_read: bool) -> TimelineEvent:
    attribute = ATTRIBUTES[fact.attribute]
    if fact.attribute == "birth_date":
        title = _("Born")
    else:
        words = {"attribute": attribute.title, "value": value_text(fact.value, attribute.kind)}
        title = _("%(attribute)s: %(value)s") % words
    return TimelineEvent(
        fact.at,
        title,
        lane=fact.lane,
        icon=ICONS[fact.lane],
        source=fact.source_title,
        url=address_of("registry:report", fact.report_id) if may_read else "",
        edtf=fact.on.edtf,
        id=f"fact-{fact.id}",
    )


def _identity(viewer: Viewer, person_id: UUID, *, may_read: bool) -> Iterator[TimelineEvent]:
    for number, row in enumerate(queries.identity_changes(viewer, person_id)):
        if row.changed_on is None:
            continue
        yield TimelineEvent(
            placed_at(row.changed_on, row.received_at),
            _("Forced change: %(part)s") % {"part": CHANGED.get(row.what, row.what)},
            lane="legal",
            icon="alert",
            tone="harm",
            source=row.source_title,
            url=address_of("registry:report", row.report_id) if may_read else "",
            edtf=row.changed_on.edtf,
            id=f"identity-{row.report_id}-{number}",
        )


def changes(viewer: Viewer, person_id: UUID) -> Iterator[Change]:
    """Who stated, corrected, withdrew, joined, pinned; values only where the viewer may see them."""
    may_read = policy.may(viewer, Act.REPORT_READ, subject=person_id)
    for row in queries.record_changes(viewer, person_id):
        yield _change(row, may_read=may_read)


def _change(row: RecordChange, *, may_read: bool) -> Change:
    attribute = ATTRIBUTES.get(row.attribute)
    title: Text = attribute.title if attribute else CHANGED.get(row.attribute, "")
    return Change(
        at=row.at,
        by=row.by,
        what=f"{WHAT[row.what]}: {title}" if title else WHAT[row.what],
        old=value_text(row.old, attribute.kind) if attribute and row.old is not None else "",
        new=value_text(row.new, attribute.kind) if attribute and row.new is not None else "",
        reason=row.reason,
        kind=KIND_OF.get(row.what, "facts"),
        url=address_of("registry:report", row.report_id) if row.report_id and may_read else "",
        masked=row.masked,
        confirmed_by=row.confirmed_by,
        source=row.source_title,
        named=row.attribute in WITH_NAMES,
    )
