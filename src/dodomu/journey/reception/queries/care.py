"""Needs, what every carer must know, and what nobody asks the child."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import State
from dodomu.journey.cases.models import Case, Interview, InterviewKind, InterviewState
from dodomu.journey.cases.queries import SendingRow, sendings_named
from dodomu.journey.reception import rules
from dodomu.journey.reception.bridge import Opened
from dodomu.journey.reception.models import Answer, Need, NeedReferral, NeedState, Particular, ParticularKind, Topic
from dodomu.journey.reception.queries.reach import sees_health, visible
from dodomu.journey.reception.queries.rows import NeedRow, ParticularRow, TopicRow
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import today

NEEDS, PARTICULARS, TOPICS = "reception_need", "reception_particular", "reception_topic"
CLINICAL = frozenset({ParticularKind.ALLERGIES, ParticularKind.MEDICINES, ParticularKind.CHRONIC})
"""What of the particulars is knowledge about health."""
MAY_SAY = (Act.ARRIVAL_WORK, Act.CASE_WORK, Act.RECOVERY_WORK)
"""Whoever looks after a child says what is not asked."""


def need_rows(viewer: Viewer, found: QuerySet[Need], opened: Opened | None = None) -> list[NeedRow]:
    """These needs as rows, what is due first; the caller has kept them within reach."""
    listed = list(found.select_related("arrival__case", "by", "ended_by"))
    opened = opened or Opened({one.arrival.case.data_key_id for one in listed})
    referrals = _referrals(viewer, [one.id for one in listed])
    return [_need(viewer, one, opened, referrals[one.id]) for one in listed]


def _referrals(viewer: Viewer, need_ids: Collection[UUID]) -> Mapping[UUID, list[SendingRow]]:
    """The referrals of these needs, the latest first."""
    tied = list(NeedReferral.objects.filter(need__in=need_ids).values_list("need_id", "sending_id"))
    known = sendings_named(viewer, [sending for _need_id, sending in tied])
    found: dict[UUID, list[SendingRow]] = defaultdict(list)
    for need_id, sending in reversed(tied):
        if sending in known:
            found[need_id].append(known[sending])
    return found


def needs_of(viewer: Viewer, arrival_ids: Collection[UUID], opened: Opened | None = None) -> list[NeedRow]:
    """The needs of these arrivals."""
    return need_rows(viewer, Need.objects.filter(arrival__in=arrival_ids), opened)


def open_needs(viewer: Viewer) -> list[NeedRow]:
    """The needs this viewer may meet or pass on, of the children within reach; masked ones included, without a word."""
    acts = [act for act in (Act.ARRIVAL_WORK, Act.CASE_SEND) if act in viewer.acts]
    reached = Q(pk__in=[])
    for act in acts:
        reached |= Q(arrival__in=visible(viewer, act))
    return need_rows(viewer, Need.objects.filter(reached, state=NeedState.OPEN)) if acts else []


def need(viewer: Viewer, need_id: UUID) -> NeedRow:
    """One need.

    Raises:
        OutOfReach: there is none within reach, or it is about health and the viewer does not see health.
    """
    policy.require(viewer, Act.ARRIVAL_READ)
    rows = need_rows(viewer, Need.objects.filter(id=need_id, arrival__in=visible(viewer)))
    if not rows or rows[0].masked:
        raise policy.OutOfReach
    return rows[0]


def _need(viewer: Viewer, one: Need, opened: Opened, referrals: Sequence[SendingRow]) -> NeedRow:
    case = one.arrival.case
    rule = rules.need_rules(today()).get(one.kind)
    clinical = rule is None or rule.clinical
    masked = clinical and not sees_health(viewer, case.person_id)

    def text(column: str) -> str:
        blob = None if masked else getattr(one, column)
        return opened.text(case.data_key_id, NEEDS, one.id, column, blob)

    return NeedRow(
        id=one.id,
        arrival_id=one.arrival_id,
        case_id=case.id,
        case_number=case.number,
        kind="" if masked else one.kind,
        urgency=one.urgency,
        due_at=one.due_at,
        note=text("note_sealed"),
        clinical=clinical,
        masked=masked,
        profile=rule.profile if rule else "",
        by=one.by.display_name,
        at=one.at,
        state=one.state,
        state_label=str(one.get_state_display()),
        ended_by=one.ended_by.display_name if one.ended_by else "",
        ended_at=one.ended_at,
        ended_note=text("ended_note_sealed"),
        referrals=() if masked else tuple(referrals),
    )


def particulars_of(viewer: Viewer, case: Case, opened: Opened) -> list[ParticularRow]:
    """What counts now of each particular of a child; not asked where nobody has said anything."""
    family = Case.objects.filter(person__in=linking.parts_of(case.person_id))
    latest = {
        one.kind: one
        for one in Particular.objects.filter(case__in=family).select_related("by", "case").order_by("at", "id")
    }
    if len({one.case_id for one in latest.values()}) > 1:
        opened = Opened({one.case.data_key_id for one in latest.values()})
    health = sees_health(viewer, case.person_id)
    return [_particular(kind, latest.get(kind.value), opened, health=health) for kind in ParticularKind]


def particulars_state(arrival_id: UUID, rows: Collection[ParticularRow]) -> State:
    """What the form of the particulars can change, of the rows its author sees."""
    open_rows = [row for row in rows if not row.masked]
    values = {row.kind: row.answer for row in open_rows} | {f"{row.kind}_words": row.words for row in open_rows}
    last = max((row for row in open_rows if row.at), key=lambda row: row.at or timezone.now(), default=None)
    return State(f"arrival:{arrival_id}:particulars", values, last.by if last else "", last.at if last else None)


def _particular(kind: ParticularKind, one: Particular | None, opened: Opened, *, health: bool) -> ParticularRow:
    masked = kind in CLINICAL and not health and one is not None
    answer = Answer(one.answer) if one else Answer.NOT_ASKED
    words = ""
    if one and not masked:
        words = opened.text(one.case.data_key_id, PARTICULARS, one.id, "words_sealed", one.words_sealed)
    return ParticularRow(
        kind=kind.value,
        label=str(kind.label),
        answer="" if masked else answer.value,
        answer_label="" if masked else str(answer.label),
        words=words,
        masked=masked,
        by=one.by.display_name if one else "",
        at=one.at if one else None,
    )


def topics_of(viewer: Viewer, person_id: UUID) -> list[TopicRow]:
    """What nobody asks this child, for all who may open the child's page; ended ones last, and never any content.

    Raises:
        NotAllowed, OutOfReach: the viewer may not open the page.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    family = Case.objects.filter(person__in=linking.parts_of(person_id))
    listed = list(Topic.objects.filter(case__in=family).select_related("by", "case"))
    opened = Opened({one.case.data_key_id for one in listed})
    rows = [_topic(one, opened) for one in listed]
    return sorted(rows, key=lambda row: row.ended_at is not None)


