"""The stage that keeps evidence: exhibits, who had them in hand, legal holds, disclosure."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "dodomu.journey.evidence"
    label = "evidence"
    verbose_name = _("Evidence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer what entry composes."""
        from dodomu.base.contributions import when_asked

        when_asked(_offer)


def _offer() -> None:
    from dodomu.journey.evidence import words

    words.register()
