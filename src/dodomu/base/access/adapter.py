"""How allauth behaves here: no sign-up, no e-mail, factors sealed, the last factor stays where one is required."""

from __future__ import annotations

import base64
import time
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.actions.sealed_keys import is_sealed_passphrase
from dodomu.base.access.idle import begin
from dodomu.base.access.kept_forms import KEPT_PAGE, offered_before
from dodomu.base.access.lists import start_url
from dodomu.base.access.models import User
from dodomu.base.access.sealing import open_words, seal_words
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.settings import SecondFactor

PROOFS = AUTHENTICATION_METHODS_SESSION_KEY
TABLE, COLUMN = "mfa_authenticator", "secret"


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; nothing is ever mailed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The sign-in name or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing leaves by e-mail."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing leaves by e-mail."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened."""

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The usual checks; and the new password is not the one it replaces."""
        if user is not None and user.check_password(password):
            raise ValidationError(_("Choose a password that is not the present one."), code="same_as_current")
        if user is not None and is_sealed_passphrase(user.pk, password):
            raise ValidationError(_("This opens your sealed accounts. Choose another password."), code="is_sealed")
        return str(super().clean_password(password, user))

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has just signed in is not asked again at once: the first evening has questions enough."""
        latest = max((record["at"] for record in self.request.session.get(PROOFS, ())), default=0)
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """One who left learns no more than one who never was."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase:
        """In their own language, unless this browser has chosen one; where they wanted to go, else to a form that was
        kept for them, else to their start page.
        """
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        begin(request.session)
        target = response.headers.get("Location", "")
        if kept := offered_before(user, target):
            response = HttpResponseRedirect(reverse(KEPT_PAGE, args=[kept.id]))
        elif target == settings.LOGIN_REDIRECT_URL and (start := start_url(Viewer.of(user))):
            response = HttpResponseRedirect(start)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie sealed in the database, each under a key of its own."""

    def encrypt(self, text: str) -> str:
        row = new_id()
        sealed, key = seal_words(TABLE, row, COLUMN, text)
        return f"{row.hex}.{key.hex}.{base64.b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        row, key, sealed = encrypted_text.split(".")
        return str(open_words(TABLE, UUID(row), COLUMN, base64.b64decode(sealed), UUID(key)))

    def get_totp_label(self, user: User) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return "Dodomu"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor cannot be removed where one is required."""
        if settings.DODOMU.second_factor != SecondFactor.REQUIRED:
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=kinds).exclude(pk=authenticator.pk)
        return bool(others.exists())
