"""Who needs to know this child: the assignments a case writes, and ends again."""

from __future__ import annotations

from django.utils import timezone

from dodomu.base.access.actions import assign, unassign
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case, NeedToKnow
from dodomu.journey.registry.queries import linking


def renew(by: Viewer, case: Case) -> None:
    """Make the case's assignments say what the case says: its child, under every id in use, its team, its worker.

    After a join the child is known by another id as well; the one the case was opened for is kept, so that undoing the
    join takes nothing from the team; so are those of the child's other cases, which stay visible to all teams concerned. A
    closed case is still known to its team. Assignments that other cases rest on are left alone.

    Parameters:
        by: whose act this follows from; an assignment says who began and who ended it.
    """
    parts = linking.parts_of(case.person_id)
    others = Case.objects.filter(person_id__in=parts).values_list("person_id", flat=True)
    wanted = {case.person_id, linking.current_person(case.person_id), *others}
    for need in case.needs_to_know.filter(until__isnull=True).select_related("assignment"):
        held = need.assignment
        fits = held.team_id == case.team_id and held.user_id == case.worker_id and held.until is None
        if fits and held.subject in wanted:
            wanted.discard(held.subject)
        else:
            _end(by, need)
    for subject in sorted(wanted):
        assignment = assign(by, subject, case.team, case.worker)
        NeedToKnow.objects.create(case=case, assignment=assignment)


def _end(by: Viewer, need: NeedToKnow) -> None:
    NeedToKnow.objects.filter(id=need.id).update(until=timezone.now())
    if not NeedToKnow.objects.filter(assignment_id=need.assignment_id, until__isnull=True).exists():
        unassign(by, need.assignment)
