"""What the board says of missions, groups, words and alarms: sentences, signs, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from dodomu.journey.missions.queries import board_choices as choices
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
from dodomu.journey.missions.web.board_times import ago, lasting, sentences, span, status
from dodomu.journey.missions.web.board_way import NARROW, Way, way
from dodomu.journey.missions.web.corridor_journeys import where_of
from dodomu.kit.dates import hour_in_words
from dodomu.kit.status import Status

Text = str | Promise
KIND_LOOKS = {
    "ok": ("well", "check"),
    "delay": ("notice", "clock"),
    "help": ("harm", "alert"),
    "abort": ("harm", "undo"),
    "duress": ("harm", "eye-off"),
}
ALARM_LOOKS = {"late": ("notice", "clock"), "closed_way": ("notice", "crossing"), "duress": ("harm", "eye-off")}
DELAYS = (15, 30, 60, 120)
DURESS_RULE: Text = gettext_lazy(
    "Do not call or message this phone, and do not answer it. Whoever holds it must not learn that we know."
)


@dataclass(frozen=True, slots=True)
class AlarmLook:
    """An alarm as one line: what, since when, who owns it. ``waits``: nobody has seen it."""

    row: AlarmRow
    title: str
    detail: str
    owner: str
    status: Status
    waits: bool
    age: str
    rule: Text = ""

    @property
    def tone(self) -> str:
        return self.status.tone


@dataclass(frozen=True, slots=True)
class WordLook:
    """A word as one line."""

    row: WordRow
    status: Status
    detail: str
    age: str
    about: str

    @property
    def clock(self) -> str:
        return hour_in_words(self.row.said_at)

    @property
    def brief(self) -> str:
        """In a list of many: what was said and about what, without how it came."""
        return " · ".join(part for part in (str(self.status.word), self.about) if part)


@dataclass(frozen=True, slots=True)
class Quick:
    """One button of the panel: what it records, in a code that ``board_forms.read_quick`` takes apart."""

    code: str
    label: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedLook:
    """A word to come: what it is to be about, and how its time stands."""

    row: ExpectedRow
    what: str
    status: Status
    moved: str = ""


class GroupLook:
    """A group as its card shows it."""

    def __init__(self, row: GroupRow, mission: MissionRow, now: datetime) -> None:
        self.row, self.mission, self.now = row, mission, now
        self.client_id: UUID = uuid4()

    @property
    def tone(self) -> str:
        tones = [self.status.tone, *(alarm.tone for alarm in self.alarms)]
        return next((tone for tone in ("harm", "notice") if tone in tones), self.status.tone)

    @cached_property
    def next(self) -> ExpectedLook | None:
        return expected_look(self.row.next, self.now) if self.row.next else None

    @cached_property
    def status(self) -> Status:
        """How the next word stands; a planned silence is said, so that nobody takes it for a lost group."""
        if self.row.next is None:
            return Status(_("no word is expected"), "unknown")
        if self.row.silent_until and self.row.next.state == "ahead":
            return Status(
                _("planned silence until %(time)s") % {"time": hour_in_words(self.row.silent_until)}, "unknown", "clock"
            )
        return status(self.row.next, self.now)

    @property
    def in_silence(self) -> bool:
        return self.status.tone == "unknown" and self.row.next is not None

    @cached_property
    def last(self) -> WordLook | None:
        return word_look(self.row.last, self.now) if self.row.last else None

    @cached_property
    def words(self) -> list[WordLook]:
        return [word_look(word, self.now) for word in self.row.words]

    @cached_property
    def alarms(self) -> list[AlarmLook]:
        return [alarm_look(alarm, self.now) for alarm in self.row.alarms]

    @cached_property
    def wide(self) -> Way | None:
        return way(self.row)

    @cached_property
    def narrow(self) -> Way | None:
        return way(self.row, NARROW)

    @cached_property
    def where(self) -> str:
        """Where the group is, in words; the title of the drawing."""
        return where_of(self.row.legs)

    @property
    def way_title(self) -> str:
        return _("The way of %(name)s by the plan") % {"name": self.row.code_name}

    @property
    def may_record(self) -> bool:
        """Whether this viewer can write down a word of the group."""
        return self.mission.may_work and self.mission.state in {"approved", "under_way"}

    @property
    def legs(self) -> list[LegLook]:
        return [leg_look(leg) for leg in self.row.legs]

    @property
    def children(self) -> str:
        return ngettext("%(count)s child", "%(count)s children", self.row.children) % {"count": self.row.children}

    @cached_property
    def quick(self) -> list[Quick]:
        """What was most likely said: the next word, the one behind it, or only that all is well."""
        ahead = [
            Quick(f"ok:{one.about}:{one.leg_id}", _said(one), "check") for one in self.row.expected[:2] if one.leg_id
        ]
        return [*ahead, Quick("ok::", _("All well, nothing more"), "check")]

    @cached_property
    def delays(self) -> list[Quick]:
        return [Quick(f"delay:{minutes}:", span(timedelta(minutes=minutes))) for minutes in DELAYS]


@dataclass(frozen=True, slots=True)
class LegLook:
    """One leg as a line of the table: its kind, how it stands, and what to know of it."""

    row: LegRow
    kind: str
    status: Status
    note: str


class BoardLook:
    """The whole board: groups, those in need first, the counts above them, and the sentence that says what to do next."""

    def __init__(self, board: Board) -> None:
        self.board, self.at = board, board.at
        groups = [GroupLook(group, mission, board.at) for mission in board.missions for group in mission.groups]
        self.groups = sorted(groups, key=lambda group: in_need_first(group.row, board.at))
        self.alarms = [alarm for group in self.groups for alarm in group.alarms]
        self.sentences = sentences()

    @property
    def mission(self) -> MissionRow | None:
        """The mission of the board of one."""
        return next(iter(self.board.missions), None)

    @property
    def troubled(self) -> int:
        return sum(group.tone == "harm" for group in self.groups)

    @property
    def late(self) -> int:
        return sum(group.row.state == "late" for group in self.groups)

    @property
    def unseen(self) -> int:
        return sum(alarm.waits for alarm in self.alarms)

    @property
    def children_in_words(self) -> str:
        count = sum(group.row.children for group in self.groups)
        return ngettext("%(count)s child", "%(count)s children", count) % {"count": count}

    @property
    def channels(self) -> list[tuple[str, str]]:
        """How a word can come that a colleague writes down."""
        return [one for one in choices.channels().items() if one[0] != "phone_page"]

    @cached_property
    def lead(self) -> str:
        """The state of things and the next thing to do, in one sentence or two."""
        if not self.groups:
            return _("No group is on the way.")
        waiting = [alarm for alarm in self.alarms if alarm.waits]
        if waiting:
            first = waiting[0]
            words = {"group": first.row.group, "what": first.title}
            return _("%(group)s: %(what)s. Nobody has seen it yet: say that you are on it.") % words
        if self.alarms:
            first = self.alarms[0]
            words = {"group": first.row.group, "what": first.title, "owner": first.row.owner}
            return _("%(group)s: %(what)s. %(owner)s is on it.") % words
        ahead = [group for group in self.groups if group.row.next]
        if not ahead:
            return _("No word is expected any more.")
        following = min(ahead, key=lambda group: group.row.next.due_at if group.row.next else group.now)
        words = {"group": following.row.code_name, "time": hour_in_words(following.row.next.due_at)}  # type: ignore[union-attr]
        return _("Every word came that was expected. The next is expected from %(group)s at %(time)s.") % words


def expected_look(row: ExpectedRow, now: datetime) -> ExpectedLook:
    moved = _("first expected at %(time)s") % {"time": hour_in_words(row.moved_from)} if row.moved_from else ""
    return ExpectedLook(row, what_of(row.about, row.place), status(row, now), moved)


def word_look(row: WordRow, now: datetime) -> WordLook:
    tone, icon = KIND_LOOKS[row.kind]
    word = choices.word_kinds()[row.kind]
    if row.delay_minutes:
        word = _("delayed by %(time)s") % {"time": span(timedelta(minutes=row.delay_minutes))}
    how = choices.channels()[row.channel]
    about = what_of(row.about, row.place) if row.about or row.place.code else ""
    how = f"{how}, {row.by}" if row.by else how
    detail = " · ".join(part for part in (about, how) if part)
    return WordLook(row, Status(word, tone, icon), detail, ago(row.said_at, now), about)


def alarm_look(row: AlarmRow, now: datetime) -> AlarmLook:
    tone, icon = ALARM_LOOKS.get(row.kind, ("harm", "alert"))
    title = choices.alarm_kinds()[row.kind]
    return AlarmLook(
        row=row,
        title=title,
        detail=_detail(row),
        owner=_owner(row),
        status=Status(title, tone, icon),
        waits=row.seen_at is None and row.ended_at is None,
        age=lasting(row.since, now),
        rule=DURESS_RULE if row.kind == "duress" else "",
    )


def leg_look(row: LegRow) -> LegLook:
    if row.closed:
        fallback = _("Fall back on %(fallback)s.") % {"fallback": row.fallback} if row.fallback else ""
        return LegLook(row, choices.link_kinds()[row.kind], Status(_("closed"), "harm", "close"), fallback)
    if row.state == "travelled":
        found = Status(pgettext("leg", "travelled"), "well")
    elif row.under_way:
        found = Status(_("on the way there"), "act")
    else:
        found = Status(pgettext("leg", "planned"), "neutral")
    note = _("Planned silence: no word is expected.") if row.silent and row.state != "travelled" else ""
    return LegLook(row, choices.link_kinds()[row.kind], found, note)


def what_of(about: str, place: PlaceRow) -> str:
    """What a word is about, and where: "through · D"."""
    label = choices.word_abouts().get(about, "")
    return " · ".join(part for part in (label, str(place)) if part)


def board_url(mission_id: UUID | None = None) -> str:
    return reverse("missions:mission_board", args=[mission_id]) if mission_id else reverse("missions:board")


def _said(row: ExpectedRow) -> str:
    return _("All well: %(what)s") % {"what": what_of(row.about, row.place)}


def _detail(row: AlarmRow) -> str:
    if row.leg is not None:
        start, end = row.leg
        if row.fallback is None:
            return _("From %(start)s to %(end)s. No fall-back is named.") % {"start": start, "end": end}
        words = {"start": start, "end": end, "fallback": row.fallback}
        return _("From %(start)s to %(end)s. Fall back on %(fallback)s.") % words
    return what_of(row.about, row.place)


def _owner(row: AlarmRow) -> str:
    if row.seen_at is None:
        return _("%(owner)s has not seen it yet") % {"owner": row.owner} if row.owner else _("nobody has seen it yet")
    return _("%(owner)s is on it, since %(time)s") % {"owner": row.owner, "time": hour_in_words(row.seen_at)}
