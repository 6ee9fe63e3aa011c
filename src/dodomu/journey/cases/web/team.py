"""What cases tell those who oversee a team: how much everybody has, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dodomu.base import contributions
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Approval, LoadFigure
from dodomu.journey.cases import queries
from dodomu.journey.cases.queries import WorkerLoad

KINDS: dict[str, str | Promise] = {
    "closing": _("Closing a case"),
    "disclosure": _("Ending of a “never disclose” entry"),
    "interview": _("Asking a child a second time"),
    "sending": _("Sending without consent"),
}

COLUMNS = ("open", "critical", "high", "medium", "low", "overdue", "week")
OF_HARM = frozenset({"critical", "overdue"})


def register() -> None:
    contributions.register_team_load(team_load)
    contributions.register_approvals(approvals)


def team_load(viewer: Viewer) -> Iterator[LoadFigure]:
    """Open cases of each colleague by risk, those overdue and those due within a week."""
    if Act.CASE_ASSIGN not in viewer.acts:
        return
    for one in queries.load(viewer):
        yield from _figures(one)


def approvals(viewer: Viewer) -> Iterator[Approval]:
    """Closings, endings of warnings, second accounts and sendings that wait for a second person."""
    if Act.CASE_ASSIGN not in viewer.acts:
        return
    for one in queries.waiting_for_second(viewer):
        yield Approval(KINDS[one.kind], one.count, one.since, reverse("cases:case", args=[one.case_id]))


def _figures(one: WorkerLoad) -> Iterator[LoadFigure]:
    yield _figure(one, "open", _("Open cases"), one.total)
    for risk, label in queries.risks():
        yield _figure(one, risk, capfirst(label), one.by_risk.get(risk, 0), risk=risk)
    yield _figure(one, "overdue", _("Overdue"), one.overdue, due="overdue")
    yield _figure(one, "week", _("Due within a week or overdue"), one.week, due="week")


def _figure(one: WorkerLoad, code: str, label: str | Promise, count: int, **filters: str) -> LoadFigure:
    worker = str(one.worker_id) if one.worker_id else "none"
    url = f"{reverse('cases:list')}?{urlencode({'worker': worker, **filters})}" if count else ""
    tone = "harm" if count and code in OF_HARM else ""
    return LoadFigure(one.worker_id, one.name, code, label, COLUMNS.index(code), count, url, tone)
