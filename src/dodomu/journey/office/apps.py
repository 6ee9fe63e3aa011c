"""The Django app of the office."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "dodomu.journey.office"
    label = "office"
    verbose_name = _("Office")

    def ready(self) -> None:
        from dodomu.base.contributions import when_asked

        when_asked(_offer)


def _offer() -> None:
    from dodomu.base.contributions import register_subject_file, register_work_items
    from dodomu.journey.office.queries.access import access_work_items
    from dodomu.journey.office.queries.access_log import access_log
    from dodomu.journey.office.queries.alarms import alarm_work_items
    from dodomu.journey.office.queries.complaint_work import complaint_work_items
    from dodomu.journey.office.queries.kept import kept_work_items
    from dodomu.journey.office.queries.share_work import share_work_items

    register_work_items(alarm_work_items)
    register_work_items(kept_work_items)
    register_work_items(access_work_items)
    register_work_items(complaint_work_items)
    register_work_items(share_work_items)
    register_subject_file(access_log)
