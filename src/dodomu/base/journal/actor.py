"""Who acts, as far as the journal wants to know."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """Anyone with a pseudonym; ``base.access.Viewer`` is one."""

    @property
    def pid(self) -> UUID:
        """Random, and told from a person only by the staff list."""
        ...
