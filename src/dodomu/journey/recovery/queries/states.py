"""What the forms of recovery can change, so that two people on one record see each other (decision 13)."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import State
from dodomu.journey.recovery.models import Action
from dodomu.journey.recovery.queries.reach import visible


def action_state(viewer: Viewer, action_id: UUID) -> State:
    """For the form that changes an action."""
    return action_of(Action.objects.get(id=action_id, goal__plan__in=visible(viewer)))


def action_of(action: Action) -> State:
    """The same of a row that an act holds; its caller has checked the right."""
    values = {"owner": str(action.owner_id or ""), "day": action.due_on.isoformat()}
    last = action.changes.select_related("by").first()
    return State(f"action:{action.id}", values, last.by.display_name if last else "", last.at if last else action.at)
