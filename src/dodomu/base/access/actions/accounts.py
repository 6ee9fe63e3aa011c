"""Accounts and their sessions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import Act
from dodomu.base.access.models import RoleGrant, User
from dodomu.base.access.models.people import Language
from dodomu.base.access.policy import require
from dodomu.base.access.refusals import Refused, has_left, own_rights
from dodomu.base.access.roles import FIRST_ADMINISTRATOR
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.locks import serialise
from dodomu.base.journal import append

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0, 1: a one-time password is read out over the telephone."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A new account and the password that is shown once."""

    user: User
    password: str = field(repr=False)


def one_time_password() -> str:
    """Sixteen letters in groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def create_first_administrator(username: str, display_name: str, password: str, *, language: str = "uk") -> User:
    """Make the one person of a new installation, with the roles of ``roles.FIRST_ADMINISTRATOR``.

    Raises:
        Refused: there is staff already (``code`` "not_first").
        django.core.exceptions.ValidationError: the sign-in name or the password is not acceptable.
    """
    serialise("first-administrator")
    if User.objects.exists():
        raise Refused("not_first", _("This installation has staff already."))
    user = User(
        username=username.strip().casefold(),
        display_name=display_name.strip(),
        language=language,
        by_installation=True,
        must_change_password=False,
    )
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    by = Viewer.system("init")
    append("staff.added", by=by, subject=user.pid)
    for role in FIRST_ADMINISTRATOR:
        RoleGrant.objects.create(user=user, role=role.code, by_installation=True)
        append("role.granted", by=by, subject=user.pid, codes={"role": role.code})
    return user


@transaction.atomic
def add_user(by: Viewer, username: str, display_name: str, *, language: str = Language.UKRAINIAN) -> NewAccount:
    """Add a member of staff without any right yet; the returned password must be changed at the first sign-in.

    Raises:
        NotAllowed: ``by`` may not manage staff.
        django.core.exceptions.ValidationError: a field is not acceptable, or the sign-in name is taken.
    """
    require(by, Act.STAFF_MANAGE)
    password = one_time_password()
    user = User(
        username=username.strip().casefold(),
        display_name=display_name.strip(),
        language=language,
        created_by_id=by.user_id,
    )
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    append("staff.added", by=by, subject=user.pid)
    return NewAccount(user, password)


@transaction.atomic
def new_one_time_password(by: Viewer, user: User) -> str:
    """Replace a forgotten password; every session of the account ends, its second factor stays.

    Raises:
        NotAllowed: ``by`` may not manage staff.
        Refused: one's own account (change the password there), or one who left.
    """
    require(by, Act.STAFF_MANAGE)
    if by.user_id == user.pk:
        raise own_rights()
    if not user.is_active:
        raise has_left()
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    append("password.replaced", by=by, subject=user.pid)
    return password


@transaction.atomic
def set_language(by: Viewer, language: str) -> None:
    """Keep the language the person works in.

    Raises:
        NotAllowed: not a member of staff.
        ValueError: a language the interface does not have.
    """
    require(by, Act.OWN_ACCOUNT)
    User.objects.filter(pk=by.staff_id).update(language=Language(language))


@transaction.atomic
def end_session(by: Viewer, session_id: int) -> None:
    """End one of the person's own sessions; one that is not theirs or is over already is passed over in silence."""
    require(by, Act.OWN_ACCOUNT)
    for session in UserSession.objects.filter(pk=session_id, user_id=by.user_id):
        session.end()
        append("session.ended", by=by, subject=by.pid)


def end_sessions(user: User) -> int:
    """End every session of an account at once; how many there were."""
    sessions = list(UserSession.objects.filter(user_id=user.pk))
    for session in sessions:
        session.end()
    return len(sessions)
