"""What the forms of a case can change, as it stands now, so that two people never overwrite each other unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import Addition, State
from dodomu.journey.cases.axes import axis_values
from dodomu.journey.cases.models import AxisEntry, Case, CaseEvent
from dodomu.journey.cases.queries.reach import visible
from dodomu.kit.dates import reading

What = CaseEvent.What


def risk_state(viewer: Viewer, case_id: UUID) -> State:
    """For the form of the risk level."""
    return risk_of(visible(viewer).get(id=case_id))


def hands_state(viewer: Viewer, case_id: UUID) -> State:
    """For the form that gives a case to somebody."""
    return hands_of(visible(viewer).get(id=case_id))


def axis_state(viewer: Viewer, case_id: UUID, axis: str) -> State:
    """For the forms of one axis: what was recorded on it and withdrawn from it."""
    return axis_of(visible(viewer).get(id=case_id), axis)


def risk_of(case: Case) -> State:
    """The same of a row that an act holds; its caller has checked the right."""
    who = _last(case, (What.RISK_CHANGED, What.OPENED))
    return State(f"case:{case.id}:risk", {"risk": case.risk}, *who)


def hands_of(case: Case) -> State:
    who = _last(case, (What.REASSIGNED, What.WORKER_LEFT, What.OPENED))
    values = {"team": str(case.team_id), "worker": str(case.worker_id or "")}
    return State(f"case:{case.id}:hands", values, *who)


def axis_of(case: Case, axis: str) -> State:
    entries = AxisEntry.objects.filter(case=case, axis=axis).select_related("by", "withdrawal__by").order_by("at", "id")
    additions = [one for entry in entries for one in _additions(entry)]
    return State(f"case:{case.id}:axis:{axis}", additions=tuple(additions))


def _additions(entry: AxisEntry) -> list[Addition]:
    words = {"value": axis_values()[entry.axis, entry.value].label, "since": reading(entry.since)}
    stated = gettext("%(value)s, since %(since)s") % words
    found = [Addition(str(entry.id), stated, entry.by.display_name, entry.at)]
    withdrawal = getattr(entry, "withdrawal", None)
    if withdrawal:
        text = gettext("Withdrawn: %(step)s") % {"step": stated}
        found.append(Addition(str(withdrawal.id), text, withdrawal.by.display_name, withdrawal.at))
    return found


def _last(case: Case, kinds: Sequence[What]) -> tuple[str, datetime]:
    """Who made it what it is, and when."""
    event = CaseEvent.objects.filter(case=case, what__in=kinds).select_related("by").first()
    return (event.by.display_name if event.by else "", event.at) if event else ("", case.opened_at)
