"""What return plans add to pages that are not theirs: work, the life-line, what a child still lacks, the case's own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import ChildSection, MissingItem, SectionLine, TimelineEvent, WorkItem
from dodomu.journey.cases.clock_rules import end_of
from dodomu.journey.cases.queries import open_case_of
from dodomu.journey.missions.plan_rules import PaperState
from dodomu.journey.missions.plan_words import PAPERS, count_of, sentence_of
from dodomu.journey.missions.queries import plans as reads
from dodomu.journey.missions.queries import plans_list
from dodomu.journey.missions.queries.plans_list import ForSecond
from dodomu.journey.missions.queries.plans_rows import PlanPage, PlanRow
from dodomu.journey.missions.web.plans_look import STATES, missing_items, next_step, plan_status
from dodomu.kit.dates import day_in_words, today

MANY_DECISIONS = ngettext_lazy(
    "%(count)s decision on what is best for a child", "%(count)s decisions on what is best for a child", "count"
)
MANY_READY = ngettext_lazy(
    "%(count)s child declared ready to travel", "%(count)s children declared ready to travel", "count"
)
MANY_PAPERS = ngettext_lazy("A paper to apply for in %(count)s plan", "Papers to apply for in %(count)s plans", "count")
MANY_ENDING = ngettext_lazy("A paper ends soon in %(count)s plan", "Papers end soon in %(count)s plans", "count")
MANY_REVIEWS = ngettext_lazy("%(count)s plan to look at again", "%(count)s plans to look at again", "count")
MANY_UNOWNED = ngettext_lazy("Nobody looks after %(count)s plan", "Nobody looks after %(count)s plans", "count")


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_missing(missing)
    contributions.register_child_sections(sections)
    contributions.register_case_lines(case_lines)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Answers asked of this viewer as the second person, and what is due in their plans and in those nobody has."""
    yield from (_second(one) for one in plans_list.for_second(viewer))
    for row in plans_list.to_do(viewer):
        yield from _due(row)


def _second(one: ForSecond) -> WorkItem:
    number = {"number": one.case_number}
    if one.kind == "ready":
        return WorkItem(
            code="plan.ready_second",
            title=_("Case №%(number)s: ready to travel, second person") % number,
            url=reverse("missions:plan_ready_answer", args=[one.plan_id, one.id]),
            since=one.since,
            act=_("look and answer"),
            many=MANY_READY,
        )
    return WorkItem(
        code="plan.second",
        title=_("Case №%(number)s: what is best for the child, second person") % number,
        url=reverse("missions:plan_decision", args=[one.plan_id, one.id]),
        since=one.since,
        act=_("read and answer"),
        many=MANY_DECISIONS,
    )


def _due(row: PlanRow) -> Iterator[WorkItem]:
    number = {"number": row.case_number}
    if row.owner_id is None:
        yield WorkItem(
            code="plan.unowned",
            title=_("Case №%(number)s: nobody looks after the return plan") % number,
            url=reverse("missions:plan_details", args=[row.id]),
            since=row.begun_at,
            act=_("give it to somebody"),
            many=MANY_UNOWNED,
            many_url=f"{reverse('missions:plans')}?owner=none",
        )
    if row.review_on is not None:
        yield WorkItem(
            code="plan.review",
            title=_("Case №%(number)s: may the child travel now?") % number,
            url=reverse("missions:plan", args=[row.id]),
            due_at=end_of(row.review_on),
            act=_("look again"),
            many=MANY_REVIEWS,
            many_url=f"{reverse('missions:plans')}?state=not_now",
        )
    elif row.readiness is not None and not row.under_way:
        yield from _papers(row, row.readiness.papers)


def _papers(row: PlanRow, states: tuple[PaperState, ...]) -> Iterator[WorkItem]:
    """One line for each paper to apply for, one for a set of which one is enough; and papers that end soon."""
    number = {"number": row.case_number}
    for one in row.readiness.missing if row.readiness else ():
        if one.where == "papers" and one.by is not None and one.code != "paper_ordered":
            yield WorkItem(
                code="plan.order_paper",
                title=_("Case №%(number)s: apply for a paper") % number,
                url=reverse("missions:plan_paper", args=[row.id, one.kinds[-1]]),
                note=", ".join(str(PAPERS.get(kind, kind)) for kind in one.kinds),
                due_at=end_of(one.by),
                act=_("record it"),
                many=MANY_PAPERS,
                many_url=f"{reverse('missions:plans')}?owner=mine",
            )
    for state in states:
        if state.ends_soon(today()) and state.valid_until is not None:
            yield WorkItem(
                code="plan.paper_ends",
                title=_("Case №%(number)s: a paper ends soon") % number,
                url=reverse("missions:plan_paper", args=[row.id, state.rule.kind]),
                note=str(PAPERS.get(state.rule.kind, state.rule.kind)),
                due_at=end_of(state.valid_until),
                act=_("look"),
                many=MANY_ENDING,
                many_url=f"{reverse('missions:plans')}?owner=mine",
            )


