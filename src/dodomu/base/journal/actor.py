"""Who acts, as far as the journal wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid5


class Actor(Protocol):
    """Anyone with a pseudonym; ``base.access.Viewer`` is one."""

    @property
    def pid(self) -> UUID:
        """Random, and told from a person only by the staff list."""
        ...


def system_pid(name: str) -> UUID:
    """The pseudonym of a part of the installation that acts by itself, the same in every installation."""
    return uuid5(NAMESPACE_URL, f"dodomu:system:{name}")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the installation as the one who acts, for this floor's own leaves."""

    pid: UUID


JOURNAL = Part(system_pid("journal"))
