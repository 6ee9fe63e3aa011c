"""Which team and which colleague needs to know which person."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access.models import Assignment, Team, User
from dodomu.base.access.pseudonyms import pseudonym_of
from dodomu.base.access.refusals import has_left
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import append


@transaction.atomic
def assign(by: Viewer, subject: UUID, team: Team, user: User | None = None) -> Assignment:
    """Bring a person within reach of a team, and of one colleague in it when named.

    The calling stage has checked its own right (to open or hand over a case). An assignment that holds already is
    returned as it is.

    Raises:
        Refused: the colleague has left.
    """
    if user is not None and not user.is_active:
        raise has_left()
    holding = Assignment.objects.filter(subject=subject, team=team, user=user, until=None).first()
    if holding is not None:
        return holding
    assignment = Assignment.objects.create(subject=subject, team=team, user=user, assigned_by_id=by.user_id)
    codes = {"team": str(team.pk), "colleague": str(user.pid) if user else ""}
    append("person.assigned", by=by, subject=pseudonym_of(subject), codes=codes)
    return assignment


@transaction.atomic
def unassign(by: Viewer, assignment: Assignment) -> None:
    """Take a person out of reach again; ending what has ended changes nothing."""
    ended = Assignment.objects.filter(pk=assignment.pk, until=None).update(until=timezone.now(), ended_by=by.user_id)
    if ended:
        codes = {"team": str(assignment.team_id)}
        append("person.unassigned", by=by, subject=pseudonym_of(assignment.subject), codes=codes)
