"""What has been kept as long as its rule says, and what was decided about it. Nothing here destroys anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.clock_rules import end_of
from dodomu.journey.cases.data_rules import KEPT_LABELS, MINOR, RetentionRule, after_months, retention_rules
from dodomu.journey.cases.models import Case, DataRequest, RetentionReview, Sending, SendingState
from dodomu.journey.cases.queries.destructions import destroyed_cases
from dodomu.journey.registry.models import Mention, Report
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons
from dodomu.kit.dates import KYIV, today

TABLE = "cases_retentionreview"
ENDED = (SendingState.DONE, SendingState.REFUSED, SendingState.REVOKED, SendingState.DECLINED, SendingState.ANSWERED)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One record whose time is up, with the last decision about it, if there was one."""

    kind: str
    record: UUID
    number: str
    start: date
    due_on: date
    decided: str
    decided_by: str
    decided_at: datetime | None
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptKind:
    """One line of the schedule with what is due under it now, and how much waits for the child to come of age."""

    rule: RetentionRule
    label: str
    due: tuple[KeptRow, ...]
    to_destroy: tuple[KeptRow, ...]
    minors: int


def schedule(viewer: Viewer) -> list[KeptKind]:
    """The schedule in force, and under each kind what is due for review now.

    Raises:
        NotAllowed: the viewer does not review what is kept.
    """
    policy.require(viewer, Act.RETENTION_REVIEW)
    rules = retention_rules(today())
    return [_kind(viewer, rule) for code, rule in rules.items() if code in KEPT_LABELS]


def due_record(viewer: Viewer, kind: str, record: UUID) -> KeptRow | None:
    """One record that is due for review, None where it is not."""
    found = next((one for one in schedule(viewer) if one.rule.kind == kind), None)
    return next((row for row in found.due if row.record == record), None) if found else None


def retention_label(kind: str) -> str:
    """What a kind of record is called."""
    return str(KEPT_LABELS[kind])


def due_count(viewer: Viewer) -> int:
    """How many records are due for review."""
    if Act.RETENTION_REVIEW not in viewer.acts:
        return 0
    return sum(len(kind.due) for kind in schedule(viewer))


def _kind(viewer: Viewer, rule: RetentionRule) -> KeptKind:
    ended = [row for row in _records(viewer, rule.kind) if rule.ends(row[2]) <= today()]
    reviews = _reviews(rule.kind, [row[0] for row in ended])
    grown = [row for row in ended if not _is_minor(row[3])]
    rows = [_row(rule, row, reviews.get(row[0])) for row in grown]
    waiting = tuple(row for row in rows if not row.decided or (row.decided == "keep" and row.due_on <= today()))
    return KeptKind(
        rule=rule,
        label=str(KEPT_LABELS[rule.kind]),
        due=waiting,
        to_destroy=tuple(row for row in rows if row.decided == "destroy"),
        minors=len(ended) - len(grown),
    )


Record = tuple[UUID, str, date, UUID | None]
"""Which record, under which number, from when its time is counted, whose it is."""


def _records(viewer: Viewer, kind: str) -> Iterator[Record]:
    if kind == "case":
        within = policy.subjects(viewer, Act.RETENTION_REVIEW, field="person_id")
        for case in Case.objects.filter(within, closed_at__isnull=False).exclude(id__in=destroyed_cases()):
            yield case.id, f"№{case.number}", _day(case.closed_at), case.person_id
    elif kind == "sending":
        within = policy.subjects(viewer, Act.RETENTION_REVIEW, field="case__person_id")
        found = Sending.objects.filter(within, state__in=ENDED).select_related("case").annotate(end=Max("events__at"))
        for sending in found:
            number = f"№{sending.case.number}: {sending.get_kind_display()}"
            yield sending.id, number, _day(sending.end), sending.case.person_id
    elif kind == "request":
        within = policy.subjects(viewer, Act.RETENTION_REVIEW, field="person_id")
        for row in DataRequest.objects.filter(within, answered_at__isnull=False):
            yield row.id, f"№{row.number}", _day(row.answered_at), row.person_id
    elif kind == "report":
        yield from _reports_without_case(viewer)


def _reports_without_case(viewer: Viewer) -> Iterator[Record]:
    within = policy.subjects(viewer, Act.RETENTION_REVIEW, field="own_person_id")
    children = Mention.objects.filter(within, report=OuterRef("pk"), role="child")
    old = Report.objects.filter(Exists(children), withdrawal=None).order_by("received_at")
    rules = retention_rules(today())
    limit = after_months(today(), -12 * rules["report"].years) if "report" in rules else today()
    found = [
        (report, [one.own_person_id for one in report.mentions.all() if one.role == "child"])
        for report in old.filter(received_at__lt=end_of(limit)).prefetch_related("mentions")
    ]
    worked_on = _worked_on({person_id for _report, persons in found for person_id in persons})
    for report, persons in found:
        if not worked_on & set(persons):
            yield report.id, str(report.id)[:8], _day(report.received_at), persons[0]


def _worked_on(person_ids: set[UUID]) -> set[UUID]:
    """Those of these persons for whom, under any of the records joined to theirs, there is or was a case."""
    if not person_ids:
        return set()
    with_a_case = set(current_persons(set(Case.objects.values_list("person_id", flat=True))).values())
    return {person_id for person_id, now in current_persons(person_ids).items() if now in with_a_case}


def _is_minor(person_id: UUID | None) -> bool:
    """Whether the child may still be under 18; unknown birth does not hold a record for ever."""
    if person_id is None or MINOR not in retention_rules(today()):
        return False
    now = linking.current_person(person_id)
    summary = linking.summaries_of([now]).get(now)
    return bool(summary and summary.birth and after_months(summary.birth.latest, 12 * 18) > today())


def _reviews(kind: str, records: Iterable[UUID]) -> dict[UUID, RetentionReview]:
    """The last decision on each record."""
    found = (
        RetentionReview.objects.filter(kind=kind, record__in=list(records)).select_related("by").order_by("at", "id")
    )
    return {review.record: review for review in found}


def _row(rule: RetentionRule, record: Record, review: RetentionReview | None) -> KeptRow:
    identifier, number, start, _person = record
    due_on = review.until if review and review.until else rule.ends(start)
    reason = ""
    if review:
        opened = Opened({review.data_key_id})
        reason = opened.text(review.data_key_id, TABLE, review.id, "reason_sealed", review.reason_sealed)
    return KeptRow(
        kind=rule.kind,
        record=identifier,
        number=number,
        start=start,
        due_on=due_on,
        decided=review.decision if review else "",
        decided_by=review.by.display_name if review else "",
        decided_at=review.at if review else None,
        reason=reason,
    )


def _day(at: datetime | None) -> date:
    return at.astimezone(KYIV).date() if at else today()
