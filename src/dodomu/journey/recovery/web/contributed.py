"""What recovery adds to pages that are not its own: my work, the life-line, a child's page, the page of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import (
    ChildHead,
    ChildSection,
    HeadWarning,
    MissingItem,
    SectionLine,
    TimelineEvent,
    WorkItem,
)
from dodomu.journey.cases.clock_rules import end_of
from dodomu.journey.cases.queries import open_case_of
from dodomu.journey.recovery import queries
from dodomu.journey.recovery.web.words import SAFETY, SAFETY_ICONS, due_status, safety_status, visit_words
from dodomu.kit.dates import KYIV

MANY_VISITS = ngettext_lazy("%(count)s visit", "%(count)s visits", "count")
MANY_ACTIONS = ngettext_lazy("%(count)s action of care plans", "%(count)s actions of care plans", "count")
MANY_PLANS = ngettext_lazy("%(count)s child without a care plan", "%(count)s children without a care plan", "count")


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_child_head(head)
    contributions.register_child_sections(sections)
    contributions.register_missing(missing)
    contributions.register_case_lines(case_lines)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Children in danger or unseen, visits, actions, closings to confirm, children without a plan."""
    yield from _unsafe(viewer)
    for row in queries.visits_due(viewer):
        number = {"number": row.case_number, "what": visit_words(row.code)}
        yield WorkItem(
            code="recovery.visit_due",
            title=_("Case №%(number)s: %(what)s") % number,
            url=reverse("recovery:visit", args=[row.plan_id, row.id]),
            due_at=end_of(row.due_on),
            act=_("record the visit"),
            many=MANY_VISITS,
            many_url=f"{reverse('recovery:list')}?due=week",
        )
    for one in queries.actions_due(viewer):
        yield WorkItem(
            code="recovery.action_due",
            title=_("Case №%(number)s: an action of the care plan") % {"number": one.case_number},
            url=reverse("recovery:action", args=[one.plan_id, one.id]),
            note=one.text,
            due_at=end_of(one.due_on),
            act=_("open it"),
            many=MANY_ACTIONS,
            many_url=reverse("recovery:list"),
        )
    yield from _plans(viewer)


def _unsafe(viewer: Viewer) -> Iterator[WorkItem]:
    words = {
        "danger": _("Case №%(number)s: the child is in danger"),
        "concern": _("Case №%(number)s: there is a concern about the child's safety"),
        "not_seen": _("Case №%(number)s: the child was not seen twice in a row"),
    }
    for one in queries.unsafe(viewer):
        yield WorkItem(
            code="recovery.danger" if one.what == "danger" else "recovery.concern",
            title=words[one.what] % {"number": one.case_number},
            url=reverse("recovery:plan", args=[one.plan_id]),
            due_at=one.since if one.what == "danger" else None,
            since=one.since,
            act=_("act and visit again"),
        )


def _plans(viewer: Viewer) -> Iterator[WorkItem]:
    for one in queries.closings_waiting(viewer):
        yield WorkItem(
            code="recovery.closing_second",
            title=_("Case №%(number)s: close the care plan as the second person") % {"number": one.case_number},
            url=reverse("recovery:answer", args=[one.plan_id, one.closing_id]),
            since=one.since,
            act=_("read and answer"),
        )
    for case in queries.without_plan(viewer):
        yield WorkItem(
            code="recovery.no_plan",
            title=_("Case №%(number)s: arrived, and there is no care plan") % {"number": case.case_number},
            url=reverse("recovery:begin", args=[case.case_id]),
            since=case.since,
            act=_("begin the plan"),
            many=MANY_PLANS,
        )


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """Visits, those to come, and what happened to the plan."""
    for one in queries.happened(viewer, person_id):
        url = reverse("recovery:plan", args=[one.plan_id])
        for visit in one.visits:
            yield TimelineEvent(
                at=datetime.combine(visit.held_on, time(12), KYIV),
                title=visit_words(visit.code),
                text=f"{visit.safety_label}: {visit.summary}",
                icon=SAFETY_ICONS[visit.safety],
                tone=SAFETY[visit.safety],
                source=visit.by,
                url=url,
                lane="recovery",
                id=f"visit:{visit.id}",
            )
        for due in one.dues:
            yield TimelineEvent(
                at=end_of(due.due_on),
                title=visit_words(due.code),
                text=str(due_status(due.due_on).word),
                icon="calendar",
                tone=due_status(due.due_on).tone,
                url=url,
                lane="recovery",
                id=f"visit-due:{due.id}",
            )
        for place, event in enumerate(one.events):
            yield TimelineEvent(
                at=event.at,
                title=event.label,
                icon="heart-pulse",
                source=event.by,
                url=url,
                lane="recovery",
                id=f"care-plan:{one.plan_id}:{place}",
            )


def head(viewer: Viewer, person_id: UUID) -> ChildHead | None:
    """What everybody must read first: the child is in danger, or there is a concern."""
    case_id = open_case_of(viewer, person_id)
    row = queries.plan_of_case(viewer, case_id) if case_id else None
    if row is None or row.safety not in {"danger", "concern"}:
        return None
    warning = HeadWarning(
        _("At the last visit: %(safety)s") % {"safety": row.safety_label},
        tone=SAFETY[row.safety],
        icon=SAFETY_ICONS[row.safety],
        url=reverse("recovery:plan", args=[row.id]),
    )
    return ChildHead(warnings=(warning,))


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """The care plan on a child's page: the last safety, the next visit."""
    case_id = open_case_of(viewer, person_id)
    row = queries.plan_of_case(viewer, case_id) if case_id else None
    if row is None:
        return
    yield ChildSection(id="recovery", title=_("Recovery"), icon="heart-pulse", order=60, lines=(_line(row),))


def missing(viewer: Viewer, person_id: UUID) -> Iterator[MissingItem]:
    """A visit that is late."""
    case_id = open_case_of(viewer, person_id)
    row = queries.plan_of_case(viewer, case_id) if case_id else None
    if row and row.next_on and due_status(row.next_on).tone == "harm":
        yield MissingItem(
            visit_words(row.next_code), str(due_status(row.next_on).word), url=reverse("recovery:plan", args=[row.id])
        )


def case_lines(viewer: Viewer, case_id: UUID, person_id: UUID) -> Iterator[SectionLine]:
    """The care plan of a case, or the way to begin it."""
    if not policy.may(viewer, Act.RECOVERY_READ, subject=person_id):
        return
    row = queries.plan_of_case(viewer, case_id)
    if row:
        yield _line(row)
    elif policy.may(viewer, Act.RECOVERY_WORK, subject=person_id):
        yield SectionLine(_("Begin the care plan"), url=reverse("recovery:begin", args=[case_id]))


def _line(row: queries.PlanRow) -> SectionLine:
    status = safety_status(row.safety, row.safety_label)
    note = ""
    if row.next_on:
        note = f"{visit_words(row.next_code)}: {due_status(row.next_on).word}"
    return SectionLine(
        _("Care plan") if row.state == "active" else _("Care plan, closed"),
        note=note,
        tone=getattr(status, "tone", ""),
        icon=getattr(status, "icon", ""),
        word=str(status),
        url=reverse("recovery:plan", args=[row.id]),
    )
