"""What missions add to pages that are not theirs: my work, the life-line, a child's page and its history."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Change, ChildSection, SectionLine, TimelineEvent, WorkItem
from dodomu.journey.missions import child_outcomes
from dodomu.journey.missions.queries.missions_of_child import Happened, OnMission, missions_of_child
from dodomu.journey.missions.queries.missions_subject_file import missions_file
from dodomu.journey.missions.queries.missions_work import ToMend, mission_work
from dodomu.journey.missions.web.missions_look import CHILD_TONES

MANY_APPROVALS = ngettext_lazy(
    "%(count)s mission to approve as the second person", "%(count)s missions to approve as the second person", "count"
)


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)
    contributions.register_child_sections(sections)
    contributions.register_changes(changes)
    contributions.register_subject_file(missions_file)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Approvals that wait for this viewer, missions that depart soon and are not ready, outcomes and hand-overs missing."""
    found = mission_work(viewer)
    for one in found.second:
        yield WorkItem(
            code="mission.second",
            title=_("Mission %(name)s: approve it as the second person") % {"name": one.code_name},
            url=reverse("missions:mission_approval", args=[one.mission_id, one.id]),
            since=one.since,
            act=_("read and answer"),
            many=MANY_APPROVALS,
        )
    yield from (_to_mend(one) for one in found.to_mend)
    for missing in found.outcomes:
        note = ngettext(
            "of %(count)s traveller nobody has said what became of them",
            "of %(count)s travellers nobody has said what became of them",
            missing.count,
        )
        yield WorkItem(
            code="mission.outcome",
            title=_("Mission %(name)s should have arrived") % {"name": missing.code_name},
            url=reverse("missions:mission", args=[missing.mission_id]),
            note=note % {"count": missing.count},
            since=missing.since,
            act=_("say what became of them"),
        )
    for missing in found.hand_overs:
        note = ngettext(
            "%(count)s child returned and no hand-over is recorded",
            "%(count)s children returned and no hand-over is recorded",
            missing.count,
        )
        yield WorkItem(
            code="mission.hand_over",
            title=_("Mission %(name)s: to whom were the children handed over") % {"name": missing.code_name},
            url=reverse("missions:mission", args=[missing.mission_id]),
            note=note % {"count": missing.count},
            since=missing.since,
            act=_("record the hand-over"),
        )


def _to_mend(one: ToMend) -> WorkItem:
    broken = ngettext("%(count)s thing to mend", "%(count)s things to mend", one.broken) % {"count": one.broken}
    return WorkItem(
        code="mission.mend",
        title=_("Mission %(name)s departs soon and is not ready") % {"name": one.code_name},
        url=reverse("missions:mission", args=[one.mission_id]),
        note=broken if one.broken else _("not approved as it stands"),
        due_at=one.departs_at,
        act=_("open the mission"),
    )


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """States of the child on its missions and hand-overs, in the lane of the road; without the compartment only that it was on
    the way.
    """
    for row in missions_of_child(viewer, person_id):
        url = reverse("missions:mission_child_page", args=[row.mission_id, row.id]) if row.open else ""
        source = _("Mission %(name)s") % {"name": row.code_name} if row.code_name else _("A mission")
        for one in row.happened:
            tone, icon = _look(one)
            yield TimelineEvent(
                one.at,
                _title(one),
                one.reason,
                icon=icon,
                tone=tone,
                source=source,
                url=url,
                lane="road",
                id=f"mission:{one.id}",
            )


def _look(one: Happened) -> tuple[str, str]:
    if not one.state:
        return "act", "people"
    outcome = child_outcomes.outcomes().get(one.state)
    return (outcome.tone, outcome.icon) if outcome else CHILD_TONES[one.state]


def _title(one: Happened) -> str:
    if not one.state:
        return _("Handed over: %(basis)s") % {"basis": one.label}
    return _("On a mission: %(state)s") % {"state": one.label}


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """The missions of a child, on its page."""
    found = missions_of_child(viewer, person_id)
    if found:
        yield ChildSection(
            id="missions",
            title=_("Missions"),
            icon="road",
            order=45,
            lines=tuple(_line(row) for row in found),
        )


def _line(row: OnMission) -> SectionLine:
    outcome = child_outcomes.outcomes().get(row.state)
    tone, icon = (outcome.tone, outcome.icon) if outcome else CHILD_TONES[row.state]
    return SectionLine(
        title=row.code_name or _("A mission"),
        note=_("By which way a child travels is a closed part.") if row.masked else "",
        at=row.departs_at,
        tone=tone,
        icon=icon,
        word=row.label,
        url=reverse("missions:mission_child_page", args=[row.mission_id, row.id]) if row.open else "",
    )


def changes(viewer: Viewer, person_id: UUID) -> Iterator[Change]:
    """Who said what became of the child on its missions."""
    for row in missions_of_child(viewer, person_id):
        what = _("Mission %(name)s") % {"name": row.code_name} if row.code_name else _("A mission")
        for one in row.happened:
            yield Change(one.recorded_at, one.by, what, "", _title(one), one.reason, "road", masked=False)
