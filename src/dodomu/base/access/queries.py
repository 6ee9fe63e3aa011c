"""Reading staff, rights, emergencies and sessions, always as somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.models import (
    AlarmSeen,
    Assignment,
    BreakGlass,
    CompartmentGrant,
    RoleGrant,
    Team,
    User,
)
from dodomu.base.access.policy import OutOfReach, may, require
from dodomu.base.access.sealing import open_words
from dodomu.base.access.viewer import Viewer, in_force
from dodomu.base.keys import KeyDestroyed


def staff(viewer: Viewer) -> QuerySet[User]:
    """Everybody who works or worked here, with the roles they hold now as ``held_now``.

    Raises:
        NotAllowed: the viewer may not see the staff.
    """
    require(viewer, Act.STAFF_SEE)
    held = RoleGrant.objects.filter(in_force(timezone.now())).select_related("team")
    return User.objects.order_by("-is_active", "display_name").prefetch_related(
        Prefetch("role_grants", queryset=held, to_attr="held_now")
    )


def member(viewer: Viewer, user_id: UUID) -> User:
    """One member of staff.

    Raises:
        NotAllowed: the viewer may not see the staff. OutOfReach: there is nobody of that id.
    """
    require(viewer, Act.STAFF_SEE)
    found = User.objects.filter(pk=user_id).first()
    if found is None:
        raise OutOfReach
    return found


def colleagues(viewer: Viewer, *, team_id: UUID | None = None) -> QuerySet[User]:
    """Those who work here now, to choose from when work is handed over.

    Raises:
        NotAllowed: the viewer may neither see the staff nor give cases away.
    """
    if not may(viewer, Act.STAFF_SEE) and not may(viewer, Act.CASE_ASSIGN):
        require(viewer, Act.CASE_WORK)
    found = User.objects.filter(is_active=True).order_by("display_name")
    if team_id is None:
        return found
    in_team = RoleGrant.objects.filter(in_force(timezone.now()), user=OuterRef("pk"), team=team_id)
    return found.filter(Exists(in_team))


def role_history(viewer: Viewer, user: User) -> QuerySet[RoleGrant]:
    """Every role this person was ever granted, the newest first."""
    _own_or(viewer, user, Act.STAFF_SEE)
    return user.role_grants.select_related("team", "granted_by", "ended_by").order_by("-since")


def compartment_history(viewer: Viewer, user: User) -> QuerySet[CompartmentGrant]:
    """Every compartment that was opened to this person by name, the newest first."""
    _own_or(viewer, user, Act.STAFF_SEE)
    return user.compartment_grants.select_related("granted_by", "ended_by").order_by("-since")


def role_grant(viewer: Viewer, user: User, grant_id: UUID) -> RoleGrant:
    """One granted role of this person.

    Raises:
        OutOfReach: there is none of that id.
    """
    found = role_history(viewer, user).filter(pk=grant_id).first()
    if found is None:
        raise OutOfReach
    return found


def compartment_grant(viewer: Viewer, user: User, grant_id: UUID) -> CompartmentGrant:
    """One compartment opened to this person by name.

    Raises:
        OutOfReach: there is none of that id.
    """
    found = compartment_history(viewer, user).filter(pk=grant_id).first()
    if found is None:
        raise OutOfReach
    return found


def teams(viewer: Viewer) -> QuerySet[Team]:
    """All teams; names of teams are no secret among staff."""
    require(viewer, Act.OWN_ACCOUNT)
    return Team.objects.order_by("name")


@dataclass(frozen=True, slots=True)
class TeamWithMembers:
    """A team and who holds a role in it now."""

    id: UUID
    name: str
    members: tuple[str, ...]


def teams_with_members(viewer: Viewer) -> list[TeamWithMembers]:
    """All teams with their people, by name.

    Raises:
        NotAllowed: the viewer may not see the staff.
    """
    require(viewer, Act.STAFF_SEE)
    held = RoleGrant.objects.filter(in_force(timezone.now()), user__is_active=True).select_related("user")
    found = Team.objects.order_by("name").prefetch_related(Prefetch("role_grants", queryset=held, to_attr="held_now"))
    return [
        TeamWithMembers(team.pk, team.name, tuple(sorted({grant.user.display_name for grant in team.held_now})))
        for team in found
    ]


def named_assignments(viewer: Viewer, user: User) -> int:
    """How many persons are assigned to this colleague by name."""
    _own_or(viewer, user, Act.STAFF_SEE)
    return Assignment.objects.filter(user=user, until=None).count()


def names_behind(viewer: Viewer, pids: Iterable[UUID]) -> dict[UUID, str]:
    """The names behind pseudonyms of staff; empty for those who may not know, save one's own."""
    wanted = set(pids)
    if not may(viewer, Act.PSEUDONYM_RESOLVE):
        return {viewer.pid: viewer.display_name} if viewer.pid in wanted else {}
    return dict(User.objects.filter(pid__in=wanted).values_list("pid", "display_name"))


