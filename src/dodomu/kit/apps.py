"""Django's name for this floor."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "dodomu.kit"
    label = "kit"
