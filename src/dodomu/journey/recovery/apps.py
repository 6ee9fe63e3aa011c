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
        """Listen to cases, and offer what entry composes."""
        from dodomu.base.contributions import when_asked
        from dodomu.base.events import when_told
        from dodomu.base.shred.offers import late

        when_told(f"{self.name}.jobs")
        when_asked(_offer)
        late.add(_name_care)


def _offer() -> None:
    from dodomu.journey.recovery.web import contributed

    contributed.register()


def _name_care() -> None:
    from dodomu.base.shred import register_care_keys, register_care_tables, register_guard
    from dodomu.journey.recovery.actions.shredding import care_keys, care_tables, object_to_shredding

    register_care_keys(care_keys)
    register_care_tables(care_tables)
    register_guard(object_to_shredding)
