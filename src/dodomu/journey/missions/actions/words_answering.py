"""What a word does to the words somebody waits for: it answers them, moves them, or takes back what another one did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from dodomu.journey.missions import word_windows
from dodomu.journey.missions.actions import expecting
from dodomu.journey.missions.actions.alarms_ending import end_row, end_silences
from dodomu.journey.missions.models import Alarm, AlarmStep, ExpectedWord, Group, Leg, LegState, Word, WordKind


def answer(word: Word, group: Group) -> None:
    """Meet or move the open words of the group, within the transaction of the word.

    A word that says what it is about answers that word and those before it; later ones follow where the group is late.
    One without a subject answers what is due by then, except the last word of the way: somebody alive has not arrived.
    """
    rows = expecting.open_rows(group.id)
    legs = expecting.legs_of(group)
    if word.kind == WordKind.DELAY:
        _delay(word, rows, legs)
        return
    target = _target(word, rows)
    if target is None:
        _heard(word, rows)
        return
    met = rows[: rows.index(target) + 1]
    _meet(word, met)
    _travelled(word, met, target, legs)
    _follow(word, target, rows[len(met) :], legs)


def undo(wrong: Word, right: Word) -> None:
    """A word was taken down wrongly: wait again for what it answered, and at the time from which it moved it.

    Alarms that it raised end with the word that puts it right.
    """
    now = timezone.now()
    for row in ExpectedWord.objects.filter(moved_by=wrong, met_by=None, dropped_at=None).select_related("moved_from"):
        if row.moved_from is not None:
            expecting.relay(right, row, row.moved_from.due_at - row.due_at)
    for row in ExpectedWord.objects.filter(met_by=wrong, dropped_at=None):
        expecting.relay(right, row, timedelta())
    for alarm in Alarm.objects.filter(word=wrong, ended_at=None):
        end_row(alarm, AlarmStep.What.ENDED, at=now, word=right)
    told = Leg.objects.filter(expected__met_by=wrong)
    told.filter(began_at=wrong.said_at).update(began_at=None)
    told.filter(ended_at=wrong.said_at).update(ended_at=None, state=LegState.PLANNED)


def _target(word: Word, rows: Sequence[ExpectedWord]) -> ExpectedWord | None:
    """The open word that this one speaks of: of the leg under way or of the next, unless it names its leg."""
    if not word.about:
        return None
    near = list(dict.fromkeys(row.leg_id for row in rows))[:2]
    legs = [word.leg_id] if word.leg_id else near
    return next((row for row in rows if row.about == word.about and row.leg_id in legs), None)


def _heard(word: Word, rows: Sequence[ExpectedWord]) -> None:
    """Somebody is there and says no more: what was due by now is answered."""
    due = [row for row in rows if row.due_at <= word.said_at]
    if not due and rows and rows[0].due_at - word.said_at <= _rule(rows[0]).early:
        due = [rows[0]]
    if due and due[-1] is rows[-1]:
        last = due.pop()
        if last.due_at <= word.said_at:
            expecting.relay(word, last, word.said_at - last.due_at + _rule(last).early)
    _meet(word, due)


def _meet(word: Word, rows: Sequence[ExpectedWord]) -> None:
    ids = [row.id for row in rows]
    ExpectedWord.objects.filter(id__in=ids).update(met_by=word)
    end_silences(ids, at=timezone.now(), word=word)


def _delay(word: Word, rows: Sequence[ExpectedWord], legs: Sequence[Leg]) -> None:
    """Later than expected by so many minutes, or, where that is past already, from the moment it was said."""
    first = next((row for row in rows if word.leg_id in {None, row.leg_id}), None)
    if first is None or first.leg_id is None:
        return
    _meet(word, rows[: rows.index(first)])
    by = timedelta(minutes=word.delay_minutes or 0)
    expected = first.due_at + by
    if expected <= word.said_at:
        expected = word.said_at + by
    plans = [expecting.planned_leg(leg) for leg in legs]
    move_to = expected - expecting.planned_at(first, plans)
    expecting.move(word, rows[rows.index(first) :], legs, first.leg_id, move_to)


def _travelled(word: Word, met: Sequence[ExpectedWord], target: ExpectedWord, legs: Sequence[Leg]) -> None:
    """Where the group is, as it says: the legs behind it are travelled, the leg it has begun has begun."""
    current = next((leg for leg in legs if leg.id == target.leg_id), None)
    if current is None or (target.about == word_windows.CHECK and not target.at_end):
        return
    behind = [leg.id for leg in legs if leg.order < current.order and leg.state == LegState.PLANNED]
    Leg.objects.filter(id__in=behind).update(state=LegState.TRAVELLED)
    if target.at_end:
        Leg.objects.filter(id=current.id).update(state=LegState.TRAVELLED, ended_at=word.said_at)
    else:
        Leg.objects.filter(id=current.id, began_at=None).update(began_at=word.said_at)


def _follow(word: Word, target: ExpectedWord, rows: Sequence[ExpectedWord], legs: Sequence[Leg]) -> None:
    """A group that is late here comes later to what is behind it, as far as its stops do not take that up."""
    sign_of_life = target.about == word_windows.CHECK and not target.at_end
    if sign_of_life or target.leg_id is None:
        return
    if word.said_at - target.due_at < timedelta(minutes=_rule(target).late[1]):
        return
    plans = [expecting.planned_leg(leg) for leg in legs]
    late = word.said_at - expecting.planned_at(target, plans)
    if not any(row.leg_id == target.leg_id for row in rows):
        late, leg_id = _after_stop(target.leg_id, late, plans)
    else:
        leg_id = target.leg_id
    if leg_id is not None and late > timedelta():
        expecting.move(word, rows, legs, leg_id, late)


def _after_stop(
    leg_id: UUID, late: timedelta, plans: Sequence[word_windows.PlannedLeg]
) -> tuple[timedelta, UUID | None]:
    """What is left of a lateness when the next leg begins, and that leg; None behind the last."""
    number = next((place for place, leg in enumerate(plans) if leg.id == leg_id), len(plans))
    if number + 1 >= len(plans):
        return late, None
    following = plans[number + 1]
    return late - (following.departs_at - plans[number].arrives_at), following.id


def _rule(row: ExpectedWord) -> word_windows.WindowRule:
    return word_windows.rule(row.about, row.due_at.date())
