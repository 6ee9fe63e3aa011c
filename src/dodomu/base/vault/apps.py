"""The vault application."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Encrypted originals."""

    name = "dodomu.base.vault"
    label = "vault"
    verbose_name = "Vault"
