"""What is due next in a case, written down with every act, so that lists of thousands can be sorted by it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from dodomu.journey.cases import clocks
from dodomu.journey.cases.clock_rules import rules_digest
from dodomu.journey.cases.models import Case, Flag, NextDue, Task, TaskState
from dodomu.journey.cases.queries.recorded import recorded


def refresh(*cases: Case) -> None:
    """Write the next due time of these cases anew."""
    now = timezone.now()
    found = recorded(cases)
    for case in cases:
        running = [clock for clock in clocks.compute(found[case.id], now) if clock.is_open]
        dues = [(clock.due_at, clock.code) for clock in running if clock.due_at]
        tasks = Task.objects.filter(case=case, state=TaskState.OPEN).values_list("due_at", flat=True)
        flags = Flag.objects.filter(case=case, cleared_at=None).values_list("due_at", flat=True)
        dues += [(at, "task") for at in tasks] + [(at, "flag") for at in flags]
        due_at, what = min(dues, default=(None, ""))
        values = {"due_at": due_at, "what": what, "rules": rules_digest()}
        NextDue.objects.update_or_create(case=case, defaults=values)


def refresh_outdated() -> int:
    """After the rules have changed: write the due times of open cases anew; how many there were."""
    outdated = Case.objects.filter(closed_at=None).exclude(next_due__rules=rules_digest())
    return _each(outdated.iterator())


def _each(cases: Iterable[Case]) -> int:
    count = 0
    for case in cases:
        refresh(case)
        count += 1
    return count
