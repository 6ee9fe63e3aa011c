"""Whether an account still lacks the second factor that this installation asks for."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from dodomu.base.access.models import User
from dodomu.base.settings import SecondFactor


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """A second factor is required here and this account has none yet."""
    if settings.DODOMU.second_factor != SecondFactor.REQUIRED or not isinstance(user, User):
        return False
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()