def _own_or(viewer: Viewer, user: User, act: Act) -> None:
    if viewer.user_id != user.pk:
        require(viewer, act)


@dataclass(frozen=True, slots=True)
class Emergency:
    """One emergency opening as a page shows it. ``reason`` is empty where its key was destroyed."""

    row: BreakGlass
    who: str
    reason: str
    running: bool
    ends: datetime
    seen_by_me: bool
    mine: bool


def emergencies(viewer: Viewer, *, limit: int = 100, subjects: Collection[UUID] | None = None) -> list[Emergency]:
    """One's own emergency openings; for those who see alarms, everybody's. The newest first.

    ``subjects``: only those of these persons.
    """
    require(viewer, Act.OWN_ACCOUNT)
    wanted = Q() if may(viewer, Act.ALARM_SEE) else Q(user=viewer.user_id)
    if subjects is not None:
        wanted &= Q(subject__in=subjects)
    seen = AlarmSeen.objects.filter(emergency=OuterRef("pk"), user=viewer.user_id)
    rows = BreakGlass.objects.filter(wanted).select_related("user").annotate(seen_by_me=Exists(seen))[:limit]
    now = timezone.now()
    return [
        Emergency(
            row=row,
            who=row.user.display_name,
            reason=_reason(row),
            running=row.ended_at is None and row.until > now,
            ends=row.ended_at or row.until,
            seen_by_me=row.seen_by_me,
            mine=row.user_id == viewer.user_id,
        )
        for row in rows
    ]


def emergency(viewer: Viewer, emergency_id: UUID) -> BreakGlass:
    """One emergency opening: one's own, or any for those who see alarms.

    Raises:
        OutOfReach: there is none within reach.
    """
    wanted = Q() if may(viewer, Act.ALARM_SEE) else Q(user=viewer.user_id)
    found = BreakGlass.objects.filter(wanted, pk=emergency_id).first()
    if found is None:
        raise OutOfReach
    return found


def unseen_alarms(viewer: Viewer) -> int:
    """How many alarms wait for this viewer to look at them."""
    return _unseen(viewer).count()


def unseen_since(viewer: Viewer) -> list[datetime]:
    """When the emergencies began whose alarms wait for this viewer."""
    return list(_unseen(viewer).values_list("since", flat=True))


def _unseen(viewer: Viewer) -> QuerySet[BreakGlass]:
    if not may(viewer, Act.ALARM_SEE):
        return BreakGlass.objects.none()
    seen = AlarmSeen.objects.filter(emergency=OuterRef("pk"), user=viewer.user_id)
    others = BreakGlass.objects.all() if viewer.alone else BreakGlass.objects.exclude(user=viewer.user_id)
    return others.filter(~Exists(seen))


def sessions(viewer: Viewer) -> list[UserSession]:
    """One's own open sessions, the newest first."""
    require(viewer, Act.OWN_ACCOUNT)
    user = User.objects.get(pk=viewer.staff_id)
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.last_seen_at, reverse=True)


def _reason(row: BreakGlass) -> str:
    try:
        return str(open_words("access_breakglass", row.id, "reason_sealed", row.reason_sealed, row.data_key))
    except KeyDestroyed:
        return ""