def told_of(viewer: Viewer, person_id: UUID) -> list[tuple[str, int]]:
    """How often the child has told of what happened, by the kind of interview; no word of what or to whom.

    Raises:
        NotAllowed, OutOfReach: the viewer may not open the child's page.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    parts = linking.parts_of(person_id)
    found = Interview.objects.filter(event__person__in=parts, state=InterviewState.HELD)
    counts = Counter(found.values_list("kind", flat=True))
    return [(str(kind.label), counts[kind.value]) for kind in InterviewKind if counts[kind.value]]


def may_say(viewer: Viewer, person_id: UUID) -> bool:
    """Whether the viewer may add to what the child is not asked, and end it."""
    return any(policy.may(viewer, act, subject=person_id) for act in MAY_SAY if act in viewer.acts)


def _topic(one: Topic, opened: Opened) -> TopicRow:
    key = one.case.data_key_id
    return TopicRow(
        id=one.id,
        topic=opened.text(key, TOPICS, one.id, "topic_sealed", one.topic_sealed),
        why=one.why,
        why_label=str(one.get_why_display()),
        by=one.by.display_name,
        at=one.at,
        ended_at=one.ended_at,
        ended_reason=opened.text(key, TOPICS, one.id, "ended_reason_sealed", one.ended_reason_sealed),
    )
