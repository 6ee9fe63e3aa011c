"""What a child needs, what every carer must know, and what nobody asks the child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.models import Case
from dodomu.journey.reception import bridge, rules
from dodomu.journey.reception.actions.holding import NotNow, held, said, seal, write_down
from dodomu.journey.reception.models import Answer, Arrival, Need, NeedState, Particular, ParticularKind, Topic, WhyNot
from dodomu.journey.reception.queries.care import CLINICAL, MAY_SAY, particulars_of, particulars_state
from dodomu.journey.reception.queries.reach import sees_health
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import today

NEEDS, PARTICULARS, TOPICS = "reception_need", "reception_particular", "reception_topic"


@dataclass(frozen=True, slots=True)
class NeedInput:
    """One need: its kind and urgency (codes of ``data/``), and a note."""

    kind: str
    urgency: str
    note: str = field(default="", repr=False)


@transaction.atomic
def note_need(by: Viewer, arrival_id: UUID, given: NeedInput) -> Need:
    """Note one need of a child.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. ValueError: the kind or urgency is not in the list.
    """
    arrival = held(by, arrival_id, Act.ARRIVAL_WORK)
    if given.kind not in rules.need_rules(today()):
        raise ValueError("kind: accepted are the kinds of needs in the list")
    urgency = rules.urgencies(today()).get(given.urgency)
    if urgency is None:
        raise ValueError("urgency: accepted are those in the list")
    row, now = new_id(), timezone.now()
    need = Need.objects.create(
        id=row,
        arrival=arrival,
        kind=given.kind,
        urgency=given.urgency,
        due_at=now + timedelta(hours=urgency.hours),
        by_id=by.staff_id,
        at=now,
        **seal(arrival.case, NEEDS, row, note=given.note),
    )
    write_down(by, arrival, "reception.need_noted", given.kind, given.note, urgency=given.urgency)
    return need


@transaction.atomic
def end_need(by: Viewer, need_id: UUID, state: str, note: str = "") -> Need:
    """A need is met, or no longer there; the latter says why.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotNow: it is ended.
        ValueError: neither met nor not_needed, or no longer needed without a note.
    """
    need = Need.objects.select_for_update().filter(id=need_id).first()
    if need is None:
        raise policy.OutOfReach
    arrival = Arrival.objects.get(id=need.arrival_id)
    _require_one(by, arrival.case.person_id, (Act.ARRIVAL_WORK, Act.CASE_WORK))
    if rules.need_rules(today())[need.kind].clinical and not sees_health(by, arrival.case.person_id):
        raise policy.OutOfReach
    if need.state != NeedState.OPEN:
        raise NotNow
    if state not in {NeedState.MET, NeedState.NOT_NEEDED}:
        raise ValueError("state: accepted are met and not_needed")
    if state == NeedState.NOT_NEEDED:
        said("note", note)
    need.state, need.ended_by_id, need.ended_at = state, by.staff_id, timezone.now()
    for column, sealed in seal(arrival.case, NEEDS, need.id, ended_note=note).items():
        setattr(need, column, sealed)
    need.save(update_fields=("state", "ended_by", "ended_at", "ended_note_sealed"))
    write_down(by, arrival, "reception.need_ended", note, ended=str(state))
    return need


@transaction.atomic
def record_particulars(
    by: Viewer, arrival_id: UUID, answers: Mapping[str, tuple[str, str]], *, expected_version: str = ""
) -> list[Particular]:
    """Record what every carer must know: kind to (answer, words). What stands there already is not written again.

    Raises:
        NotAllowed, OutOfReach: not for this viewer; what is about health only for those who see health.
        Changed: they stand otherwise than the version that is expected. ValueError: a kind or answer is not known, or
            "something" says nothing.
    """
    arrival = held(by, arrival_id, Act.ARRIVAL_WORK)
    if set(answers) & CLINICAL and not sees_health(by, arrival.case.person_id):
        raise policy.OutOfReach
    if expected_version:
        opened = bridge.Opened({arrival.case.data_key_id})
        particulars_state(arrival.id, particulars_of(by, arrival.case, opened)).must_be(expected_version)
    return [
        written
        for kind, (answer, words) in answers.items()
        if (written := _record(by, arrival, ParticularKind(kind), Answer(answer), words.strip())) is not None
    ]


def _record(by: Viewer, arrival: Arrival, kind: ParticularKind, answer: Answer, words: str) -> Particular | None:
    if answer == Answer.SOMETHING:
        said("words", words)
    else:
        words = ""
    case = arrival.case
    before = Particular.objects.filter(case=case, kind=kind).first()
    if (before is None and answer == Answer.NOT_ASKED) or (before and _same(before, case, answer, words)):
        return None
    row = new_id()
    written = Particular.objects.create(
        id=row,
        case=case,
        kind=kind,
        answer=answer,
        by_id=by.staff_id,
        at=timezone.now(),
        **seal(case, PARTICULARS, row, words=words),
    )
    write_down(by, arrival, "reception.particular", kind.value, answer.value, words)
    return written


def _same(before: Particular, case: Case, answer: Answer, words: str) -> bool:
    opened = bridge.Opened({case.data_key_id})
    stood = opened.text(case.data_key_id, PARTICULARS, before.id, "words_sealed", before.words_sealed)
    return before.answer == answer and stood == words


@transaction.atomic
def add_topic(by: Viewer, person_id: UUID, topic: str, why: str) -> Topic:
    """Add to what nobody asks the child: a heading of the list, never what was told.

    Raises:
        NotAllowed, OutOfReach: the viewer does not look after this child, or it has no case.
        ValueError: the heading or the reason is not in the list, or stands there already.
    """
    _require_one(by, person_id, MAY_SAY)
    if topic not in rules.topics(today()):
        raise ValueError("topic: accepted are the headings of the list")
    if why not in WhyNot.values:
        raise ValueError("why: accepted are asked and hurts")
    case = _case(person_id)
    if topic in _standing(case):
        raise ValueError("topic: it stands in the list already")
    row = new_id()
    made = Topic.objects.create(
        id=row,
        case=case,
        topic_sealed=bridge.seal_text(key_of(case), TOPICS, row, "topic_sealed", topic),
        why=why,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    _topic_leaf(by, case, "reception.topic_added", topic)
    return made


@transaction.atomic
def end_topic(by: Viewer, topic_id: UUID, reason: str) -> Topic:
    """The child may be asked again; it stays in the history with the reason.

    Raises:
        NotAllowed, OutOfReach: the viewer does not look after this child. NotNow: it is ended.
        ValueError: the reason is empty.
    """
    topic = Topic.objects.select_for_update().filter(id=topic_id).first()
    if topic is None:
        raise policy.OutOfReach
    case = Case.objects.get(id=topic.case_id)
    _require_one(by, linking.current_person(case.person_id), MAY_SAY)
    words = said("reason", reason)
    if topic.ended_at:
        raise NotNow
    topic.ended_by_id, topic.ended_at = by.staff_id, timezone.now()
    topic.ended_reason_sealed = bridge.seal_text(key_of(case), TOPICS, topic.id, "ended_reason_sealed", words)
    topic.save(update_fields=("ended_by", "ended_at", "ended_reason_sealed"))
    _topic_leaf(by, case, "reception.topic_ended", words)
    return topic


def _topic_leaf(by: Viewer, case: Case, kind: str, words: str) -> None:
    journal.append(kind, by=by, subject=case.pid, case=case.pid, commitments=bridge.committed(key_of(case), words))


def _standing(case: Case) -> set[str]:
    opened = bridge.Opened({case.data_key_id})
    rows = Topic.objects.filter(case=case, ended_at=None)
    return {opened.text(case.data_key_id, TOPICS, row.id, "topic_sealed", row.topic_sealed) for row in rows}


def _case(person_id: UUID) -> Case:
    """The open case of a child under any of its records, else the latest."""
    found = Case.objects.filter(person__in=linking.parts_of(person_id))
    case = min(found, key=lambda one: (one.closed_at is not None, one.led_by_id is not None, -one.number), default=None)
    if case is None:
        raise policy.OutOfReach
    return case


def _require_one(by: Viewer, person_id: UUID, acts: tuple[Act, ...]) -> None:
    """Pass where one of the acts reaches the child.

    Raises:
        NotAllowed: none of the viewer's roles names any. OutOfReach: none reaches the child.
    """
    held_acts = [act for act in acts if act in by.acts]
    if not held_acts:
        raise policy.NotAllowed(acts[0])
    if not any(policy.may(by, act, subject=person_id) for act in held_acts):
        raise policy.OutOfReach
