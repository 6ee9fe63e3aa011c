"""What may be chosen in forms of what is at work in a case."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import outcomes as outcome_looks
from dodomu.journey.cases.models import DocumentKind, Outcome, RefusedBy
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.cases.queries.reach import visible


def document_kinds() -> list[tuple[str, str]]:
    """Dated papers with a clock: code and word."""
    return [(kind.value, str(kind.label)) for kind in DocumentKind]


def outcomes() -> list[tuple[str, str]]:
    """How a case can end: code and word, in the order of the data."""
    return [(code, str(Outcome(code).label)) for code in outcome_looks.outcomes()]


def refusers() -> list[tuple[str, str]]:
    """Who can refuse: code and word."""
    return [(one.value, str(one.label)) for one in RefusedBy]


def owners(viewer: Viewer, case_id: UUID) -> list[tuple[UUID, str]]:
    """Colleagues to whom a task of this case can be given."""
    found = visible(viewer).filter(id=case_id).first()
    return colleagues_of(found) if found else []
