"""What reception adds to pages that are not its own: my work, the life-line, the child's page, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import (
    Change,
    ChildHead,
    ChildSection,
    HeadWarning,
    MissingItem,
    TimelineEvent,
    WorkItem,
)
from dodomu.journey.reception import labels, queries, rules
from dodomu.journey.reception.queries import ArrivalRow, NeedRow
from dodomu.journey.reception.queries import history as happened
from dodomu.journey.reception.web import look
from dodomu.kit.dates import today

MANY_ALERTS = ngettext_lazy("%(count)s child waits for a look now", "%(count)s children wait for a look now", "count")
MANY_UNSEEN = ngettext_lazy("%(count)s child has no triage yet", "%(count)s children have no triage yet", "count")
MANY_NEEDS = ngettext_lazy("%(count)s need of a child", "%(count)s needs of children", "count")


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_missing(missing)
    contributions.register_child_head(head)
    contributions.register_child_sections(sections)
    contributions.register_changes(changes)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Children to look at, groups to receive, needs to meet."""
    yield from _alerts(viewer)
    if policy.may(viewer, Act.ARRIVAL_WORK):
        yield from _arrivals(viewer)
    yield from _needs(viewer)


def _alerts(viewer: Viewer) -> Iterator[WorkItem]:
    """A red or undetermined triage, for whoever can answer it; the title says nothing of the health."""
    for row in queries.open_alerts(viewer):
        red = row.kind == "red"
        title = _("Case №%(number)s: go to the child now") if red else _("Case №%(number)s: complete the triage")
        yield WorkItem(
            code=f"triage.{row.kind}",
            title=title % {"number": row.case_number},
            url=reverse("reception:alert", args=[row.id])
            if red
            else reverse("reception:new_triage", args=[row.arrival_id]),
            note=_("it is with %(who)s") % {"who": row.owner},
            due_at=row.due_at,
            share=1.0 if row.owner_id == viewer.user_id else 0.9,
            act=_("say what was done") if red else _("look again"),
            many=MANY_ALERTS,
        )


def _arrivals(viewer: Viewer) -> Iterator[WorkItem]:
    groups: dict[UUID | None, list[ArrivalRow]] = {}
    for row in queries.arrivals(viewer):
        if row.state == "expected":
            groups.setdefault(row.group_id or row.id, []).append(row)
        elif not row.triaged and row.arrived_at and policy.may(viewer, Act.TRIAGE_RECORD):
            yield _untriaged(row, row.arrived_at)
    yield from (_expected(rows) for rows in groups.values())


def _untriaged(row: ArrivalRow, arrived_at: datetime) -> WorkItem:
    return WorkItem(
        code="arrival.untriaged",
        title=_("Case №%(number)s: first triage") % {"number": row.number},
        url=reverse("reception:new_triage", args=[row.id]),
        due_at=rules.due("first_triage", arrived_at),
        act=_("look at the child"),
        many=MANY_UNSEEN,
        many_url=f"{reverse('reception:arrivals')}?show=here",
    )


def _expected(rows: list[ArrivalRow]) -> WorkItem:
    """One line for a group that arrives together."""
    first = rows[0]
    if first.group_id:
        title = _("%(mission)s: receive the group %(group)s") % {"mission": first.mission, "group": first.group}
        url = reverse("reception:receive_group", args=[first.group_id])
    else:
        title = _("Case №%(number)s: receive the child") % {"number": first.number}
        url = reverse("reception:receive", args=[first.id])
    return WorkItem(
        code="arrival.late" if look.is_late(first) else "arrival.expected",
        title=title,
        url=url,
        due_at=first.expected_at,
        since=None if first.expected_at else timezone.now(),
        act=_("has arrived"),
    )


def _needs(viewer: Viewer) -> Iterator[WorkItem]:
    urgencies = rules.urgencies(today())
    for row in queries.open_needs(viewer):
        urgency = urgencies.get(row.urgency)
        url = reverse(
            "reception:arrival" if row.masked else "reception:need", args=[row.arrival_id if row.masked else row.id]
        )
        yield WorkItem(
            code="need.open",
            title=_("Case №%(number)s: a need") % {"number": row.case_number},
            url=url,
            note=_about_need(row),
            due_at=row.due_at,
            share=urgency.share if urgency else 1.0,
            act=_("look"),
            many=MANY_NEEDS,
        )


