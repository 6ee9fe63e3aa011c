"""What consent, the child's own view and interviews add to pages of others: dated things, in codes and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import ChildView, Consent, ConsentState, Interview, InterviewState
from dodomu.journey.cases.queries.consents import stopped_or_ending
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import KYIV, today

SOON = timedelta(days=14)
"""How long before its end a consent asks to be renewed (the horizon of ``consent.ends`` in the table of work)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing with its day. ``kind``: ``consent``, ``view`` or ``interview``; ``word`` what it is, ``tone`` its colour."""

    id: UUID
    kind: str
    case_id: UUID
    at: datetime
    recorded_at: datetime
    by: str
    label: str
    word: str
    code: str
    edtf: str
    second: str = ""


def dated(viewer: Viewer, person_id: UUID) -> list[Dated]:
    """Everything of these kinds in the cases of one person that the viewer sees."""
    if Act.CASE_READ not in viewer.acts and person_id not in viewer.broken_glass:
        return []
    cases = visible(viewer).filter(person_id__in=linking.parts_of(person_id))
    consents = Consent.objects.filter(case__in=cases).select_related("by")
    views = ChildView.objects.filter(case__in=cases).select_related("by")
    interviews = Interview.objects.filter(case__in=cases).select_related("by", "second")
    return [*map(_consent, consents), *map(_view, views), *map(_interview, interviews)]


def stopped_labels(viewer: Viewer, person_id: UUID) -> list[str]:
    """The uses of this person's data that are stopped, in words, for everybody who may open the page."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    found = restricted.stopped_uses(person_id)
    return [str(use.label) for use in Use if use.value in found]


@dataclass(frozen=True, slots=True)
class Ending:
    """A consent that runs out soon; by the number of its case, no name."""

    consent_id: UUID
    case_id: UUID
    number: int
    use_label: str
    ends: datetime


def consents_ending(viewer: Viewer) -> list[Ending]:
    """Consents of open cases the viewer works on that run out within two weeks and that no other outlasts."""
    if Act.CASE_WORK not in viewer.acts:
        return []
    reached = visible(viewer, Act.CASE_WORK).filter(closed_at__isnull=True)
    found = Consent.objects.filter(case__in=reached, replaced_by=None, state=ConsentState.GIVEN)
    soon = found.filter(valid_until__gte=today(), valid_until__lte=today() + SOON).select_related("case")
    return [
        Ending(row.id, row.case_id, row.case.number, str(row.get_use_display()), ends)
        for row in soon
        if (ends := stopped_or_ending(row)) is not None
    ]


def _noon(day: date, recorded: datetime) -> datetime:
    return min(datetime.combine(day, time(12), KYIV).astimezone(UTC), recorded)


def _consent(row: Consent) -> Dated:
    return Dated(
        id=row.id,
        kind="consent",
        case_id=row.case_id,
        at=_noon(row.said_on, row.at),
        recorded_at=row.at,
        by=row.by.display_name,
        label=str(row.get_use_display()),
        word=str(row.get_state_display()),
        code=row.state,
        edtf=row.said_on.isoformat(),
    )


def _view(row: ChildView) -> Dated:
    return Dated(
        id=row.id,
        kind="view",
        case_id=row.case_id,
        at=_noon(row.on_earliest, row.at),
        recorded_at=row.at,
        by=row.by.display_name,
        label="",
        word=str(row.get_how_display()),
        code=row.how,
        edtf=row.on_edtf,
    )


def _interview(row: Interview) -> Dated:
    day = row.held_on or row.on
    ahead = row.state in (InterviewState.PLANNED, InterviewState.WAITING)
    return Dated(
        id=row.id,
        kind="interview",
        case_id=row.case_id,
        at=datetime.combine(day, time(12), KYIV).astimezone(UTC) if ahead else _noon(day, row.settled_at or row.at),
        recorded_at=row.at,
        by=row.by.display_name,
        label=str(row.get_kind_display()),
        word=str(row.get_state_display()),
        code=row.state,
        edtf=day.isoformat(),
        second=row.second.display_name if row.second else "",
    )
