"""What requests about data, the review of what is kept and its destruction add to pages that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import ChildSection, WorkItem
from dodomu.journey.cases import queries
from dodomu.journey.cases.queries.destructions import for_second
from dodomu.journey.cases.queries.retention import due_count

MANY_ANSWERS = ngettext_lazy("%(count)s request about data", "%(count)s requests about data", "count")
MANY_RELEASES = ngettext_lazy("%(count)s compiled file waits", "%(count)s compiled files wait", "count")


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_child_sections(sections)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Deadlines of the law, files to release, facts to correct, receivers to tell, data to destroy, records to review."""
    yield from _answers(viewer)
    for row in queries.waiting_for_release(viewer):
        yield WorkItem(
            code="request.second",
            title=_("Request №%(number)s: read and release the compiled file") % {"number": row.number},
            url=reverse("cases:request", args=[row.id]),
            due_at=row.due_at,
            act=_("read and release"),
            many=MANY_RELEASES,
            many_url=f"{reverse('cases:requests')}?state=compiled",
        )
    for number, fact_id, since in queries.to_correct(viewer):
        yield WorkItem(
            code="request.correct",
            title=_("Request №%(number)s: a fact is said to be wrong") % {"number": number},
            url=reverse("registry:fact_correct", args=[fact_id]),
            note=_("Correct it, or tell the data protection officer why it stays."),
            since=since,
            act=_("look at it"),
        )
    for row in queries.to_tell(viewer):
        yield WorkItem(
            code="request.tell",
            title=_("Request №%(number)s: tell who received the wrong value") % {"number": row.number},
            url=reverse("cases:request", args=[row.id]),
            act=_("tell them"),
        )
    for one in for_second(viewer):
        yield WorkItem(
            code="case.destruction_second",
            title=_("Case №%(number)s: its care data are to be destroyed, second person") % {"number": one.case_number},
            url=reverse("cases:answer_destruction", args=[one.case_id, one.id]),
            note=one.why_label,
            since=one.at,
            act=_("read and answer"),
        )
    if due := due_count(viewer):
        yield WorkItem(
            code="retention.review",
            title=ngettext("%(count)s record is due for review", "%(count)s records are due for review", due)
            % {"count": due},
            url=reverse("cases:retention"),
            act=_("review"),
        )


def _answers(viewer: Viewer) -> Iterator[WorkItem]:
    if Act.DATA_REQUEST_WORK not in viewer.acts:
        return
    for row in queries.requests(viewer, {"state": "open"}):
        yield WorkItem(
            code="request.answer",
            title=_("Request №%(number)s: answer it") % {"number": row.number},
            url=reverse("cases:request", args=[row.id]),
            note=row.kind_label,
            due_at=row.due_at,
            act=_("answer"),
            many=MANY_ANSWERS,
            many_url=f"{reverse('cases:requests')}?state=waiting",
        )


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """The way to record what somebody asks about the child's data."""
    if not policy.may(viewer, Act.DATA_REQUEST_WORK, subject=person_id):
        return
    url = f"{reverse('cases:new_request')}?person={person_id}"
    yield ChildSection(
        id="data-requests",
        title=_("Requests about the child's data"),
        icon="shield",
        order=90,
        links=((_("Record that somebody asks for the file, or to correct a fact"), url),),
    )
