"""Access on request: the children it is about by their case number, the history of one child, what waits as work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access import policy, requested
from dodomu.base.access import queries as access
from dodomu.base.access.acts import Act
from dodomu.base.access.requested import RequestRow
from dodomu.base.access.same_person import every_id_of
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem
from dodomu.journey.cases import queries as cases
from dodomu.journey.registry.queries import current_person


@dataclass(frozen=True, slots=True)
class ChildLink:
    """A child by the number of its case; without a name, for these lists open in front of others."""

    number: int | None
    url: str


@dataclass(frozen=True, slots=True)
class LookedIn:
    """One line of a child's access history: a request, or an emergency opening."""

    at: datetime
    who: str
    request: RequestRow | None
    emergency: str
    until: datetime | None
    running: bool
    reason: str = field(default="", repr=False)


def children_of(viewer: Viewer, rows: Iterable[RequestRow]) -> dict[UUID, ChildLink]:
    """The child of each request, where the viewer may open its page."""
    found = {}
    for subject in {row.subject for row in rows}:
        now = current_person(subject)
        if not policy.may(viewer, Act.PERSON_READ, subject=now):
            continue
        case_id = cases.open_case_of(viewer, now) if Act.CASE_READ in viewer.acts else None
        number = cases.case(viewer, case_id).row.number if case_id else None
        found[subject] = ChildLink(number, reverse("registry:child", args=[now]))
    return found


def history_of(viewer: Viewer, person_id: UUID) -> list[LookedIn]:
    """Requests and emergency openings of one child, the latest first; others' only for those who watch over them.

    Raises:
        NotAllowed, OutOfReach: the viewer may not open this child's page.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    asked = [
        LookedIn(row.at, row.who, row, "", row.ended_at or row.until, row.running)
        for row in requested.access_history(viewer, person_id)
    ]
    broken = [
        LookedIn(one.row.since, one.who, None, str(one.row.get_why_display()), one.ends, one.running, one.reason)
        for one in access.emergencies(viewer, subjects=every_id_of([person_id]))
    ]
    return sorted([*asked, *broken], key=lambda line: line.at, reverse=True)


def access_work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Requests that wait for this viewer's answer."""
    for row in requested.waiting_requests(viewer):
        yield WorkItem(
            code="access.request",
            title=_("%(who)s asks to see: %(what)s") % {"who": row.who, "what": row.compartment_label},
            url=reverse("office:answer_access", args=[row.id]),
            act=_("answer"),
            since=row.at,
        )
