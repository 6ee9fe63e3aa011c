"""What referrals, transfers and enquiries add to pages that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Change, ChildSection, SectionLine, TimelineEvent, WorkItem
from dodomu.journey.cases import queries
from dodomu.journey.cases.web import sending_look as look
from dodomu.kit.dates import kyiv_day

MANY_RECEIVED = ngettext_lazy(
    "%(count)s referral waits for your team", "%(count)s referrals wait for your team", "count"
)
MANY_SECOND = ngettext_lazy(
    "%(count)s sending without consent waits", "%(count)s sendings without consent wait", "count"
)
MANY_LATE = ngettext_lazy("%(count)s answer is due", "%(count)s answers are due", "count")
SOON = timedelta(days=3)
"""An answer that is due is work when the day comes near."""


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_child_sections(sections)
    contributions.register_changes(changes)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """What waits for the viewer's team, for the viewer as second person, and answers that are due."""
    for row in queries.for_second(viewer):
        yield WorkItem(
            code="sending.second",
            title=_("Case №%(number)s: confirm what is sent without consent") % {"number": row.case_number},
            url=_url(row),
            note=f"{look.title_of(row)} → {row.receiver}",
            since=row.at,
            act=_("read and confirm"),
            many=MANY_SECOND,
        )
    if Act.SENDING_READ not in viewer.acts:
        return
    many_url = f"{reverse('cases:sendings')}?side=receiver&state=sent"
    for row in queries.sendings(viewer, {"state": "open"}):
        if row.side == "receiver" and row.state == "sent":
            yield WorkItem(
                code="sending.receive",
                title=_("%(sender)s asks your team") % {"sender": row.from_team},
                url=_url(row),
                note=look.title_of(row),
                since=row.sent_at,
                act=_("answer"),
                many=MANY_RECEIVED,
                many_url=many_url,
            )
        elif _due(viewer, row):
            yield WorkItem(
                code="sending.answer",
                title=_("Case №%(number)s: an answer is expected") % {"number": row.case_number},
                url=_url(row),
                note=f"{look.title_of(row)} → {row.receiver}",
                due_at=row.due_at,
                act=_("record or ask again"),
                many=MANY_LATE,
            )


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """Every step of what left the child's cases."""
    for row, steps in queries.sendings_about(viewer, person_id):
        for step in steps:
            yield TimelineEvent(
                step.at,
                f"{look.title_of(row)}: {step.label}",
                f"{row.from_team} → {row.receiver}",
                icon="mail",
                tone=look.TONES[step.state],
                source=step.by,
                url=_url(row),
                id=f"sending:{row.id}:{step.state}",
            )


def changes(viewer: Viewer, person_id: UUID) -> Iterator[Change]:
    """Who sent what, and who answered."""
    for row, steps in queries.sendings_about(viewer, person_id):
        for step in steps:
            yield Change(
                at=step.at,
                by=step.by,
                what=f"{look.title_of(row)} → {row.receiver}",
                new=step.label,
                reason=step.reason,
                url=_url(row),
            )


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """What left the child's cases, and the ways to send something."""
    found = queries.sendings_about(viewer, person_id)
    case_id = queries.open_case_of(viewer, person_id) if Act.CASE_READ in viewer.acts else None
    kinds = look.sends(viewer, person_id) if case_id is not None else ()
    if not found and not kinds:
        return
    yield ChildSection(
        id="sendings",
        title=_("Referrals and enquiries"),
        icon="mail",
        order=60,
        lines=tuple(_line(row) for row, _steps in found),
        links=tuple((look.HEADINGS[kind], reverse("cases:send", args=[case_id, kind])) for kind in kinds),
        empty=_("Nothing was sent to anybody yet."),
    )


def _line(row: queries.SendingRow) -> SectionLine:
    status = look.status_of(row)
    return SectionLine(
        title=f"{look.title_of(row)} → {row.receiver}",
        note=_("answer expected by %(day)s") % {"day": kyiv_day(row.due_at)} if row.due_at and not row.ended else "",
        at=row.at,
        tone=status.tone,
        icon=status.icon,
        word=status.word,
        url=_url(row),
    )


def _due(viewer: Viewer, row: queries.SendingRow) -> bool:
    soon = row.due_at is not None and row.due_at < timezone.now() + SOON
    return (
        soon
        and (row.side, row.state) == ("sender", "sent")
        and policy.may(viewer, Act.CASE_SEND, subject=row.person_id)
    )


def _url(row: queries.SendingRow) -> str:
    return reverse("cases:sending", args=[row.id])
