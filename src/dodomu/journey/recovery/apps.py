"""The stage of the road after the arrival: care plan, follow-up, closure."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecoveryConfig(AppConfig):
    name = "dodomu.journey.recovery"
    label = "recovery"
    verbose_name = _("Recovery")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer what entry composes."""
        from dodomu.base.contributions import when_asked

        when_asked(_offer)


def _offer() -> None:
    from dodomu.journey.recovery.web import contributed

    contributed.register()
