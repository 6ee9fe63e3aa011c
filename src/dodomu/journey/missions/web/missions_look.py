"""How a mission shows: its state in one sentence, what to do next, what is grave."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions import child_outcomes
from dodomu.journey.missions.group_demands import BLOCKING, DECIDE, NOTE
from dodomu.journey.missions.mission_whole import Broken
from dodomu.journey.missions.plan_words import COSTS
from dodomu.journey.missions.queries import ChildRow, CostRow, GroupRow, MissionPage
from dodomu.journey.missions.queries.corridor import corridors_drawn
from dodomu.journey.missions.web.corridor_journeys import group_journey, where_of
from dodomu.journey.missions.web.corridor_look import schematic
from dodomu.journey.missions.web.money import amount_in_words, currency_in_words
from dodomu.kit.dates import moment_in_words
from dodomu.kit.schematic import Drawing
from dodomu.kit.status import Status

TONES = {
    "planned": ("notice", "edit"),
    "approved": ("well", "check"),
    "under_way": ("act", "road"),
    "ended": ("neutral", "home"),
    "cancelled": ("unknown", "close"),
}
GRAVE: dict[str, tuple[str, str, Promise]] = {
    BLOCKING: ("harm", "alert", gettext_lazy("mend first")),
    DECIDE: ("notice", "question", gettext_lazy("people decide")),
    NOTE: ("act", "info", gettext_lazy("to know")),
}
CHILD_TONES = {
    "listed": ("neutral", "list"),
    "boarded": ("act", "road"),
    "no_show": ("notice", "question"),
    "dropped": ("unknown", "close"),
}
APPROVED_STATES = frozenset({"confirmed", "alone"})


def state_of(code: str, label: str) -> Status:
    tone, icon = TONES[code]
    return Status(label, tone, icon)


def child_state(child: ChildRow) -> Status:
    """Where a child stands within the mission."""
    look = child_outcomes.outcomes().get(child.state)
    tone, icon = (look.tone, look.icon) if look else CHILD_TONES[child.state]
    return Status(child.state_label, tone, icon)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: a sentence, and the one primary button where there is one."""

    sentence: str
    label: str = ""
    url: str = ""
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True)
class Money:
    """What one currency comes to."""

    currency: str
    expected: str
    spent: str


