"""An invented installation that backups are taken of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from dodomu.base.access.models import User
from dodomu.base.vault.models import Original

ROOT = bytes(range(32))
PASSPHRASE = "willow heron lantern"
CANARY = "Zoriana Canary-Vyhadana"
TABLE, COLUMN = "registry_fact", "value"
Empty = Callable[[], AbstractContextManager[None]]
"""Points the default connection at a database without tables."""


@dataclass
class Installation:
    """An invented installation with one sealed name, one kept original and a few leaves."""

    home: Path
    identity: Path
    recipient: str
    recovery_key: str
    original: Original
    key_id: UUID
    row: UUID
    sealed: bytes
    officer: User
