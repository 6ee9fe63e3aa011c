"""What consent, the child's own view and interviews add to pages that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import (
    Change,
    ChildHead,
    ChildSection,
    HeadWarning,
    MissingItem,
    SectionLine,
    TimelineEvent,
    WorkItem,
)
from dodomu.journey.cases import queries
from dodomu.journey.cases.queries import consent_happenings as happened
from dodomu.journey.cases.queries.child_views import has_child_view
from dodomu.journey.cases.queries.consents import consent_page
from dodomu.journey.cases.queries.interviews import interviews_for_second
from dodomu.journey.cases.web.consent_look import purpose_views

MANY_SECOND = ngettext_lazy("%(count)s second account of an event", "%(count)s second accounts of events", "count")
MANY_ENDING = ngettext_lazy("%(count)s consent runs out soon", "%(count)s consents run out soon", "count")
LOOKS = {
    "given": ("well", "check"),
    "refused": ("harm", "close"),
    "withdrawn": ("harm", "close"),
    "waiting": ("notice", "people"),
    "planned": ("act", "calendar"),
    "held": ("well", "check"),
    "cancelled": ("neutral", "close"),
}


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_missing(missing)
    contributions.register_child_head(head)
    contributions.register_child_sections(sections)
    contributions.register_changes(changes)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Second accounts that wait for this viewer, and consents that run out soon."""
    for row in interviews_for_second(viewer):
        yield WorkItem(
            code="interview.second",
            title=_("Case №%(number)s: is the child asked a second time?") % {"number": row.number},
            url=reverse("cases:interview_second", args=[row.case_id, row.interview_id]),
            note=f"{row.kind_label} · {row.by}",
            since=row.since,
            act=_("answer"),
            many=MANY_SECOND,
        )
    for one in happened.consents_ending(viewer):
        yield WorkItem(
            code="consent.ends",
            title=_("Case №%(number)s: a consent runs out") % {"number": one.number},
            url=reverse("cases:consent_change", args=[one.case_id, one.consent_id]),
            note=one.use_label,
            due_at=one.ends,
            act=_("ask again"),
            many=MANY_ENDING,
        )


def timeline(viewer: Viewer, person_id: UUID) -> list[TimelineEvent]:
    """Consents and the child's own view in the lane of consent, interviews among talks and calls."""
    return [_event(one) for one in happened.dated(viewer, person_id)]


def _event(one: happened.Dated) -> TimelineEvent:
    tone, icon = LOOKS.get(one.code, ("", "child" if one.kind == "view" else "journal"))
    return TimelineEvent(
        one.at,
        _title(one),
        text=one.label if one.kind == "consent" else one.word,
        icon=icon,
        tone=tone,
        source=one.by,
        url=_url(one),
        lane="contact" if one.kind == "interview" else "consent",
        edtf=one.edtf,
        id=f"{one.kind}-{one.id}",
    )


def _title(one: happened.Dated) -> str:
    if one.kind == "consent":
        return _("Consent %(state)s") % {"state": one.word}
    if one.kind == "view":
        return _("The child's own view")
    return _("Interview: %(kind)s") % {"kind": one.label}


def _url(one: happened.Dated) -> str:
    if one.kind == "interview":
        return reverse("cases:interviews", args=[one.case_id])
    return reverse("cases:consent", args=[one.case_id]) + ("#view" if one.kind == "view" else "")


def missing(viewer: Viewer, person_id: UUID) -> Iterator[MissingItem]:
    """The child's own view, and consent to what every child is asked for; once there is a case."""
    case_id = queries.open_case_of(viewer, person_id)
    if case_id is None:
        return
    page = consent_page(viewer, case_id)
    seen = has_child_view(person_id)
    where = "cases:child_view" if page.may_work and not seen else "cases:consent"
    yield MissingItem(
        _("The child's own view"),
        note="" if seen else _("What the child thinks and wants, in the child's words."),
        done=seen,
        url=reverse(where, args=[case_id]),
    )
    asked = not page.not_asked
    note = "; ".join(row.purpose.label for row in page.not_asked)
    yield MissingItem(
        _("Consent to the use of data"), note=note, done=asked, url=reverse("cases:consent", args=[case_id])
    )


def head(viewer: Viewer, person_id: UUID) -> ChildHead | None:
    """What must be read before anything else: uses that are stopped."""
    stopped = happened.stopped_labels(viewer, person_id)
    if not stopped:
        return None
    case_id = queries.open_case_of(viewer, person_id)
    warning = HeadWarning(
        _("Not to be used for: no consent"),
        text="; ".join(stopped),
        tone="harm",
        icon="shield",
        url=reverse("cases:consent", args=[case_id]) if case_id else "",
    )
    return ChildHead(warnings=(warning,))


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """Consent as lines: what is stopped and given; the rest is one tap away."""
    case_id = queries.open_case_of(viewer, person_id)
    if case_id is None:
        return
    page = consent_page(viewer, case_id)
    known = [one for one in purpose_views(page) if one.row.lines or one.row.purpose.always]
    yield ChildSection(
        id="consent",
        title=_("Consent and the child's own view"),
        icon="shield",
        order=40,
        lines=tuple(
            SectionLine(one.title, tone=one.status.tone, icon=one.status.icon, word=one.status.word) for one in known
        ),
        links=(
            (_("All about consent and the child's own view"), reverse("cases:consent", args=[case_id])),
            (_("Register of interviews"), reverse("cases:interviews", args=[case_id])),
        ),
    )


def changes(viewer: Viewer, person_id: UUID) -> list[Change]:
    """Who recorded what of it, for the child's history."""
    return [
        Change(
            at=one.recorded_at,
            by=one.by,
            what=_title(one),
            new=f"{one.label}: {one.word}" if one.label else one.word,
            kind="contact" if one.kind == "interview" else "consent",
            url=_url(one),
            confirmed_by=one.second,
        )
        for one in happened.dated(viewer, person_id)
    ]
