"""The stage of the road where children arrive and are received."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "dodomu.journey.reception"
    label = "reception"
    verbose_name = _("Reception")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to missions, and offer what entry composes."""
        from dodomu.base.contributions import when_asked
        from dodomu.base.events import when_told
        from dodomu.base.shred.offers import late

        when_told(f"{self.name}.jobs")
        when_asked(_offer)
        late.add(_name_care)


def _offer() -> None:
    from dodomu.base.contributions import register_subject_file
    from dodomu.journey.reception.queries.subject_file import subject_file
    from dodomu.journey.reception.web import contributed

    contributed.register()
    register_subject_file(subject_file)


def _name_care() -> None:
    from dodomu.base.shred import register_care_tables, register_guard
    from dodomu.journey.reception.actions.shredding import care_tables, object_to_shredding

    register_care_tables(care_tables)
    register_guard(object_to_shredding)
