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
        from dodomu.base.shred.offers import late

        when_asked(_offer)
        late.add(_name_keys)


def _offer() -> None:
    from dodomu.journey.recovery.web import contributed

    contributed.register()


def _name_keys() -> None:
    from dodomu.base.shred import register_care_keys
    from dodomu.journey.recovery.actions.shredding import care_keys

    register_care_keys(care_keys)
