"""The registry as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "dodomu.journey.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dodomu.base.contributions import when_asked
        from dodomu.base.events import when_told
        from dodomu.journey.registry import who_is_who

        who_is_who.register()
        when_told(f"{self.name}.jobs")
        when_asked(_offer)


def _offer() -> None:
    from dodomu.base.contributions import register_subject_file
    from dodomu.journey.registry import call_providers, providers
    from dodomu.journey.registry.queries.subject_file import subject_file
    from dodomu.journey.registry.web import contributed

    providers.register()
    call_providers.register()
    contributed.register()
    register_subject_file(subject_file)