def _about_need(row: NeedRow) -> str:
    """What it is, unless it is about health, and how its referral stands."""
    said = [] if row.clinical else [look.need_line(row).title]
    if row.referrals:
        said.append(_("referral: %(state)s") % {"state": row.referrals[0].state_label})
    return "; ".join(said)


def timeline(viewer: Viewer, person_id: UUID) -> list[TimelineEvent]:
    """Arrivals in the lane of the road, triage in the lane of health; its colour only for those who see health."""
    return [_event(one) for one in happened.dated(viewer, person_id)]


def _event(one: happened.Dated) -> TimelineEvent:
    url = reverse(
        "reception:triage" if one.kind == "triage" and one.colour else "reception:arrival",
        args=[one.id if one.kind == "triage" and one.colour else one.arrival_id],
    )
    if one.kind == "triage":
        status = look.short_of(one.colour) if one.colour else None
        name = _("Triage")
        title = f"{name}: {status.word}" if status else name
        tone, icon = (status.tone, status.icon) if status else ("neutral", "heart-pulse")
    else:
        title, tone, icon = one.label, "well" if one.kind == "arrived" else "neutral", "home"
    lane = "health" if one.kind == "triage" else "road"
    shown = url if one.may_open else ""
    return TimelineEvent(
        one.at, title, icon=icon, tone=tone, source=one.by, url=shown, lane=lane, id=f"{one.kind}-{one.id}"
    )


def missing(viewer: Viewer, person_id: UUID) -> Iterator[MissingItem]:
    """What is needed in the first hours, while the child is here."""
    row = queries.arrival_of(viewer, person_id)
    if row is None or row.state != "here" or not policy.may(viewer, Act.ARRIVAL_READ, subject=person_id):
        return
    url = reverse("reception:arrival", args=[row.id])
    yield MissingItem(_("First triage"), done=row.triaged, url=url)
    if row.health and row.triaged:
        yield MissingItem(_("A triage that tells a colour"), done=row.colour != "undetermined", url=url)
    checked = row.identity != "not_checked"
    yield MissingItem(_("Identity checked at arrival"), done=checked, url=url)
    asked = happened.not_asked(viewer, person_id)
    yield MissingItem(_("What every carer must know"), note=", ".join(asked), done=not asked, url=url)
    yield MissingItem(_("A bed"), done=row.bed is not None, url=url)


def head(viewer: Viewer, person_id: UUID) -> ChildHead | None:
    """What nobody asks the child, before anything else is read; for all who open the page."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return None
    topics = [
        str(labels.TOPICS.get(one.topic, one.topic))
        for one in queries.topics_of(viewer, person_id)
        if one.ended_at is None
    ]
    told = sum(count for _kind, count in queries.told_of(viewer, person_id))
    if not topics and not told:
        return None
    words = [*topics, _("what happened: it was told already")] if told else topics
    url = reverse("reception:topics", args=[person_id])
    return ChildHead(warnings=(HeadWarning(_("Do not ask about"), "; ".join(words), "notice", "eye-off", url),))


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """The arrival on the child's page: where it stands, the latest colour or that it is closed, needs, what carers know."""
    given = happened.at_a_glance(viewer, person_id)
    if given is None:
        return
    row = given.row
    url = reverse("reception:arrival", args=[row.id])
    open_needs = [look.need_line(one) for one in given.needs if one.state == "open"]
    context = {
        "row": row,
        "status": look.state_of(row),
        "triage": look.triage_of(row),
        "needs": open_needs,
        "known": [one for one in given.particulars if not one.masked and one.answer != "not_asked"],
        "masked": not row.health,
        "request_url": look.request_url(row.person_id),
    }
    links = [(_("Everything about the arrival"), url)] if given.may_open else []
    links.append((_("What not to ask"), reverse("reception:topics", args=[person_id])))
    yield ChildSection(
        id="arrival",
        title=_("Arrival and first days"),
        icon="home",
        order=45,
        template="reception/child_section.html",
        context=context,
        links=tuple(links),
    )


def changes(viewer: Viewer, person_id: UUID) -> list[Change]:
    """Who recorded what, for the child's history."""
    return [
        Change(
            at=one.recorded_at,
            by=one.by,
            what=_("Triage") if one.kind == "triage" else one.label,
            new=str(look.short_of(one.colour).word) if one.colour else "",
            kind="health" if one.kind == "triage" else "road",
            url=reverse("reception:arrival", args=[one.arrival_id]) if one.may_open else "",
            masked=one.kind == "triage" and not one.colour,
        )
        for one in happened.dated(viewer, person_id)
    ]
