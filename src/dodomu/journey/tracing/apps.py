"""The stage of the road where a child is recognised under another spelling."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TracingConfig(AppConfig):
    name = "dodomu.journey.tracing"
    label = "tracing"
    verbose_name = _("Tracing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the registry, search for all every night, and offer what entry composes."""
        from dodomu.base.contributions import when_asked
        from dodomu.base.events import when_told
        from dodomu.base.jobs.rounds import register_round

        when_told(f"{self.name}.jobs")
        register_round("tracing.nights", _every_night)
        when_asked(_offer)


def _every_night() -> None:
    from dodomu.journey.tracing import jobs

    jobs.every_night()


def _offer() -> None:
    from dodomu.base.contributions import register_subject_file
    from dodomu.journey.tracing.queries.subject_file import subject_file
    from dodomu.journey.tracing.web import contributed

    contributed.register()
    register_subject_file(subject_file)
