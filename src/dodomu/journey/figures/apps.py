"""Counts that expose no child, and the published figures of others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "dodomu.journey.figures"
    label = "figures"
    verbose_name = _("Figures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the codes of its journal entries mean."""
        from dodomu.base.contributions import when_asked

        when_asked(_offer)


def _offer() -> None:
    from dodomu.base.contributions import register_journal_values
    from dodomu.journey.figures.words import LINES, SERIES

    register_journal_values("series", SERIES)
    register_journal_values("source", LINES)
