"""Reports: those about a person, and one report with everything in it that the viewer may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import OpenKey, open_keys, unseal
from dodomu.base.reading import answered
from dodomu.journey.registry.models import Fact, Membership, Mention, OpenQuestion, Report, Requester
from dodomu.journey.registry.phrases import source_title
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts
from dodomu.journey.registry.vocabulary import MentionRole

REPORT, WITHDRAWAL = "registry_report", "registry_withdrawal"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report about a person, in one line; ``role``: who the person is in it."""

    id: UUID
    role: str
    source_name: str
    source_kind: str
    grade: str
    channel: str
    received_at: datetime
    recorded_at: datetime
    withdrawn_at: datetime | None

    @property
    def source_title(self) -> str:
        return source_title(self.source_name, self.source_kind)


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A person the report speaks of; ``person_id`` is None where the viewer may not open the page.

    ``unanswered``: questions without a value, each with the reason; ``requester``: this person asked us.
    """

    id: UUID
    role: str
    person_id: UUID | None
    facts: tuple[StatedFact, ...] = field(repr=False)
    masked: tuple[str, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    requester: bool = False


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report. ``words`` is the payload as received, None where it would show a closed compartment."""

    id: UUID
    channel: str
    source_name: str
    source_kind: str
    grade: str
    consent: str
    received_at: datetime
    recorded_at: datetime
    recorded_by: str
    batch_id: UUID | None
    row_number: int | None
    reporter: str = field(repr=False)
    words: dict[str, Any] | None = field(repr=False)
    original_id: UUID | None
    mentions: tuple[MentionRow, ...]
    withdrawn_at: datetime | None
    withdrawn_reason: str = field(repr=False)

    @property
    def source_title(self) -> str:
        return source_title(self.source_name, self.source_kind)


def reports_about(viewer: Viewer, person_id: UUID) -> list[ReportRow]:
    """The reports that speak of the person, the latest first, withdrawn ones among them; none out of reach."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    question = ("registry.reports_about", viewer.pid, person_id)
    return list(answered(question, lambda: _reports_about(person_id)))


def _reports_about(person_id: UUID) -> list[ReportRow]:
    columns = ("id", "mentions__role", "source__name", "source__kind", "grade", "channel", "received_at", "recorded_at")
    found = Report.objects.filter(mentions__memberships__person=person_id, mentions__memberships__until=None)
    rows = found.order_by("-received_at", "-id").values_list(*columns, "withdrawal__at")
    return [ReportRow(*row) for row in dict.fromkeys(rows)]


def report(viewer: Viewer, report_id: UUID) -> ReportPage:
    """One report, if the viewer reaches a person it speaks of.

    Raises:
        OutOfReach: there is none, or not for this viewer. NotAllowed: the viewer may not read reports.
    """
    reached = _reached(viewer, report_id)
    row = Report.objects.select_related("source", "withdrawal", "recorded_by").get(pk=report_id)
    key = open_keys([row.data_key_id]).get(row.data_key_id)
    mentions = _mentions(viewer, report_id, reached)
    opened = key is not None and not any(mention.masked for mention in mentions)
    withdrawal = getattr(row, "withdrawal", None)
    return ReportPage(
        id=row.id,
        channel=row.channel,
        source_name=row.source.name,
        source_kind=row.source.kind,
        grade=row.grade,
        consent=row.consent,
        received_at=row.received_at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.display_name if row.recorded_by else "",
        batch_id=row.batch_id,
        row_number=row.row_number,
        reporter=_open(key, REPORT, row.id, "reporter_sealed", row.reporter_sealed) if opened else "",
        words=_open(key, REPORT, row.id, "payload_sealed", row.payload_sealed) if opened else None,
        original_id=row.original_id if opened and policy.may(viewer, Act.ORIGINAL_OPEN) else None,
        mentions=mentions,
        withdrawn_at=withdrawal.at if withdrawal else None,
        withdrawn_reason=_open(key, WITHDRAWAL, withdrawal.id, "reason_sealed", withdrawal.reason_sealed)
        if withdrawal
        else "",
    )


def original_of(viewer: Viewer, report_id: UUID) -> tuple[UUID, UUID]:
    """The vault original of a report and a person it is read for, for opening.

    Raises:
        OutOfReach: there is none, it shows a compartment closed to the viewer, or it is a whole list, which is
            opened from the list's own page. NotAllowed: the viewer may not open originals.
    """
    policy.require(viewer, Act.ORIGINAL_OPEN)
    found = report(viewer, report_id)
    persons = [mention.person_id for mention in found.mentions if mention.person_id]
    if found.original_id is None or found.batch_id is not None or not persons:
        raise policy.OutOfReach
    return found.original_id, persons[0]


def children_in(viewer: Viewer, report_id: UUID) -> list[UUID]:
    """The children within reach that a report speaks of; none for a viewer who may not open persons."""
    if Act.PERSON_READ not in viewer.acts:
        return []
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person")
    found = Membership.objects.filter(
        reach, until=None, mention__report=report_id, mention__role=MentionRole.CHILD
    ).order_by("mention__position")
    return list(found.values_list("person_id", flat=True))


def source_names(viewer: Viewer, report_ids: Collection[UUID]) -> dict[UUID, str]:
    """What to call the source of each report, in the reader's language; out of reach are absent."""
    reach = policy.subjects(viewer, Act.PERSON_READ, field="person")
    within = Membership.objects.filter(reach, until=None, mention__report__in=report_ids)
    found = Report.objects.filter(pk__in=within.values("mention__report"))
    return {
        report_id: source_title(name, kind)
        for report_id, name, kind in found.values_list("id", "source__name", "source__kind")
    }


