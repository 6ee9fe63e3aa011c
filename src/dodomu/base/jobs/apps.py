"""Jobs as a Django app, for the table of heartbeats."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "dodomu.base.jobs"
    label = "jobs"
