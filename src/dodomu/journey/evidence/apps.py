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
        """Offer what entry composes, and have the journal stamped where authorities of time are named."""
        from dodomu.base.contributions import when_asked
        from dodomu.base.jobs.rounds import register_round
        from dodomu.base.shred.offers import late

        when_asked(_offer)
        late.add(_guard)
        register_round("evidence.stamps", _look_for_stamps)


def _look_for_stamps() -> None:
    from dodomu.journey.evidence import jobs

    jobs.look_for_stamps()


def _offer() -> None:
    from dodomu.base.contributions import register_subject_file
    from dodomu.journey.evidence import words
    from dodomu.journey.evidence.queries.subject_file import subject_file
    from dodomu.journey.evidence.web import contributed

    register_subject_file(subject_file)
    words.register()
    contributed.register()


def _guard() -> None:
    from dodomu.base.shred import register_care_tables, register_guard
    from dodomu.journey.evidence.actions.guarding import object_to_shredding, tables_that_stay

    register_care_tables(tables_that_stay)
    register_guard(object_to_shredding)
