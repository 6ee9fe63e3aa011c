"""The stage of the road where the work for one child is kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dodomu.base.access.form_about import About


class CasesConfig(AppConfig):
    name = "dodomu.journey.cases"
    label = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to earlier stages, and offer what entry composes."""
        from dodomu.base.access.form_about import register_gate
        from dodomu.base.contributions import when_asked
        from dodomu.base.events import when_told
        from dodomu.base.shred.offers import late

        register_gate(_require_living)
        when_told(f"{self.name}.jobs")
        post_migrate.connect(_after_migrate, sender=self)
        when_asked(_offer)
        late.add(_name_care)


def _after_migrate(**signal: Any) -> None:
    from dodomu.journey.cases import jobs

    jobs.after_migrate(**signal)


def _offer() -> None:
    from dodomu.base.contributions import register_subject_file
    from dodomu.journey.cases.queries.subject_file import subject_file
    from dodomu.journey.cases.web import (
        consent_contributed,
        contributed,
        request_contributed,
        sending_contributed,
        team,
    )

    contributed.register()
    consent_contributed.register()
    sending_contributed.register()
    request_contributed.register()
    register_subject_file(subject_file)
    team.register()


def _require_living(form: About) -> None:
    from dodomu.base.shred import require_living

    require_living(form)


def _name_care() -> None:
    from dodomu.base.shred import register_care_keys, register_care_names, register_care_tables, register_guard
    from dodomu.journey.cases.actions.shredding import care_keys, care_names, care_tables, object_to_shredding

    register_care_keys(care_keys)
    register_care_names(care_names)
    register_care_tables(care_tables)
    register_guard(object_to_shredding)
