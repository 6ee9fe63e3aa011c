"""One's own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator

from dodomu.base.access import queries as access
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.office.queries.browsers import browser_in_words
from dodomu.journey.office.queries.staff import role_in_words


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One place where one is signed in."""

    id: int
    browser: str
    address: str
    since: datetime
    last_seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What the page of one's own account shows."""

    user: User
    roles: tuple[str, ...]
    sessions: tuple[SessionLine, ...]
    has_app: bool
    passkeys: int
    passkeys_offered: bool
    recovery_codes_left: int

    @property
    def protected(self) -> bool:
        return self.has_app or self.passkeys > 0


def account_page(viewer: Viewer, session_key: str) -> AccountPage:
    """The viewer's own account; ``session_key`` tells which session is the present one."""
    user = User.objects.get(pk=viewer.staff_id)
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return AccountPage(
        user=user,
        roles=tuple(role_in_words(grant) for grant in access.role_history(viewer, user) if grant.until is None),
        sessions=tuple(
            SessionLine(
                id=one.pk,
                browser=browser_in_words(one.user_agent),
                address=one.ip,
                since=one.created_at,
                last_seen=one.last_seen_at,
                current=one.session_key == session_key,
            )
            for one in access.sessions(viewer)
        ),
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        passkeys_offered="webauthn" in mfa.SUPPORTED_TYPES,
        recovery_codes_left=_codes_left(user),
    )


def _codes_left(user: User) -> int:
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(found.wrap().get_unused_codes()) if found else 0
