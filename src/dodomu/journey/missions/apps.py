"""The stage of the road where the way home is planned and travelled."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "dodomu.journey.missions"
    label = "missions"
    verbose_name = _("Missions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch the clock, listen to earlier stages, and offer what entry composes."""
        from dodomu.base.contributions import when_asked
        from dodomu.base.events import when_told
        from dodomu.base.jobs.rounds import register_round
        from dodomu.base.shred.offers import late

        when_told(f"{self.name}.jobs")
        register_round("missions.alarms", _look_out)
        when_asked(_offer)
        late.add(_name_care)


def _look_out() -> None:
    from dodomu.journey.missions import jobs

    jobs.look_out()


def _offer() -> None:
    from dodomu.journey.missions.web import (
        board_contributed,
        corridor_contributed,
        missions_contributed,
        plan_contributed,
    )

    board_contributed.register()
    corridor_contributed.register()
    missions_contributed.register()
    plan_contributed.register()


def _name_care() -> None:
    from dodomu.base.shred import register_care_tables, register_guard
    from dodomu.journey.missions.actions.shredding import care_tables, object_to_shredding

    register_care_tables(care_tables)
    register_guard(object_to_shredding)
