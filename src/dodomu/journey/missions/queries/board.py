"""The board: every mission under way within the viewer's reach, in about a dozen statements however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.missions.models import (
    Alarm,
    AlarmKind,
    ChildState,
    ExpectedWord,
    Group,
    Leg,
    LegState,
    Mission,
    MissionState,
    Place,
    Word,
)
from dodomu.journey.missions.queries import board_reach
from dodomu.journey.missions.queries.board_opened import Opened
from dodomu.journey.missions.queries.board_rows import (
    AlarmRow,
    Board,
    ExpectedRow,
    GroupRow,
    LegRow,
    MissionRow,
    PlaceRow,
    WordRow,
    in_need_first,
)
from dodomu.journey.missions.word_windows import state_of

WORDS_SHOWN = 5
TRAVELS = (ChildState.LISTED, ChildState.BOARDED)


class MissionNotFound(LookupError):
    """There is no such mission or group within the viewer's reach."""


@in_one_reading
def board(viewer: Viewer, mission_id: UUID | None = None, now: datetime | None = None) -> Board:
    """The missions under way, or the named one in whatever state.

    Raises:
        NotAllowed: the viewer sees no missions. MissionNotFound: the named one is not for this viewer.
    """
    policy.require(viewer, Act.MISSION_READ)
    now = now or timezone.now()
    found = board_reach.missions(viewer).select_related("coordinator", "team", "corridor")
    wanted = found.filter(id=mission_id) if mission_id else found.filter(state=MissionState.UNDER_WAY)
    missions = list(wanted.order_by("departs_at", "code_name"))
    if mission_id and not missions:
        raise MissionNotFound
    runs = set(board_reach.missions(viewer, Act.MISSION_WORK).values_list("id", flat=True)) if missions else set()
    groups = groups_of(viewer, missions, now)
    return Board(
        now, tuple(_mission(one, groups[one.id], one.id in runs) for one in missions), board_reach.sees_ways(viewer)
    )


def groups_of(viewer: Viewer, missions: Sequence[Mission], now: datetime) -> dict[UUID, list[GroupRow]]:
    """The groups of missions the caller has found within reach, those in trouble first, then by the next word."""
    opened = Opened(missions, ways=board_reach.sees_ways(viewer))
    groups = list(Group.objects.filter(mission__in=missions).annotate(travelling=_travelling()))
    alarms = by_group(alarm_rows(Alarm.objects.filter(group__in=groups, ended_at=None), opened))
    shut = {alarm.leg_id for alarm in _closed_ways(groups)}
    legs = _legs(groups, opened, shut)
    expected = _expected(groups, opened, now)
    words = _words(groups, opened)
    found: dict[UUID, list[GroupRow]] = defaultdict(list)
    for group in groups:
        found[group.mission_id].append(
            GroupRow(
                id=group.id,
                code_name=group.code_name,
                children=group.travelling,
                legs=tuple(legs[group.id]),
                words=tuple(words[group.id]),
                expected=tuple(expected[group.id]),
                alarms=tuple(alarms[group.id]),
            )
        )
    for rows in found.values():
        rows.sort(key=lambda row: in_need_first(row, now))
    return found


