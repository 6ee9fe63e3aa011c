"""The stage that keeps evidence: exhibits, who had them in hand, legal holds, disclosure."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class EvidenceConfig(AppConfig):
    name = "dodomu.journey.evidence"
    label = "evidence"
    verbose_name = pgettext_lazy("stage", "Evidence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer what entry composes."""
        from dodomu.base.contributions import when_asked

        when_asked(_offer)


def _offer() -> None:
    from dodomu.journey.evidence import words
    from dodomu.journey.evidence.web import contributed

    words.register()
    contributed.register()
