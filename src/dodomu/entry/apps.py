"""The entry floor as a Django app, for its templates."""

from __future__ import annotations

from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "dodomu.entry"
    label = "entry"