def by_group(rows: Iterable[AlarmRow]) -> dict[UUID, list[AlarmRow]]:
    found: dict[UUID, list[AlarmRow]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(row)
    return found


def alarm_rows(alarms: QuerySet[Alarm], opened: Opened) -> list[AlarmRow]:
    """Alarms as the board shows them, the most recent first within the urgent and the others."""
    related = alarms.select_related(
        "group__mission", "owner", "seen_by", "ended_by", "word", "expected__leg__start", "expected__leg__end",
        "leg__start", "leg__end", "leg__fallback",
    )  # fmt: skip
    rows = [alarm_row(alarm, opened) for alarm in related]
    return sorted(rows, key=lambda row: (not row.urgent, -row.since.timestamp()))


def alarm_row(alarm: Alarm, opened: Opened) -> AlarmRow:
    expected, leg = alarm.expected, alarm.leg
    closed = alarm.kind == AlarmKind.CLOSED_WAY and leg is not None
    about = expected.about if expected else alarm.word.about if alarm.word else ""
    return AlarmRow(
        id=alarm.id,
        kind=alarm.kind,
        since=alarm.since,
        raised_at=alarm.raised_at,
        group_id=alarm.group_id,
        group=alarm.group.code_name,
        mission_id=alarm.group.mission_id,
        mission=alarm.group.mission.code_name,
        owner=alarm.owner.display_name if alarm.owner else "",
        owner_id=alarm.owner_id,
        seen_by=alarm.seen_by.display_name if alarm.seen_by else "",
        seen_at=alarm.seen_at,
        about=about,
        place=_place_of(expected, opened) if expected else PlaceRow(),
        leg=(opened.place(leg.start), opened.place(leg.end)) if closed and leg else None,
        fallback=opened.place(leg.fallback) if closed and leg and leg.fallback else None,
        by_phone=bool(alarm.word and alarm.word.phone_id),
        ended_at=alarm.ended_at,
        ended_by=alarm.ended_by.display_name if alarm.ended_by else "",
        ended_reason=opened.words(
            alarm.group.mission, Alarm, alarm.id, "ended_reason_sealed", alarm.ended_reason_sealed
        ),
        ended_by_word=alarm.ended_word_id is not None,
    )


def word_row(word: Word, opened: Opened, mission: Mission) -> WordRow:
    """One word. Its place is the one it names, or the end of the leg it speaks of."""
    place = word.place or _spoken_of(word)
    return WordRow(
        id=word.id,
        kind=word.kind,
        about=word.about,
        place=opened.place(place) if place else PlaceRow(),
        channel=word.channel,
        by=word.by.display_name if word.by else "",
        said_at=word.said_at,
        received_at=word.received_at,
        delay_minutes=word.delay_minutes,
        note=opened.words(mission, Word, word.id, "note_sealed", word.note_sealed),
        wrong=bool(getattr(word, "wrong", False)),
        corrects=word.corrects_id is not None,
        leg_id=word.leg_id,
    )


def words_of(groups: Q) -> QuerySet[Word]:
    """Words of groups with all that a row needs, the latest first."""
    found = Word.objects.filter(groups).select_related("group__mission", "by", "place", "leg__start", "leg__end")
    return found.annotate(wrong=Count("corrected_by"))


def _mission(mission: Mission, groups: Sequence[GroupRow], may_work: bool) -> MissionRow:
    return MissionRow(
        id=mission.id,
        code_name=mission.code_name,
        state=mission.state,
        coordinator=mission.coordinator.display_name,
        team=mission.team.name,
        departed_at=mission.departed_at,
        arrives_at=mission.arrives_at,
        may_work=may_work,
        groups=tuple(groups),
        corridor_id=mission.corridor_id,
    )


def _travelling() -> Count:
    return Count("children", filter=Q(children__state__in=TRAVELS))


def _closed_ways(groups: Sequence[Group]) -> QuerySet[Alarm]:
    return Alarm.objects.filter(group__in=groups, kind=AlarmKind.CLOSED_WAY, ended_at=None)


def _legs(groups: Sequence[Group], opened: Opened, shut: set[UUID | None]) -> dict[UUID, list[LegRow]]:
    found: dict[UUID, list[LegRow]] = defaultdict(list)
    legs = Leg.objects.filter(group__in=groups).exclude(state=LegState.REPLACED)
    for leg in legs.select_related("link", "start", "end", "fallback").order_by("group", "order"):
        row = LegRow(
            id=leg.id,
            order=leg.order,
            kind=leg.link.kind,
            state=leg.state,
            start=opened.place(leg.start),
            end=opened.place(leg.end),
            departs_at=leg.departs_at,
            arrives_at=leg.arrives_at,
            silent=leg.silent,
            began_at=leg.began_at,
            ended_at=leg.ended_at,
            closed=leg.id in shut,
            fallback=opened.place(leg.fallback) if leg.fallback else None,
            link_id=leg.link_id,
        )
        found[leg.group_id].append(row)
    return found


def _expected(groups: Sequence[Group], opened: Opened, now: datetime) -> dict[UUID, list[ExpectedRow]]:
    found: dict[UUID, list[ExpectedRow]] = defaultdict(list)
    rows = ExpectedWord.objects.filter(group__in=groups, met_by=None, dropped_at=None)
    rows = rows.select_related("leg__start", "leg__end", "moved_from")
    for row in rows.order_by("due_at", "leg__order", "at_end", "id"):
        found[row.group_id].append(
            ExpectedRow(
                id=row.id,
                about=row.about,
                at_end=row.at_end,
                leg_id=row.leg_id,
                place=_place_of(row, opened),
                due_at=row.due_at,
                late_at=row.late_at,
                overdue_at=row.overdue_at,
                critical_at=row.critical_at,
                state=state_of(row, now),
                moved_from=row.moved_from.due_at if row.moved_from else None,
            )
        )
    return found


def _words(groups: Sequence[Group], opened: Opened) -> dict[UUID, list[WordRow]]:
    found: dict[UUID, list[WordRow]] = defaultdict(list)
    place = Window(RowNumber(), partition_by=F("group_id"), order_by=[F("said_at").desc(), F("id").desc()])
    latest = (
        Word.objects.filter(group__in=groups).annotate(place_in_group=place).filter(place_in_group__lte=WORDS_SHOWN)
    )
    ids = list(latest.values_list("id", flat=True))
    for word in words_of(Q(id__in=ids)).order_by("-said_at", "-id"):
        found[word.group_id].append(word_row(word, opened, word.group.mission))
    return found


def _place_of(row: ExpectedWord, opened: Opened) -> PlaceRow:
    if row.leg is None:
        return PlaceRow()
    return opened.place(row.leg.end if row.at_end else row.leg.start)


def _spoken_of(word: Word) -> Place | None:
    if word.leg is None or word.about in {"", ExpectedWord.About.CHECK}:
        return None
    return word.leg.start if word.about == ExpectedWord.About.DEPARTED else word.leg.end
