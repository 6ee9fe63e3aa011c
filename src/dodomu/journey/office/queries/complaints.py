"""Complaints about staff: who may read which, and what they say.

A complaint goes outside the team: it is shown to nobody whom it is about, and to nobody who holds a role in a team of
that person (or in the team that it names).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import RoleGrant, Team, User
from dodomu.base.access.roles import ROLES
from dodomu.base.access.viewer import Viewer, in_force
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.office.complaint_terms import due_at
from dodomu.journey.office.models import Complaint, ComplaintState, ComplaintStep

TABLE, STEPS = "office_complaint", "office_complaintstep"


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One complaint in a list: no word of what it says."""

    id: UUID
    number: int
    teller_label: str
    urgent: bool
    state: str
    state_label: str
    outcome_label: str
    at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    outcome: str
    note: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """All that one complaint says. ``about``: the colleague it names, where that is known; ``who``: in the teller's words."""

    row: ComplaintRow
    words: str = field(repr=False)
    who: str = field(repr=False)
    reach: str = field(repr=False)
    about: str
    team: str
    by: str
    receipt: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever holds the receipt is told: how far it is, never what it says."""

    number: int
    state: str
    state_label: str
    at: datetime
    answered_at: datetime | None


def complaints(viewer: Viewer) -> list[ComplaintRow]:
    """The complaints this viewer may answer, the latest first.

    Raises:
        NotAllowed: the viewer answers no complaints.
    """
    policy.require(viewer, Act.COMPLAINT_HANDLE)
    return [_row(one) for one in _readable(viewer, Complaint.objects.all())]


def complaint(viewer: Viewer, complaint_id: UUID) -> ComplaintPage:
    """One complaint with everything done about it.

    Raises:
        NotAllowed: the viewer answers no complaints. OutOfReach: there is none, or it is about the viewer or their team.
    """
    found = readable(viewer, complaint_id)
    steps = tuple(found.steps.select_related("by"))
    opened = Opened({found.data_key_id})

    def words(column: str) -> str:
        return opened.text(found.data_key_id, TABLE, found.id, column, getattr(found, column))

    return ComplaintPage(
        row=_row(found),
        words=words("words_sealed"),
        who=words("who_sealed"),
        reach=words("reach_sealed"),
        about=found.about.display_name if found.about else "",
        team=found.about_team.name if found.about_team else "",
        by=found.by.display_name,
        receipt=found.receipt,
        steps=tuple(_step(found, step, opened) for step in steps),
    )


def readable(viewer: Viewer, complaint_id: UUID) -> Complaint:
    """The row itself, for acts of this stage. Raises as ``complaint``."""
    policy.require(viewer, Act.COMPLAINT_HANDLE)
    rows = Complaint.objects.filter(id=complaint_id).select_related("about", "about_team", "by")
    found = next(iter(_readable(viewer, rows)), None)
    if found is None:
        raise policy.OutOfReach
    return found


def waiting(viewer: Viewer) -> list[ComplaintRow]:
    """What is not answered yet, for my work."""
    if Act.COMPLAINT_HANDLE not in viewer.acts:
        return []
    return [_row(one) for one in _readable(viewer, Complaint.objects.exclude(state=ComplaintState.ENDED))]


def receipt(viewer: Viewer, code: str) -> Receipt | None:
    """How far the complaint with this receipt is, for anybody who works here and is asked by who complained."""
    policy.require(viewer, Act.COMPLAINT_RECORD)
    found = Complaint.objects.filter(receipt=code.strip().upper().replace(" ", "")).first()
    if found is None:
        return None
    ended = found.steps.filter(what=ComplaintStep.What.ENDED).first() if found.state == ComplaintState.ENDED else None
    return Receipt(found.number, found.state, str(found.get_state_display()), found.at, ended.at if ended else None)


def has_reader(about_id: UUID | None, team_id: UUID | None) -> bool:
    """Whether anybody who works here could read a complaint about this colleague or team."""
    handlers = [role.code for role in ROLES if Act.COMPLAINT_HANDLE in role.acts]
    grants = RoleGrant.objects.filter(in_force(timezone.now()), role__in=handlers)
    teams = _teams_of(about_id) | ({team_id} if team_id else set())
    readers = set(grants.values_list("user_id", flat=True)) - {about_id}
    return bool(readers - _members(teams))


def colleagues() -> list[tuple[UUID, str]]:
    """Whom a complaint can name: everybody who works or worked here. Names alone, for a form."""
    return [(one.id, one.display_name) for one in User.objects.order_by("display_name")]


def teams() -> list[tuple[UUID, str]]:
    return [(one.id, one.name) for one in Team.objects.order_by("name")]


def _readable(viewer: Viewer, rows: Iterable[Complaint]) -> list[Complaint]:
    found, listed = [], list(rows)
    held = _held_in_teams({one.about_id for one in listed if one.about_id})
    for one in listed:
        then = {team for team, stand in held.get(one.about_id, ()) if stand.at(one.at) or stand.at(timezone.now())}
        concerned = then | ({one.about_team_id} if one.about_team_id else set())
        if one.about_id != viewer.user_id and not (concerned & viewer.team_ids):
            found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    """How long somebody holds a role in a team; the same limits as ``in_force``."""

    since: datetime
    until: datetime | None

    def at(self, when: datetime) -> bool:
        return self.since <= when and (self.until is None or self.until > when)


def _held_in_teams(user_ids: set[UUID]) -> dict[UUID | None, list[tuple[UUID, _Held]]]:
    """In which teams these colleagues hold or held roles, read once for a whole list."""
    found: dict[UUID | None, list[tuple[UUID, _Held]]] = defaultdict(list)
    grants = RoleGrant.objects.filter(user__in=user_ids, team__isnull=False)
    for user_id, team_id, since, until in grants.values_list("user_id", "team_id", "since", "until"):
        if team_id is not None:
            found[user_id].append((team_id, _Held(since, until)))
    return found


def _teams_of(user_id: UUID | None) -> set[UUID]:
    """The teams of the colleague today."""
    now = timezone.now()
    held = _held_in_teams({user_id}) if user_id else {}
    return {team for team, stand in held.get(user_id, ()) if stand.at(now)}


def _members(teams: set[UUID]) -> set[UUID]:
    grants = RoleGrant.objects.filter(in_force(timezone.now()), team__in=teams) if teams else RoleGrant.objects.none()
    return set(grants.values_list("user_id", flat=True))


def _row(one: Complaint) -> ComplaintRow:
    due = None
    if one.state != ComplaintState.ENDED:
        due = due_at("take" if one.state == ComplaintState.NEW else "answer", one.at, urgent=one.urgent)
    return ComplaintRow(
        id=one.id,
        number=one.number,
        teller_label=str(one.get_teller_display()),
        urgent=one.urgent,
        state=one.state,
        state_label=str(one.get_state_display()),
        outcome_label=str(one.get_outcome_display()) if one.outcome else "",
        at=one.at,
        due_at=due,
    )


def _step(found: Complaint, step: ComplaintStep, opened: Opened) -> Step:
    return Step(
        label=str(step.get_what_display()),
        outcome=str(step.get_outcome_display()) if step.outcome else "",
        note=opened.text(found.data_key_id, STEPS, step.id, "note_sealed", step.note_sealed),
        by=step.by.display_name,
        at=step.at,
    )
