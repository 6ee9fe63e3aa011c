"""How often a passphrase or a share may be typed wrong: counted as sign-in counts (``ACCOUNT_RATE_LIMITS``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allauth.core import ratelimit
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.refusals import Refused

Answer = TypeVar("Answer")
ACTION = "sealed_failed"
COUNTED = frozenset(
    {"wrong_passphrase", "share_mistyped", "wrong_share", "other_shares", "too_few_shares", "is_the_password"}
)


def require_tries(request: HttpRequest) -> None:
    """Pass in silence while there are tries left.

    Raises:
        Refused: five were wrong within five minutes.
    """
    if not ratelimit.consume(request, action=ACTION, user=request.user, dry_run=True):
        raise Refused("too_many_tries", _("Too many attempts. Wait five minutes, then try again."))


def count_wrong(request: HttpRequest, refused: Refused) -> None:
    """Count a refusal that was a guess."""
    if refused.code in COUNTED:
        ratelimit.consume(request, action=ACTION, user=request.user)


def attempt(request: HttpRequest, form: BaseForm, act: Callable[[], Answer]) -> Answer | None:
    """What the act answers, or None and its refusal in the form; a wrong guess is counted."""
    try:
        require_tries(request)
        return act()
    except Refused as refused:
        count_wrong(request, refused)
        form.add_error(None, str(refused.sentence))
        return None
