"""What the board tells pages that are not its own: alarms in "my work", words of the group on a child's life-line."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import TimelineEvent, WorkItem
from dodomu.journey.missions.queries.board_alarms import alarms_for
from dodomu.journey.missions.queries.board_choices import alarm_kinds
from dodomu.journey.missions.queries.board_rows import AlarmRow, WordRow
from dodomu.journey.missions.queries.board_words import words_about
from dodomu.journey.missions.web.board_look import DURESS_RULE, board_url, what_of, word_look
from dodomu.journey.registry.queries import linking

BESIDES = frozenset({"late", "closed_way"})
"""Alarms that are reminders: they wait, the others are overdue from the moment they are raised."""
TELLING = frozenset({"departed", "through", "safe_stop", "arrived"})
"""What a word of the group must be about to stand on a life-line of years, unless something is wrong."""


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_timeline(timeline)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Open alarms of this viewer, and of the missions their team runs. Groups go by their code names, without places."""
    for alarm in alarms_for(viewer):
        yield _item(alarm)


def _item(alarm: AlarmRow) -> WorkItem:
    words = {"group": alarm.group, "what": alarm_kinds()[alarm.kind]}
    owner = _("%(owner)s is on it") % {"owner": alarm.owner} if alarm.seen_at else _("nobody has seen it yet")
    note = (
        DURESS_RULE if alarm.kind == "duress" else " · ".join(filter(None, (what_of(alarm.about, alarm.place), owner)))
    )
    return WorkItem(
        code=f"word.{alarm.kind}",
        title=_("Group %(group)s: %(what)s") % words,
        url=reverse("missions:alarm", args=[alarm.id]),
        note=note,
        due_at=None if alarm.kind in BESIDES else alarm.since,
        since=alarm.since,
        act=_("open the alarm"),
    )


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """Words of the group a child travelled with; closed to those who may not see by which way a child travels."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return
    for word in words_about(viewer, linking.parts_of(person_id)):
        if word.row is None:
            closed = _("Closed to you: %(what)s") % {"what": Compartment.ROUTE.label}
            yield TimelineEvent(
                word.said_at, _("Word of the group"), closed, "lock", "neutral", lane="road", id=f"word:{word.id}"
            )
        elif word.row.kind != "ok" or word.row.about in TELLING:
            yield _event(word.row, word.mission_id)


def _event(row: WordRow, mission_id: UUID | None) -> TimelineEvent:
    look = word_look(row, row.said_at)
    return TimelineEvent(
        row.said_at,
        _("Word of the group: %(word)s") % {"word": look.brief},
        icon=look.status.icon,
        tone=look.status.tone,
        source=look.detail.removeprefix(look.about).removeprefix(" · "),
        url=board_url(mission_id) if mission_id else "",
        lane="road",
        id=f"word:{row.id}",
    )