@dataclass(frozen=True, slots=True)
class GroupLook:
    """A group, and each child on its list with how it stands."""

    group: GroupRow
    children: tuple[tuple[ChildRow, Status], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What the page of a mission shows beside its rows."""

    status: Status
    next: Step
    broken: tuple[tuple[Status, Broken], ...]
    notes: tuple[tuple[Status, Broken], ...]
    blocking: int
    money: tuple[Money, ...]
    board_url: str
    phones_url: str
    escalation_url: str
    groups: tuple[GroupLook, ...] = ()
    drawn: Drawing | None = None
    where: str = ""


def look_of(viewer: Viewer, mission: MissionPage) -> Look:
    """The look of one mission for one reader."""
    drawn, where = _drawn(viewer, mission)
    graves = [(Status(GRAVE[one.severity][2], *GRAVE[one.severity][:2]), one) for one in mission.broken]
    return Look(
        status=state_of(mission.row.state, mission.row.state_label),
        next=next_step(viewer, mission),
        broken=tuple(one for one in graves if one[1].severity != NOTE),
        notes=tuple(one for one in graves if one[1].severity == NOTE),
        blocking=sum(one.severity == BLOCKING for one in mission.broken),
        money=money_of(mission.costs),
        board_url=board_url(mission.id),
        phones_url=there("phones", mission.id),
        escalation_url=there("escalation", mission.id),
        groups=tuple(
            GroupLook(group, tuple((child, child_state(child)) for child in group.on_list)) for group in mission.groups
        ),
        drawn=drawn,
        where=where,
    )


def _drawn(viewer: Viewer, mission: MissionPage) -> tuple[Drawing | None, str]:
    """The corridor with the way of each group, and in words where each is; nothing for who may not see ways."""
    on_way = [group for group in mission.groups if group.way]
    if not on_way or not mission.sees_way:
        return None, ""
    view = corridors_drawn(viewer, [mission.corridor_id]).get(mission.corridor_id)
    if view is None:
        return None, ""
    journeys = [group_journey(view, group.code_name, group.way, note=where_of(group.way)) for group in on_way]
    title = " ".join(f"{group.code_name}: {where_of(group.way)}." for group in on_way)
    return schematic(view, journeys)["wide"], title


def board_url(mission_id: UUID | None = None) -> str:
    """The live board, where words of the groups come in: of one mission, or of all."""
    return there("mission_board", mission_id) if mission_id else there("board")


def there(name: str, *args: object) -> str:
    """The address of a page of another part of this stage; empty where this installation has none."""
    try:
        return reverse(f"missions:{name}", args=args)
    except NoReverseMatch:
        return ""


def next_step(viewer: Viewer, mission: MissionPage) -> Step:
    """What state things are in, and what to do next."""
    if mission.under_way:
        return _on_the_way(mission)
    if mission.prepared:
        return _preparing(viewer, mission)
    if mission.row.state == "cancelled":
        return Step(_("It did not depart. Its children can go on another mission."))
    counts = {"arrived": mission.row.arrived, "children": mission.row.children}
    return Step(_("It is over: %(arrived)s of %(children)s children returned.") % counts)


def _preparing(viewer: Viewer, mission: MissionPage) -> Step:
    departs = _("It departs on %(when)s.") % {"when": moment_in_words(mission.row.departs_at)}
    blocking = [one for one in mission.broken if one.severity == BLOCKING]
    if blocking:
        return _mending(mission, blocking, departs)
    approval = mission.approval
    if approval is None:
        sentence = f"{departs} {_('Nothing stands in the way: ask for approval.')}"
        return (
            Step(sentence, _("Ask for approval"), _at("mission_ask", mission), "check")
            if mission.may_work
            else Step(sentence)
        )
    if approval.state == "waiting":
        sentence = f"{departs} {_('The approval waits for a second person.')}"
        if mission.may_confirm and approval.by_id != viewer.user_id:
            url = reverse("missions:mission_approval", args=[mission.id, approval.id])
            return Step(sentence, _("Read and answer"), url, "scale")
        if any(child.unplanned for child in mission.children) and mission.may_work:
            return Step(sentence, _("To the meeting point"), _at("mission_manifest", mission), "list")
        return Step(sentence)
    sentence = f"{departs} {_('At the meeting point every child is checked again.')}"
    if mission.may_work:
        return Step(sentence, _("Check the list and depart"), _at("mission_manifest", mission), "list")
    return Step(sentence)


def _mending(mission: MissionPage, blocking: list[Broken], departs: str) -> Step:
    sentence = ngettext(
        "%(count)s thing must be mended before it can be approved.",
        "%(count)s things must be mended before it can be approved.",
        len(blocking),
    ) % {"count": len(blocking)}
    first = {one.code for one in blocking}
    group = mission.groups[0]
    if not mission.may_work:
        return Step(f"{departs} {sentence}")
    if first & {"no_children", "empty_group"}:
        return Step(f"{departs} {sentence}", _("Choose children"), _at("mission_children", mission), "child")
    if "two_adults" in first:
        return Step(f"{departs} {sentence}", _("Add an escort"), _at("mission_escort_new", mission), "people")
    if "no_legs" in first:
        url = reverse("missions:mission_leg_new", args=[mission.id, group.id])
        return Step(f"{departs} {sentence}", _("Add a leg"), url, "road")
    if "no_seat" in first and not mission.vehicles:
        return Step(f"{departs} {sentence}", _("Add a vehicle"), _at("mission_vehicle_new", mission), "road")
    return Step(f"{departs} {sentence}")


def _on_the_way(mission: MissionPage) -> Step:
    travelling = sum(child.state == "boarded" for child in mission.children)
    if travelling and all(leg.state != "planned" for group in mission.groups for leg in group.way):
        return Step(_("The way is behind them. Hand each child over, and say what became of it."))
    if travelling:
        sentence = ngettext(
            "%(count)s child is on the way. The words of the groups come in on the board.",
            "%(count)s children are on the way. The words of the groups come in on the board.",
            travelling,
        ) % {"count": travelling}
        return Step(sentence, _("Open the board"), board_url(mission.id), "road")
    if mission.still_open:
        names = ", ".join(mission.still_open)
        return Step(_("Say what became of: %(who)s. Then the mission can be ended.") % {"who": names})
    return Step(_("Of everybody it is known what became of them. End the mission."))


def money_of(costs: tuple[CostRow, ...]) -> tuple[Money, ...]:
    """Expected and spent in each currency, struck lines left out."""
    standing = [cost for cost in costs if cost.struck_at is None]
    found = []
    for currency in dict.fromkeys(cost.currency for cost in standing):
        mine = [cost for cost in standing if cost.currency == currency]
        sums = {side: sum(one.amount for one in mine if one.expected is side) for side in (True, False)}
        found.append(Money(currency_in_words(currency), amount_in_words(sums[True]), amount_in_words(sums[False])))
    return tuple(found)


def cost_label(kind: str) -> str:
    return str(COSTS.get(kind, kind))


def _at(name: str, mission: MissionPage) -> str:
    return reverse(f"missions:{name}", args=[mission.id])
