"""The Django app that holds staff, teams and their rights."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "dodomu.base.access"
    label = "access"
    verbose_name = _("Staff and rights")

    def ready(self) -> None:
        from dodomu.base.access import sign_in_journal  # noqa: F401  (connects its receivers)
