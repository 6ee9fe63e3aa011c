"""Signing in and out, passwords and second factors leave a leaf in the journal."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import append


def note(kind: str, user: User | None, **codes: str) -> None:
    """One leaf about an account, by the account itself or, where nobody is known yet, by the door."""
    by = Viewer.of(user) if user else Viewer.system("door")
    with transaction.atomic():
        append(kind, by=by, subject=user.pid if user else None, codes=dict(codes))


@receiver(user_logged_in)
def signed_in(sender: object, user: object, **rest: Any) -> None:
    if isinstance(user, User):
        note("session.begun", user)


@receiver(user_logged_out)
def signed_out(sender: object, user: object, **rest: Any) -> None:
    if isinstance(user, User):
        note("session.left", user)


@receiver(user_login_failed)
def sign_in_failed(sender: object, **rest: Any) -> None:
    """The name that was typed is not noted: people type their password into it."""
    note("session.refused", None)


@receiver(password_changed)
def chose_password(sender: object, user: User, **rest: Any) -> None:
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        note("password.changed", user)


@receiver(authenticator_added)
def added_factor(sender: object, user: User, authenticator: Any, **rest: Any) -> None:
    note("factor.added", user, factor=str(authenticator.type))


@receiver(authenticator_removed)
def removed_factor(sender: object, user: User, authenticator: Any, **rest: Any) -> None:
    note("factor.removed", user, factor=str(authenticator.type))


@receiver(authenticator_reset)
def renewed_codes(sender: object, user: User, authenticator: Any, **rest: Any) -> None:
    note("factor.renewed", user, factor=str(authenticator.type))
