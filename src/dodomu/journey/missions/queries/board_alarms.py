"""Alarms for the page of one, and for the work of whoever answers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import Alarm, AlarmKind, AlarmStep, EscalationContact, Mission
from dodomu.journey.missions.queries import board_reach
from dodomu.journey.missions.queries.board import MissionNotFound, alarm_row, alarm_rows
from dodomu.journey.missions.queries.board_choices import colleagues_of
from dodomu.journey.missions.queries.board_opened import Opened
from dodomu.journey.missions.queries.board_rows import AlarmRow, ContactRow, StepRow

When = EscalationContact.When
CALLED = (AlarmStep.What.TRIED, AlarmStep.What.PASSED_ON)
CALLED_FOR: dict[str, frozenset[str]] = {
    When.ALL: frozenset(AlarmKind.values) - {AlarmKind.LATE},
    When.OVERDUE: frozenset({AlarmKind.OVERDUE, AlarmKind.CRITICAL}),
    When.CRITICAL: frozenset({AlarmKind.CRITICAL}),
    When.HELP: frozenset({AlarmKind.HELP, AlarmKind.ABORT}),
    When.DURESS: frozenset({AlarmKind.DURESS}),
}
"""Nobody is called because a word is late: that is a reminder to the coordinator. Who is called for what is overdue is
called for what is critical as well."""


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """One alarm with all that was done about it, and whom to call for it. ``may_work``: the viewer may answer it."""

    row: AlarmRow
    steps: tuple[StepRow, ...]
    contacts: tuple[ContactRow, ...]
    may_work: bool


@dataclass(frozen=True, slots=True)
class EscalationPage:
    """The escalation list of a mission; ``colleagues``: who can be put on it, for who may change it."""

    mission_id: UUID
    mission: str
    contacts: tuple[ContactRow, ...]
    colleagues: tuple[tuple[UUID, str], ...]
    may_work: bool


def alarm(viewer: Viewer, alarm_id: UUID, now: datetime | None = None) -> AlarmPage:
    """One alarm, ended or not.

    Raises:
        NotAllowed: the viewer sees no missions. MissionNotFound: there is none within reach.
    """
    policy.require(viewer, Act.MISSION_READ)
    found = Alarm.objects.filter(board_reach.in_reach(viewer, Act.MISSION_READ, "group__mission__"), id=alarm_id)
    row = found.select_related(
        "group__mission__corridor", "owner", "seen_by", "ended_by", "word", "expected__leg__start", "expected__leg__end",
        "leg__start", "leg__end", "leg__fallback",
    ).first()  # fmt: skip
    if row is None:
        raise MissionNotFound
    mission = row.group.mission
    opened = Opened([mission], ways=board_reach.sees_ways(viewer))
    steps = list(row.steps.select_related("by", "to"))
    shown = alarm_row(row, opened)
    called = {step.to_id for step in steps if step.what in CALLED}
    waited = (row.ended_at or now or timezone.now()) - row.since
    contacts = [
        contact_row(one, opened, called, waited)
        for one in _contacts(mission)
        if row.kind in CALLED_FOR[one.when] or one.id in called
    ]
    runs = board_reach.missions(viewer, Act.MISSION_WORK).filter(id=mission.id).exists()
    return AlarmPage(shown, tuple(_step(one, opened, mission) for one in steps), tuple(contacts), runs)


def escalation(viewer: Viewer, mission_id: UUID) -> EscalationPage:
    """The escalation list of a mission as it stands.

    Raises:
        NotAllowed, MissionNotFound: as ``alarm``.
    """
    policy.require(viewer, Act.MISSION_READ)
    mission = board_reach.missions(viewer).select_related("corridor").filter(id=mission_id).first()
    if mission is None:
        raise MissionNotFound
    opened = Opened([mission], ways=False)
    may_work = board_reach.missions(viewer, Act.MISSION_WORK).filter(id=mission_id).exists()
    return EscalationPage(
        mission_id=mission.id,
        mission=mission.code_name,
        contacts=tuple(contact_row(one, opened, set(), timedelta()) for one in _contacts(mission)),
        colleagues=tuple(colleagues_of(mission)) if may_work else (),
        may_work=may_work,
    )


def alarms_for(viewer: Viewer) -> list[AlarmRow]:
    """Open alarms that wait for this viewer: their own, and for who runs missions those of their teams' missions."""
    if viewer.user_id is None or Act.MISSION_READ not in viewer.acts:
        return []
    mine = Q(owner=viewer.user_id)
    if Act.MISSION_WORK in viewer.acts:
        mine |= Q(group__mission__team__in=policy.teams_for(viewer, Act.MISSION_WORK))
    reach = board_reach.in_reach(viewer, Act.MISSION_READ, "group__mission__")
    return alarm_rows(Alarm.objects.filter(reach & mine, ended_at=None), Opened([], ways=False))


def contact_row(row: EscalationContact, opened: Opened, called: set[UUID | None], waited: timedelta) -> ContactRow:
    return ContactRow(
        id=row.id,
        when=row.when,
        name=opened.words(row.mission, EscalationContact, row.id, "name_sealed", row.name_sealed),
        reach=opened.words(row.mission, EscalationContact, row.id, "reach_sealed", row.reach_sealed),
        after_minutes=row.after_minutes,
        colleague=row.staff_id is not None,
        called=row.id in called,
        due=row.id not in called and waited >= timedelta(minutes=row.after_minutes),
    )


def _contacts(mission: Mission) -> Iterable[EscalationContact]:
    rows = EscalationContact.objects.filter(mission=mission, removed_at=None).select_related("mission")
    return rows.order_by("after_minutes", "order")


def _step(step: AlarmStep, opened: Opened, mission: Mission) -> StepRow:
    to = step.to
    return StepRow(
        what=step.what,
        by=step.by.display_name if step.by else "",
        at=step.at,
        to=opened.words(mission, EscalationContact, to.id, "name_sealed", to.name_sealed) if to else "",
        note=opened.words(mission, AlarmStep, step.id, "note_sealed", step.note_sealed),
    )
