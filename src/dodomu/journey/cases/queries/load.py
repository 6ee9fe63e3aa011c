"""How much everybody has to do, for those who give cases away: counts only, in a few queries whatever the numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.clock_rules import KYIV, end_of
from dodomu.journey.cases.models import Closing, DisclosureEnding, Interview, Sending
from dodomu.journey.cases.queries.choices import workers
from dodomu.journey.cases.queries.reach import visible

WEEK = timedelta(days=7)


@dataclass(slots=True)
class WorkerLoad:
    """Open cases of one worker (None: nobody's). ``week`` counts what is due to the end of the seventh day, ``overdue``
    included, as the filter of the list does.
    """

    worker_id: UUID | None
    name: str
    by_risk: dict[str, int] = field(default_factory=dict)
    overdue: int = 0
    week: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_risk.values())


@dataclass(frozen=True, slots=True)
class WaitingSecond:
    """Acts of one kind that wait for a second person, since when the longest, and in which case that is."""

    kind: str
    count: int
    since: datetime
    case_id: UUID


def load(viewer: Viewer) -> list[WorkerLoad]:
    """The load of everybody who works cases within reach, those with none included, and of nobody.

    Raises:
        NotAllowed: the viewer gives no cases away.
    """
    policy.require(viewer, Act.CASE_ASSIGN)
    now = timezone.now()
    week = end_of(now.astimezone(KYIV).date() + WEEK)
    reached = visible(viewer, Act.CASE_ASSIGN).filter(closed_at__isnull=True).order_by()
    found = {worker_id: WorkerLoad(worker_id, name) for worker_id, name in _within_reach(viewer)}
    counted = reached.values_list("worker_id", "worker__display_name", "risk").annotate(
        number=Count("id"),
        late=Count("id", filter=Q(next_due__due_at__lte=now)),
        soon=Count("id", filter=Q(next_due__due_at__lte=week)),
    )
    for worker_id, name, risk, number, late, soon in counted:
        one = found.setdefault(worker_id, WorkerLoad(worker_id, name or ""))
        one.by_risk[risk] = number
        one.overdue += late
        one.week += soon
    return list(found.values())


def waiting_for_second(viewer: Viewer) -> list[WaitingSecond]:
    """What was asked in cases within reach and waits for a second person, by kind."""
    policy.require(viewer, Act.CASE_ASSIGN)
    reached = visible(viewer, Act.CASE_ASSIGN)
    found = []
    for kind, query, case in _SECONDS:
        waiting = query(reached).order_by("at")
        counted = waiting.aggregate(number=Count("pk"), since=Min("at"))
        if counted["number"]:
            case_id = waiting.values_list(case, flat=True)[0]
            found.append(WaitingSecond(kind, counted["number"], counted["since"], case_id))
    return found


_SECONDS: tuple[tuple[str, Callable[[Any], QuerySet[Any]], str], ...] = (
    ("closing", lambda cases: Closing.objects.filter(state="waiting", case__in=cases), "case"),
    (
        "disclosure",
        lambda cases: DisclosureEnding.objects.filter(state="waiting", entry__case__in=cases),
        "entry__case",
    ),
    ("interview", lambda cases: Interview.objects.filter(state="waiting", case__in=cases), "case"),
    ("sending", lambda cases: Sending.objects.filter(state="waiting", case__in=cases), "case"),
)
"""What needs a second person in a case: a word for it, the rows that wait, the column of the case."""


def _within_reach(viewer: Viewer) -> list[tuple[UUID, str]]:
    everywhere = policy.reach(viewer, Act.CASE_ASSIGN) is Reach.ALL
    teams = policy.teams_for(viewer, Act.CASE_ASSIGN)
    return [(key, name) for key, name, held in workers() if everywhere or held & teams]
