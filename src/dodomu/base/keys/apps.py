"""The keys application."""

from __future__ import annotations

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Wrapped keys of the organisation and of everything it keeps."""

    name = "dodomu.base.keys"
    label = "keys"
    verbose_name = "Keys"
