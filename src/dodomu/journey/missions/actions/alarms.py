"""Alarms about a group: raised by a word or by silence, seen, tried, passed on along the escalation list, ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.journal.actor import Actor
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.cases.bridge import committed
from dodomu.journey.missions.actions.alarms_ending import end_row
from dodomu.journey.missions.actions.words_holding import lock_group, sealed
from dodomu.journey.missions.models import (
    Alarm,
    AlarmKind,
    AlarmStep,
    EscalationContact,
    ExpectedWord,
    Mission,
    MissionState,
    Word,
    WordKind,
)
from dodomu.journey.missions.queries import board_reach
from dodomu.journey.missions.word_windows import SILENCES, since, state_of

BY_WORD = {
    WordKind.HELP: AlarmKind.HELP,
    WordKind.DURESS: AlarmKind.DURESS,
    WordKind.ABORT: AlarmKind.ABORT,
}
STEP, ALARM = AlarmStep._meta.db_table, Alarm._meta.db_table


class AlarmEnded(ValueError):
    """Somebody was faster, or the group was heard: the alarm has ended."""

    def __init__(self) -> None:
        super().__init__("alarm: accepted are alarms that have not ended")


def raise_by_word(by: Actor, word: Word, mission: Mission) -> Alarm | None:
    """Raise the alarm that a word asks for: help, duress, turning back. Within the transaction of the word."""
    kind = BY_WORD.get(WordKind(word.kind))
    if kind is None:
        return None
    return raised(
        by, mission, Alarm(group_id=word.group_id, kind=kind, word=word, leg_id=word.leg_id, since=word.said_at)
    )


def raise_silences(by: Viewer, now: datetime | None = None) -> int:
    """Raise what the silence of a group has come to: late, overdue, critical. Done again, or by two at once, it changes
    nothing.

    One silence is one alarm, however many words did not come: about the word whose silence is the worst. A worse alarm takes
    the place of a milder one. Nothing is ever sent to a phone.

    Returns:
        How many alarms are new.

    Raises:
        NotAllowed: the viewer sees no missions.
    """
    policy.require(by, Act.MISSION_READ)
    now = now or timezone.now()
    reach = board_reach.in_reach(by, Act.MISSION_READ, "group__mission__")
    rows = ExpectedWord.objects.filter(reach, met_by=None, dropped_at=None, late_at__lte=now)
    under_way = rows.filter(group__mission__state=MissionState.UNDER_WAY)
    known = _silences(Alarm.objects.filter(group__in=under_way.values("group"), ended_at=None))
    worst: dict[UUID, int] = {}
    for row in under_way:
        worst[row.group_id] = max(worst.get(row.group_id, -1), _rank(state_of(row, now)))
    return sum(_raise_silence(by, group_id, now) for group_id, rank in worst.items() if rank > known.get(group_id, -1))


@transaction.atomic
def _raise_silence(by: Viewer, group_id: UUID, now: datetime) -> int:
    mission = lock_group(group_id).mission
    rows = ExpectedWord.objects.filter(group=group_id, met_by=None, dropped_at=None, late_at__lte=now)
    row = max(rows.order_by("-due_at", "-id"), key=lambda one: _rank(state_of(one, now)), default=None)
    alarms = Alarm.objects.filter(group=group_id, kind__in=SILENCES, ended_at=None)
    if row is None or mission.state != MissionState.UNDER_WAY:
        return 0
    state = state_of(row, now)
    if _rank(state) <= max((_rank(one.kind) for one in alarms), default=-1):
        return 0
    owner_id = None
    for milder in alarms:
        owner_id = milder.owner_id or owner_id
        end_row(milder, AlarmStep.What.GREW, at=now)
    alarm = Alarm(
        group_id=group_id, kind=state, expected=row, leg_id=row.leg_id, since=since(row, state), owner_id=owner_id
    )
    raised(by, mission, alarm)
    return 1


def _silences(alarms: QuerySet[Alarm]) -> dict[UUID, int]:
    """For each group how bad the worst open alarm about its silence is."""
    found: dict[UUID, int] = {}
    for group_id, kind in alarms.filter(kind__in=SILENCES).values_list("group_id", "kind"):
        found[group_id] = max(found.get(group_id, -1), _rank(kind))
    return found


def _rank(state: str) -> int:
    return SILENCES.index(state) if state in SILENCES else -1


def raised(by: Actor, mission: Mission, alarm: Alarm) -> Alarm:
    """Write a new alarm with its leaf, and tell; its owner is the coordinator of the mission unless it names another."""
    alarm.id, alarm.raised_at = new_id(), timezone.now()
    alarm.owner_id = alarm.owner_id or mission.coordinator_id
    alarm.save(force_insert=True)
    journal.append("group_alarm.raised", by=by, subject=mission.pid, codes={"alarm": str(alarm.kind)})
    events.publish("group_alarm_raised", alarm_id=alarm.id)
    return alarm


@transaction.atomic
def acknowledge(by: Viewer, alarm_id: UUID) -> Alarm:
    """ "I have seen it, I am on it": the viewer owns the alarm from now on. A second person may take it over.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission. AlarmEnded.
    """
    alarm = held_alarm(by, alarm_id)
    alarm.owner_id = by.staff_id
    if alarm.seen_at is None:
        alarm.seen_by_id, alarm.seen_at = by.staff_id, timezone.now()
    alarm.save(update_fields=("owner", "seen_by", "seen_at"))
    _step(by, alarm, AlarmStep.What.SEEN)
    return alarm


@transaction.atomic
def note_tried(by: Viewer, alarm_id: UUID, note: str, contact_id: UUID | None = None) -> AlarmStep:
    """Whom one tried to reach and what came of it.

    Raises:
        NotAllowed, OutOfReach, AlarmEnded: as ``acknowledge``. ValueError: no words, or not of this mission's list.
    """
    alarm = held_alarm(by, alarm_id)
    return _step(by, alarm, AlarmStep.What.TRIED, said("note", note), _contact(alarm, contact_id))


@transaction.atomic
def pass_on(by: Viewer, alarm_id: UUID, contact_id: UUID, note: str = "") -> AlarmStep:
    """The alarm went on to the next of the escalation list; a colleague of the list owns it from now on.

    Raises:
        NotAllowed, OutOfReach, AlarmEnded: as ``acknowledge``. ValueError: not of this mission's list.
    """
    alarm = held_alarm(by, alarm_id)
    contact = _contact(alarm, contact_id)
    if contact is not None and contact.staff_id:
        alarm.owner_id = contact.staff_id
        alarm.save(update_fields=("owner",))
    return _step(by, alarm, AlarmStep.What.PASSED_ON, note, contact)


@transaction.atomic
def end_alarm(by: Viewer, alarm_id: UUID, reason: str) -> Alarm:
    """End an alarm with a reason. Where a word did not come, nobody waits for that word any more.

    Raises:
        NotAllowed, OutOfReach, AlarmEnded: as ``acknowledge``. ValueError: no reason.
    """
    alarm = held_alarm(by, alarm_id)
    why, now = said("reason", reason), timezone.now()
    mission = alarm.group.mission
    if alarm.expected_id:
        ExpectedWord.objects.filter(id=alarm.expected_id, met_by=None, dropped_at=None).update(dropped_at=now)
    alarm.ended_by_id, alarm.ended_at = by.staff_id, now
    alarm.ended_reason_sealed = sealed(mission, ALARM, alarm.id, "ended_reason_sealed", why)
    alarm.save(update_fields=("ended_by", "ended_at", "ended_reason_sealed"))
    _step(by, alarm, AlarmStep.What.ENDED, why)
    return alarm


def held_alarm(by: Viewer, alarm_id: UUID, act: Act = Act.MISSION_WORK) -> Alarm:
    """An alarm that has not ended, locked for this transaction.

    Raises:
        NotAllowed, OutOfReach: no such alarm for this viewer. AlarmEnded.
    """
    policy.require(by, act)
    found = Alarm.objects.filter(board_reach.in_reach(by, act, "group__mission__"), id=alarm_id)
    group_id = found.values_list("group_id", flat=True).first()
    if group_id is None:
        raise policy.OutOfReach
    lock_group(group_id)
    alarm = found.select_related("group__mission").get()
    if alarm.ended_at is not None:
        raise AlarmEnded
    return alarm


def _contact(alarm: Alarm, contact_id: UUID | None) -> EscalationContact | None:
    if contact_id is None:
        return None
    found = EscalationContact.objects.filter(id=contact_id, mission=alarm.group.mission, removed_at=None).first()
    if found is None:
        raise ValueError("contact: accepted are those of this mission's escalation list")
    return found


def _step(
    by: Viewer, alarm: Alarm, what: AlarmStep.What, note: str = "", to: EscalationContact | None = None
) -> AlarmStep:
    mission, row = alarm.group.mission, new_id()
    step = AlarmStep.objects.create(
        id=row,
        alarm=alarm,
        what=what,
        to=to,
        note_sealed=sealed(mission, STEP, row, "note_sealed", note),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    journal.append(
        f"group_alarm.{what.value}",
        by=by,
        subject=mission.pid,
        commitments=committed(key_of(mission), note.strip()) if note.strip() else (),
        codes={"alarm": str(alarm.kind)},
    )
    return step
