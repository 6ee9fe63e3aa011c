"""The journal application."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The append-only record of acts."""

    name = "dodomu.base.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        """Map the cases every day, and ask the witnesses where there are any."""
        from dodomu.base.jobs.rounds import register_round

        register_round("journal.maps", _map_cases)
        register_round("journal.witnesses", _ask_witnesses)


def _map_cases() -> None:
    from dodomu.base.journal import jobs

    jobs.every_day()


def _ask_witnesses() -> None:
    from dodomu.base.journal import jobs

    jobs.every_hour()