def missing(viewer: Viewer, person_id: UUID) -> list[MissingItem]:
    """What is missing for READY; a way to begin a plan where there is none."""
    page = _living(viewer, person_id)
    if page is None:
        return _to_begin(viewer, person_id)
    url = reverse("missions:plan", args=[page.id])
    if page.state == "not_now" or page.under_way:
        return []
    items = missing_items(viewer, page)
    if items:
        return [MissingItem(one.title, one.note, url=one.url or url) for one in items]
    done = page.state == "ready"
    title = _("The return plan is READY") if done else _("Nothing is missing for READY: it can be declared")
    return [MissingItem(title, done=done, url=url)]


def _to_begin(viewer: Viewer, person_id: UUID) -> list[MissingItem]:
    case_id = open_case_of(viewer, person_id) if policy.may(viewer, Act.PLAN_WORK, subject=person_id) else None
    if case_id is None:
        return []
    url = reverse("missions:plan_begin", args=[case_id])
    return [MissingItem(_("No return plan is begun"), _("Begin it so that papers are ordered in time."), url=url)]


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """The return plan on the child's page: how it stands, what to do next."""
    page = _living(viewer, person_id)
    if page is None:
        return
    status = plan_status(page.state, page.state_label, under_way=page.under_way)
    step = next_step(viewer, page)
    lines = [SectionLine(step.sentence, note=step.more, tone=status.tone, icon=status.icon, word=status.word)]
    if page.travel_by and not page.under_way:
        lines.append(SectionLine(_("Day of travel: %(day)s") % {"day": day_in_words(page.travel_by)}))
    yield ChildSection(
        id="return-plan",
        title=_("Return plan"),
        icon="road",
        order=30,
        lines=tuple(lines),
        links=((_("Open the return plan"), reverse("missions:plan", args=[page.id])),),
    )


def case_lines(viewer: Viewer, case_id: UUID, person_id: UUID) -> Iterator[SectionLine]:
    """From the page of a case to its plan, or to its beginning."""
    page = reads.plan_for(viewer, case_id)
    if page is None:
        if reads.may_begin(viewer, case_id):
            yield SectionLine(_("Begin a return plan"), url=reverse("missions:plan_begin", args=[case_id]))
        return
    status = plan_status(page.state, page.state_label, under_way=page.under_way)
    lacks = page.readiness.missing if page.state == "open" and not page.under_way else ()
    yield SectionLine(
        _("Return plan"),
        count_of(len(lacks)) if lacks else "",
        tone=status.tone,
        icon=status.icon,
        word=status.word,
        url=reverse("missions:plan", args=[page.id]),
    )


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """What happened to the plans of a child, and the day of travel, on the lane of the road."""
    for plan_id, _case_id, _state in reads.plan_ids(viewer, person_id):
        page = reads.plan(viewer, plan_id)
        url, source = reverse("missions:plan", args=[plan_id]), _("Case №%(number)s") % {"number": page.case_number}
        for event in page.events:
            if event.what == "changed":
                continue
            tone, icon = STATES.get(event.what, ("act", "road"))
            text = event.reason or "; ".join(sentence_of(one) for one in event.missing)
            title = _("Return plan: %(what)s") % {"what": event.label}
            yield TimelineEvent(event.at, title, text, icon=icon, tone=tone, source=source, url=url, lane="road")
        if page.travel_by and page.state != "ended" and not page.under_way:
            title = _("Day of travel")
            yield TimelineEvent(
                _noon(page.travel_by), title, icon="road", tone="act", source=source, url=url, lane="road"
            )


def _living(viewer: Viewer, person_id: UUID) -> PlanPage | None:
    """The plan of a child that has not ended, as this viewer may see it."""
    found = next((row for row in reads.plan_ids(viewer, person_id) if row[2] != "ended"), None)
    return reads.plan(viewer, found[0]) if found else None


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
