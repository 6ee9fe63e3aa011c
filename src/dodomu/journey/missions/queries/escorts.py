"""The adults who may travel with children, and what each was checked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Team
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.escort_rules import CheckSaid
from dodomu.journey.missions.models import Escort, EscortCheck

ESCORT, CHECK = "missions_escort", "missions_escortcheck"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of one escort."""

    id: UUID
    kind: str
    outcome: str
    outcome_label: str
    checked_on: date
    valid_until: date | None
    note: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EscortRow:
    """One escort. ``checks``: the last check of each kind; ask ``escort_rules.eligible(row, on_day)``.

    ``born`` is None where it is not known; ``history`` is every check, the latest first.
    """

    id: UUID
    team_id: UUID
    team: str
    staff_id: UUID | None
    name: str = field(repr=False)
    reach: str = field(repr=False)
    note: str = field(repr=False)
    sex: str
    sex_label: str
    born: PartialDate | None = field(repr=False)
    medical: bool
    retired: bool
    retired_reason: str = field(repr=False)
    checks: Mapping[str, CheckSaid] = field(default_factory=dict)
    history: tuple[CheckRow, ...] = ()


def visible(viewer: Viewer, act: Act = Act.PLAN_READ) -> QuerySet[Escort]:
    """The escorts of the viewer's teams; of every team for a role that sees every child."""
    if policy.reach(viewer, act) is Reach.ALL:
        return Escort.objects.all()
    return Escort.objects.filter(team__in=policy.teams_for(viewer, act))


def escorts(viewer: Viewer, *, retired: bool = False) -> list[EscortRow]:
    """Escorts within reach by the day they were added; those who travel no more only when asked for.

    Raises:
        NotAllowed: the viewer reads no return plans.
    """
    policy.require(viewer, Act.PLAN_READ)
    found = visible(viewer) if retired else visible(viewer).filter(retired_at=None)
    return rows_of(list(found.select_related("team")))


def escort(viewer: Viewer, escort_id: UUID) -> EscortRow:
    """One escort with every check.

    Raises:
        NotAllowed: as ``escorts``. OutOfReach: there is none for this viewer.
    """
    policy.require(viewer, Act.PLAN_READ)
    found = visible(viewer).select_related("team").filter(id=escort_id).first()
    if found is None:
        raise policy.OutOfReach
    return rows_of([found])[0]


def rows_of(found: Collection[Escort]) -> list[EscortRow]:
    """These escorts with their checks, in two queries. No scope: callers check who asks."""
    opened = Opened({row.data_key_id for row in found})
    keys = {row.id: row.data_key_id for row in found}
    checks: dict[UUID, list[CheckRow]] = {}
    for row in EscortCheck.objects.filter(escort__in=keys).select_related("by"):
        note = opened.text(keys[row.escort_id], CHECK, row.id, "note_sealed", row.note_sealed)
        checks.setdefault(row.escort_id, []).append(_check(row, note))
    return [_row(row, opened, tuple(checks.get(row.id, ()))) for row in found]


def said_of(escort_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """What the rules ask of these escorts, without a word about them. No scope."""
    found = Escort.objects.filter(id__in=escort_ids).values_list("id", "medical", "retired_at")
    checks: dict[UUID, dict[str, CheckSaid]] = {}
    rows = EscortCheck.objects.filter(escort__in=escort_ids).order_by("at", "id")
    for escort_id, kind, outcome, checked_on, until in rows.values_list(
        "escort_id", "kind", "outcome", "checked_on", "valid_until"
    ):
        checks.setdefault(escort_id, {})[kind] = CheckSaid(kind, outcome, checked_on, until)
    return {key: Standing(checks.get(key, {}), medical, retired is not None) for key, medical, retired in found}


@dataclass(frozen=True, slots=True)
class Standing:
    """Codes and days only, for ``eligible``."""

    checks: Mapping[str, CheckSaid]
    medical: bool
    retired: bool


def teams_to_add_to(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The teams to which the viewer can add an escort, by name."""
    mine = policy.teams_for(viewer, Act.PLAN_WORK)
    return list(Team.objects.filter(Q(id__in=mine)).order_by("name").values_list("id", "name"))


def _check(row: EscortCheck, note: str) -> CheckRow:
    return CheckRow(
        id=row.id,
        kind=row.kind,
        outcome=row.outcome,
        outcome_label=str(row.get_outcome_display()),
        checked_on=row.checked_on,
        valid_until=row.valid_until,
        note=note,
        by=row.by.display_name,
        at=row.at,
    )


def _row(row: Escort, opened: Opened, history: tuple[CheckRow, ...]) -> EscortRow:
    def text(column: str) -> str:
        return opened.text(row.data_key_id, ESCORT, row.id, column, getattr(row, column))

    born = text("born_sealed") if row.born_sealed is not None else ""
    last = {one.kind: CheckSaid(one.kind, one.outcome, one.checked_on, one.valid_until) for one in reversed(history)}
    return EscortRow(
        id=row.id,
        team_id=row.team_id,
        team=row.team.name,
        staff_id=row.staff_id,
        name=text("name_sealed"),
        reach=text("reach_sealed"),
        note=text("note_sealed"),
        sex=row.sex,
        sex_label=str(row.get_sex_display()),
        born=_day(born),
        medical=row.medical,
        retired=row.retired_at is not None,
        retired_reason=text("retired_reason_sealed"),
        checks=last,
        history=history,
    )


def _day(edtf: str) -> PartialDate | None:
    """The birth date; None where none is written down, or its key was destroyed."""
    try:
        return PartialDate.from_edtf(edtf) if edtf else None
    except ValueError:
        return None
