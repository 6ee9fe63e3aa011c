"""What stands in the way of sending: consent for the use, and who must never learn of the child."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from dodomu.base.access import restricted
from dodomu.base.access.viewer import Viewer

GIVEN, ABSENT, STOPPED = "given", "absent", "stopped"


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether the data of a person may be used for ``use``, and the consent that says so."""

    use: str
    state: str
    consent_id: UUID | None = None

    @property
    def given(self) -> bool:
        return self.state == GIVEN


def permission_for(person_id: UUID, use: str) -> Permission:
    """What consent says of this use now. No scope: whoever calls has checked who asks."""
    if restricted.is_stopped(person_id, use):
        return Permission(use, STOPPED)
    return Permission(use, ABSENT)


@dataclass(frozen=True, slots=True)
class NeverTell:
    """One entry of *never disclose to*, as far as this viewer may read it."""

    id: UUID
    whom: str = field(repr=False)
    why: str = field(repr=False)


def warnings_about(viewer: Viewer, person_id: UUID) -> list[NeverTell]:
    """Who must never learn of this child."""
    return []
