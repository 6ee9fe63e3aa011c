"""What cases add to pages that are not theirs: work, the life-line, the search, and the case a child still lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import MissingItem, SearchHit, TimelineEvent, WorkItem
from dodomu.journey.cases import queries
from dodomu.journey.cases.axes import AXIS_LABELS
from dodomu.journey.cases.queries import Happening
from dodomu.journey.cases.web import at_work_contributed, on_child_page
from dodomu.journey.cases.web.look import sentence_of

NUMBER = re.compile(r"\s*(?:№|#|no\.?|case|справа)?\s*№?\s*(\d{1,9})\s*", re.IGNORECASE)
SHARES = {"critical": 1.0, "high": 0.85, "medium": 1.0, "low": 0.6}
"""How much of the harm of its kind a case without a worker does, by risk."""
URGENT = frozenset({"critical", "high"})

MANY_PROPOSALS = ngettext_lazy("%(count)s proposal in a case", "%(count)s proposals in cases", "count")
MANY_WITHOUT_CASE = ngettext_lazy(
    "%(count)s child was reported and has no case", "%(count)s children were reported and have no case", "count"
)
MANY_UNOWNED = ngettext_lazy("Nobody works on %(count)s case", "Nobody works on %(count)s cases", "count")


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_search(search)
    contributions.register_missing(missing)
    on_child_page.register()
    at_work_contributed.register()


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Proposals this viewer may answer, cases nobody works on, and children for whom nobody has opened one."""
    for row in queries.waiting_proposals(viewer):
        yield WorkItem(
            code="case.proposal",
            title=_("Case №%(number)s: answer a proposal") % {"number": row.case_number},
            url=reverse("cases:answer", args=[row.case_id, row.id]),
            note=sentence_of(row),
            since=row.proposed_at,
            act=_("answer"),
            many=MANY_PROPOSALS,
        )
    # The address is made once: a thousand of them, which fold into one line, would take longer than all the rest.
    nowhere = UUID(int=0)
    hand_over = reverse("cases:hand_over", args=[nowhere])
    for case in queries.cases_without_worker(viewer):
        yield WorkItem(
            code="case.unowned_urgent" if case.risk in URGENT else "case.unowned",
            title=_("Case №%(number)s: nobody works on it") % {"number": case.number},
            url=hand_over.replace(str(nowhere), str(case.id)),
            note=case.team,
            since=case.opened_at,
            share=SHARES[case.risk],
            act=_("give to somebody"),
            many=MANY_UNOWNED,
            many_url=f"{reverse('cases:list')}?worker=none",
        )
    for person_id, since in queries.children_without_case(viewer).items():
        yield WorkItem(
            code="case.to_open",
            title=_("A child was reported and has no case"),
            url=reverse("registry:child", args=[person_id]),
            since=since,
            act=_("look and open a case"),
            many=MANY_WITHOUT_CASE,
        )


def timeline(viewer: Viewer, person_id: UUID) -> list[TimelineEvent]:
    """Steps on the four axes and what happened to the case."""
    return [_event(one) for one in queries.happenings(viewer, person_id)]


def _event(one: Happening) -> TimelineEvent:
    url = reverse("cases:case", args=[one.case_id])
    number = _("Case №%(number)s") % {"number": one.case_number}
    if one.value is None:
        return TimelineEvent(one.at, f"{number}: {one.label}", icon="case", tone="neutral", url=url, lane="work")
    title = f"{AXIS_LABELS[one.value.axis]}: {one.value.label}"
    return TimelineEvent(
        one.at,
        title,
        icon=one.value.icon,
        tone=one.value.tone,
        source=number,
        url=url,
        lane=on_child_page.LANES.get(one.value.axis, "work"),
        edtf=one.since,
    )


def search(viewer: Viewer, text: str) -> list[SearchHit]:
    """A case by its number, however it is written: 4127, №4127, case 4127."""
    read = NUMBER.fullmatch(text)
    row = queries.by_number(viewer, int(read[1])) if read else None
    if row is None or (viewer.use and restricted.is_stopped(row.person_id, viewer.use)):
        return []
    name = row.name.full if row.name else _("Name not known")
    title = _("Case №%(number)s") % {"number": row.number}
    url = reverse("cases:case", args=[row.id])
    return [SearchHit(title, url, note=name, reasons=(_("the case number is equal"),), score=1.0, kind=_("case"))]


def missing(viewer: Viewer, person_id: UUID) -> list[MissingItem]:
    """The case of a child: a way to it where it is open, a way to open one where there is none."""
    existing = queries.open_case_of(viewer, person_id)
    if existing:
        return [MissingItem(_("A case is open"), done=True, url=reverse("cases:case", args=[existing]))]
    if not policy.may(viewer, Act.CASE_OPEN, subject=person_id):
        return []
    url = f"{reverse('cases:open')}?person={person_id}"
    return [MissingItem(_("No case is open for this child"), note=_("Open one so that a team takes over."), url=url)]
