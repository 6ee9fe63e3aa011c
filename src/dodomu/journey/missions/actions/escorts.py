"""Escorts: added to the list, changed, checked, and taken off it when they travel no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.missions.actions.plans_settling import settle_of_escort
from dodomu.journey.missions.models import Escort, EscortCheck, EscortSex
from dodomu.journey.missions.plan_rules import check_rules
from dodomu.journey.missions.queries import escorts as reads
from dodomu.journey.missions.queries import plans_states
from dodomu.journey.missions.queries.escorts import CHECK, ESCORT
from dodomu.kit.dates import today


@dataclass(frozen=True, slots=True)
class EscortInput:
    """An adult as somebody writes them down. ``medical``: looks after health on the way, which asks for more checks."""

    sex: str
    name: str = field(repr=False)
    reach: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    born: PartialDate | None = field(default=None, repr=False)
    medical: bool = False


@dataclass(frozen=True, slots=True)
class CheckInput:
    """One check: what, how it came out, on which day, until when it holds as written."""

    kind: str
    outcome: str
    checked_on: date
    valid_until: date | None = None
    note: str = field(default="", repr=False)


class AlreadyRetired(ValueError):
    """The escort has been taken off the list."""

    def __init__(self) -> None:
        super().__init__("escort: accepted is one who still travels")


@transaction.atomic
def add_escort(by: Viewer, team_id: UUID, given: EscortInput) -> Escort:
    """Put an adult on the list of a team. They are eligible once every check has been passed.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on return plans in this team.
        ValueError: names the field and what is accepted.
    """
    policy.require(by, Act.PLAN_WORK)
    if team_id not in policy.teams_for(by, Act.PLAN_WORK):
        raise policy.OutOfReach
    _check_input(given)
    key, row_id = keys.new_data_key(), new_id()
    row = Escort.objects.create(
        id=row_id,
        team_id=team_id,
        data_key_id=key.id,
        sex=given.sex,
        medical=given.medical,
        by_id=by.staff_id,
        at=timezone.now(),
        **_sealed(key, row_id, given),
    )
    _leaf(by, row, key, "escort.added", *_words(given))
    return row


@transaction.atomic
def change_escort(by: Viewer, escort_id: UUID, given: EscortInput, *, expected_version: str = "") -> Escort:
    """Change what the list says of an adult.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. AlreadyRetired. ValueError: names the field.
        Changed: the list says something else than ``expected_version``.
    """
    row = _held(by, escort_id)
    plans_states.escort_of(row).must_be(expected_version)
    _check_input(given)
    key = key_of(row)
    row.sex, row.medical = given.sex, given.medical
    for column, blob in _sealed(key, row.id, given).items():
        setattr(row, column, blob)
    row.save()
    _leaf(by, row, key, "escort.changed", *_words(given))
    settle_of_escort(row.id)
    events.publish("escort_changed", escort_id=row.id)
    return row


@transaction.atomic
def record_check(by: Viewer, escort_id: UUID, given: CheckInput) -> EscortCheck:
    """Record what an escort was checked for; it counts instead of an earlier check of the same kind.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. AlreadyRetired.
        ValueError: names the field and what is accepted.
    """
    row = _held(by, escort_id)
    rule = next((one for one in check_rules() if one.kind == given.kind), None)
    if rule is None:
        raise ValueError(f"kind: accepted are {', '.join(one.kind for one in check_rules())}")
    if given.outcome not in EscortCheck.Outcome.values:
        raise ValueError(f"outcome: accepted are {', '.join(EscortCheck.Outcome.values)}")
    if given.checked_on > today():
        raise ValueError("checked_on: accepted is a day that has come")
    if given.valid_until is not None and given.valid_until < given.checked_on:
        raise ValueError("valid_until: accepted is a day not before the check")
    if rule.ends and given.outcome == EscortCheck.Outcome.PASSED and given.valid_until is None:
        raise ValueError("valid_until: say until when it holds")
    key, check_id = key_of(row), new_id()
    words = given.note.strip()
    check = EscortCheck.objects.create(
        id=check_id,
        escort=row,
        kind=given.kind,
        outcome=given.outcome,
        checked_on=given.checked_on,
        valid_until=given.valid_until,
        note_sealed=bridge.seal_text(key, CHECK, check_id, "note_sealed", words) if words else None,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    days = (day.isoformat() for day in (given.checked_on, given.valid_until) if day)
    _leaf(by, row, key, "escort.checked", words, *days, check=given.kind, result=str(given.outcome))
    settle_of_escort(row.id)
    events.publish("escort_changed", escort_id=row.id)
    return check


@transaction.atomic
def retire_escort(by: Viewer, escort_id: UUID, reason: str) -> Escort:
    """Take an adult off the list, with the reason: they travel with no child any more.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. AlreadyRetired. ValueError: the reason is empty.
    """
    row = _held(by, escort_id)
    words, key = said("reason", reason), key_of(row)
    row.retired_by_id, row.retired_at = by.staff_id, timezone.now()
    row.retired_reason_sealed = bridge.seal_text(key, ESCORT, row.id, "retired_reason_sealed", words)
    row.save(update_fields=("retired_by", "retired_at", "retired_reason_sealed"))
    _leaf(by, row, key, "escort.retired", words)
    settle_of_escort(row.id)
    events.publish("escort_changed", escort_id=row.id)
    return row


@transaction.atomic
def look_at_escort(by: Viewer, escort_id: UUID) -> reads.EscortRow:
    """The page of one escort, and a journal leaf that says who opened it.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
    """
    found = reads.escort(by, escort_id)
    pid = Escort.objects.values_list("pid", flat=True).get(id=escort_id)
    journal.append("escort.opened", by=by, subject=pid)
    return found


def _held(by: Viewer, escort_id: UUID) -> Escort:
    policy.require(by, Act.PLAN_WORK)
    row = reads.visible(by, Act.PLAN_WORK).select_for_update(of=("self",)).filter(id=escort_id).first()
    if row is None:
        raise policy.OutOfReach
    if row.retired_at is not None:
        raise AlreadyRetired
    return row


def _check_input(given: EscortInput) -> None:
    said("name", given.name)
    if given.sex not in EscortSex.values:
        raise ValueError(f"sex: accepted are {', '.join(EscortSex.values)}")


def _sealed(key: keys.OpenKey, row: UUID, given: EscortInput) -> dict[str, bytes | None]:
    words = {"name": given.name, "reach": given.reach, "note": given.note}
    words["born"] = given.born.edtf if given.born else ""
    return {
        f"{name}_sealed": bridge.seal_text(key, ESCORT, row, f"{name}_sealed", text.strip()) if text.strip() else None
        for name, text in words.items()
    }


def _words(given: EscortInput) -> tuple[str, ...]:
    return (given.name, given.reach, given.note, given.born.edtf if given.born else "")


def _leaf(by: Viewer, row: Escort, key: keys.OpenKey, kind: str, *words: str, **codes: str | int) -> None:
    kept = [word.strip() for word in words if word.strip()]
    journal.append(kind, by=by, subject=row.pid, commitments=bridge.committed(key, *kept) if kept else (), codes=codes)
