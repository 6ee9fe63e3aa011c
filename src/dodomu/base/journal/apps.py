"""The journal application."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The append-only record of acts."""

    name = "dodomu.base.journal"
    label = "journal"
    verbose_name = "Journal"