def _reached(viewer: Viewer, report_id: UUID) -> set[UUID]:
    """The persons of the report within reach; at least one."""
    if not viewer.broken_glass:
        policy.require(viewer, Act.REPORT_READ)
    reach = policy.subjects(viewer, Act.REPORT_READ, field="person")
    found = Membership.objects.filter(reach, until=None, mention__report=report_id)
    persons = set(found.values_list("person_id", flat=True))
    if not persons:
        raise policy.OutOfReach
    return persons


def _mentions(viewer: Viewer, report_id: UUID, reached: Collection[UUID]) -> tuple[MentionRow, ...]:
    mentions = list(Mention.objects.filter(report=report_id).order_by("position").values_list("id", "role"))
    ids = [mention_id for mention_id, _role in mentions]
    person_of = dict(Membership.objects.filter(mention__in=ids, until=None).values_list("mention_id", "person_id"))
    compartments = set(Fact.objects.filter(mention__in=ids).order_by().values_list("compartment", flat=True).distinct())
    seen = {code for code in compartments if _sees(viewer, code, reached)}
    facts = stated_facts(ids, compartments=seen)
    closed = set(
        Fact.objects.filter(mention__in=ids)
        .exclude(compartment__in=seen)
        .order_by()
        .values_list("mention_id", "attribute")
    )
    unanswered = list(
        OpenQuestion.objects.filter(mention__in=ids).order_by("id").values_list("mention_id", "question", "answer")
    )
    requesters = set(Requester.objects.filter(report=report_id).values_list("mention_id", flat=True))
    return tuple(
        MentionRow(
            mention_id,
            role,
            person_of[mention_id] if person_of[mention_id] in reached else None,
            tuple(fact for fact in facts if fact.mention_id == mention_id),
            tuple(sorted(attribute for one, attribute in closed if one == mention_id)),
            tuple((question, answer) for one, question, answer in unanswered if one == mention_id),
            mention_id in requesters,
        )
        for mention_id, role in mentions
    )


def _sees(viewer: Viewer, compartment: str, persons: Collection[UUID]) -> bool:
    return all(policy.sees_compartment(viewer, compartment, person_id) for person_id in persons)


def _open(key: OpenKey | None, table: str, row_id: UUID, column: str, blob: bytes | memoryview | None) -> Any:
    return unseal(key, table, row_id, column, bytes(blob)) if key is not None and blob is not None else ""
