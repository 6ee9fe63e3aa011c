"""The one who asks: a member of staff as the rules see them, fixed for the length of a request."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import User
from dodomu.base.access.models.requests import Answer
from dodomu.base.access.roles import BY_CODE, Role, System
from dodomu.base.access.same_person import every_id_of
from dodomu.base.journal.actor import system_pid


def in_force(now: datetime) -> Q:
    """Dated rows that hold at ``now``."""
    return Q(since__lte=now) & (Q(until=None) | Q(until__gt=now))


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as it was granted: in one team, or in the whole organisation (``team_id`` None)."""

    code: str
    team_id: UUID | None = None

    @property
    def role(self) -> type[Role]:
        return System if self.code == System.code else BY_CODE[self.code]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and with which rights. Everything that reads or writes takes one.

    Attributes:
        user_id: the account; None for the installation itself and for nobody.
        pid: the random pseudonym that stands in journal leaves.
        held: the roles with the team each was granted in.
        granted_compartments: those granted to this person by name, beyond what the roles open.
        broken_glass: persons opened in an emergency that is still running, under every id of theirs.
        opened: compartments of single children that were granted on request and are still open, under every id.
        alone: this installation has one member of staff, so that nobody can confirm.
        use: what this reading is for, where it is for one use only (``uses.Use``); empty for the ordinary work.
    """

    user_id: UUID | None
    pid: UUID
    display_name: str = field(default="", repr=False)
    held: frozenset[HeldRole] = frozenset()
    granted_compartments: frozenset[Compartment] = frozenset()
    broken_glass: frozenset[UUID] = frozenset()
    opened: frozenset[tuple[UUID, Compartment]] = frozenset()
    alone: bool = False
    use: str = ""

    @property
    def role_codes(self) -> frozenset[str]:
        return frozenset(held.code for held in self.held)

    @property
    def acts(self) -> frozenset[Act]:
        return frozenset[Act]().union(*(held.role.acts for held in self.held))

    @property
    def team_ids(self) -> frozenset[UUID]:
        return frozenset(held.team_id for held in self.held if held.team_id)

    @property
    def compartments(self) -> frozenset[Compartment]:
        return self.granted_compartments.union(*(held.role.compartments for held in self.held))

    @property
    def staff_id(self) -> UUID:
        """The account, for acts that only a member of staff can do.

        Raises:
            PermissionDenied: the installation itself or nobody.
        """
        if self.user_id is None:
            raise PermissionDenied("Only a member of staff can do this.")
        return self.user_id

    @property
    def is_somebody(self) -> bool:
        """A member of staff or the installation itself, not a passer-by."""
        return bool(self.held) or self.user_id is not None

    @classmethod
    def of(cls, user: User) -> Viewer:
        """The viewer a member of staff is at this moment; one who left holds nothing."""
        now = timezone.now()
        if not user.is_active:
            return cls(user_id=user.pk, pid=user.pid, display_name=user.display_name)
        found = _rights_of(user, now)
        return cls(
            user_id=user.pk,
            pid=user.pid,
            display_name=user.display_name,
            held=frozenset(HeldRole(role, team) for role, team in found["role"] if role in BY_CODE),
            granted_compartments=frozenset(Compartment(code) for code, _what in found["compartment"]),
            broken_glass=every_id_of(subject for _code, subject in found["broken glass"] if subject),
            opened=frozenset(
                (person_id, Compartment(code))
                for code, subject in found["opened"]
                for person_id in every_id_of([subject] if subject else [])
            ),
            alone=len(found["staff"]) == 1,
        )

    @classmethod
    def nobody(cls) -> Viewer:
        """A passer-by, who may do nothing."""
        return cls(user_id=None, pid=UUID(int=0))

    @classmethod
    def system(cls, name: str) -> Viewer:
        """Scheduled work of the installation itself; ``name`` tells its parts apart in the journal."""
        return cls(
            user_id=None,
            pid=system_pid(name),
            display_name=name,
            held=frozenset({HeldRole(System.code)}),
        )


_RIGHTS = """
SELECT 'role' AS kind, role AS code, CAST(team_id AS varchar(36)) AS what FROM access_rolegrant
    WHERE user_id = %s AND since <= %s AND (until IS NULL OR until > %s)
UNION ALL SELECT 'compartment', compartment, NULL FROM access_compartmentgrant
    WHERE user_id = %s AND since <= %s AND (until IS NULL OR until > %s)
UNION ALL SELECT 'broken glass', '', CAST(subject AS varchar(36)) FROM access_breakglass
    WHERE user_id = %s AND since <= %s AND (until IS NULL OR until > %s) AND ended_at IS NULL
UNION ALL SELECT 'opened', compartment, CAST(subject AS varchar(36)) FROM access_accessrequest
    WHERE user_id = %s AND answer = %s AND until > %s AND ended_at IS NULL
UNION ALL SELECT kind, code, what FROM (
    SELECT 'staff' AS kind, '' AS code, NULL AS what FROM access_user WHERE is_active LIMIT 2
) AS staff
"""


def _rights_of(user: User, now: datetime) -> defaultdict[str, list[tuple[str, UUID | None]]]:
    """All that somebody holds, ``(code, what)`` by kind; of the staff at most two lines, for whether one works alone.

    One statement, written out: every request of every page asks it first, and five queries put together anew would be
    its largest part.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    who = user.pk if connection.features.has_native_uuid_field else user.pk.hex
    found: defaultdict[str, list[tuple[str, UUID | None]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, [*(who, moment, moment) * 3, who, Answer.GRANTED.value, moment])
        for kind, code, what in cursor.fetchall():
            found[kind].append((code, UUID(what) if what else None))
    return found
