"""What cases put on a child's page: number, axes and worker at its head, and their part of the history."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Change, ChildHead, HeadContact, HeadStatus
from dodomu.journey.cases.axes import AXIS_LABELS
from dodomu.journey.cases.queries.at_a_glance import AxisNow, CaseGlance, case_at_a_glance
from dodomu.journey.cases.queries.case_changes import CaseChange, case_changes
from dodomu.journey.cases.web.tables import status_of
from dodomu.kit.dates import reading

LANES = {"whereabouts": "whereabouts", "legal": "legal", "return": "road", "recovery": "recovery"}
"""The lane of the life-line to which each axis belongs."""


def register() -> None:
    contributions.register_child_head(head)
    contributions.register_changes(changes)


def head(viewer: Viewer, person_id: UUID) -> ChildHead | None:
    """Number, the four axes, who works on it."""
    case = case_at_a_glance(viewer, person_id)
    if case is None:
        return None
    url = reverse("cases:case", args=[case.id])
    return ChildHead(
        number=f"№{case.number}",
        number_url=url,
        statuses=tuple(_status(now, url) for now in case.axes),
        contacts=(_contact(case, url),),
    )


def _status(now: AxisNow, url: str) -> HeadStatus:
    status = status_of(now.value)
    since = _("since %(since)s") % {"since": reading(now.since, brief=True)} if now.since else ""
    verified: str | Promise = now.verification.label if now.verification else ""
    return HeadStatus(
        AXIS_LABELS[now.axis], status.word, status.tone, status.icon, note=verified or since, url=f"{url}#{now.axis}"
    )


def _contact(case: CaseGlance, url: str) -> HeadContact:
    label = _("Was responsible") if case.closed else _("Responsible")
    link = reverse("office:member", args=[case.worker_id]) if case.worker_id and case.may_see_staff else url
    return HeadContact(label, case.worker or _("nobody yet"), case.team, url=link)


def changes(viewer: Viewer, person_id: UUID) -> Iterator[Change]:
    """Steps on the axes and what happened to the case."""
    for row in case_changes(viewer, person_id):
        yield _change(row)


def _change(row: CaseChange) -> Change:
    number = _("Case №%(number)s") % {"number": row.case_number}
    what: str | Promise = f"{number}: {row.label}" if row.label else AXIS_LABELS[row.axis]
    old = str(row.old.label) if row.old else ""
    new = str(row.new.label) if row.new else row.detail
    return Change(
        row.at,
        row.by,
        what,
        old,
        new,
        row.reason,
        LANES.get(row.axis, "work"),
        url=reverse("cases:case", args=[row.case_id]),
    )
