"""What may be chosen in the forms of evidence: code and word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.evidence.models import (
    About,
    Bears,
    ClaimSource,
    CopyKind,
    DisclosedFor,
    ExhibitKind,
    Fate,
    HoldWhy,
    Language,
    OpenedFor,
    Purpose,
    Removed,
    Way,
    WithheldWhy,
)
from dodomu.journey.evidence.queries.reach import seen_case

Choices = list[tuple[str, str]]


def _of(choices: Any, *without: str) -> Choices:
    return [(str(one.value), str(one.label)) for one in choices if one.value not in without]


def kinds() -> Choices:
    return _of(ExhibitKind)


def ways() -> Choices:
    return _of(Way)


def languages() -> Choices:
    return _of(Language)


def claims() -> Choices:
    return _of(About)


def sources() -> Choices:
    return _of(ClaimSource)


def copy_kinds() -> Choices:
    return _of(CopyKind)


def removed() -> Choices:
    return _of(Removed)


def opened_for() -> Choices:
    return _of(OpenedFor)


def bears() -> Choices:
    return _of(Bears)


def purposes() -> Choices:
    """Why an exhibit is handed over; taking in and coming back have acts of their own."""
    return _of(Purpose, Purpose.INTAKE, Purpose.BACK)


def hold_whys() -> Choices:
    return _of(HoldWhy)


def grounds() -> Choices:
    return _of(DisclosedFor)


def withheld_whys() -> Choices:
    return _of(WithheldWhy)


def fates() -> Choices:
    return _of(Fate)


def receivers(viewer: Viewer, case_id: UUID) -> list[tuple[UUID, str]]:
    """Colleagues who may take exhibits of this case, by name, without the viewer.

    Raises:
        OutOfReach: there is no such case within reach.
    """
    case = seen_case(viewer, case_id, Act.EVIDENCE_TAKE)
    return [(key, name) for key, name in colleagues_of(case, Act.EVIDENCE_TAKE) if key != viewer.user_id]
