"""A corridor put into words and drawn: how a link stands, the drawing, what stops a party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from dodomu.journey.missions.corridor_state import EXPIRED, KNOWN, SHUT, SOON, UNKNOWN, LinkState
from dodomu.journey.missions.corridor_words import duration, metres, one_of
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries import corridor_choices as choices
from dodomu.journey.missions.queries import corridor_rows as rows
from dodomu.journey.missions.queries.corridor import CorridorView, LinkRow, RouteRow, RuleRow, StopRow
from dodomu.kit.dates import moment_in_words
from dodomu.kit.schematic import Drawing, Journey, SchematicLink, SchematicPlace, drawing
from dodomu.kit.status import Status

Text = str | Promise
MOST_NAMED: Final = 4
STANDINGS: Final = {
    rows.AHEAD: (pgettext_lazy("rule", "from later on"), "neutral", "clock"),
    rows.HOLDS: (pgettext_lazy("rule", "holds"), "well", ""),
    rows.SOON: (pgettext_lazy("rule", "ends soon"), "notice", ""),
    rows.EXPIRED: (pgettext_lazy("rule", "expired: ask again"), "harm", "question"),
    rows.ENDED: (pgettext_lazy("rule", "over"), "neutral", ""),
    rows.REPLACED: (pgettext_lazy("rule", "replaced by a later one"), "neutral", ""),
    rows.WITHDRAWN: (pgettext_lazy("rule", "withdrawn"), "neutral", "undo"),
}
ICONS: Final = {"train": "train", "bus": "bus", "car": "car", "foot": "foot", "crossing": "crossing"}
REASONS: Final[dict[str, Text]] = {
    "no_departure": gettext_lazy("Nothing leaves here any more in the time asked for."),
    "too_late": gettext_lazy("What leaves here arrives after the latest time."),
    "no_waiting": gettext_lazy("Nobody may wait here for what leaves later."),
    "no_link": gettext_lazy("No link in use leads on from here."),
    "one_way": gettext_lazy("One way only, in the other direction."),
}


@dataclass(frozen=True, slots=True)
class StopView:
    """What stops a party at a link, in words; ``url`` is where what is known can be put right."""

    where: str
    sentence: str
    source: str
    status: Status
    url: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as a line of a table."""

    row: LinkRow
    status: Status
    time: str
    walking: str
    rules: Sequence[RuleRow]
    url: str


def link_status(state: LinkState) -> Status:
    """The state of a link: icon, word, colour."""
    if state.code == SHUT and state.closed_until:
        until = moment_in_words(state.closed_until, brief=True)
        return Status(_("closed until %(when)s") % {"when": until}, "harm", "close")
    if state.code == EXPIRED:
        return Status(_("expired: ask again (%(kinds)s)") % {"kinds": _kinds(state.expired)}, "notice", "question")
    if state.code == UNKNOWN:
        return Status(_("not known: %(kinds)s") % {"kinds": _kinds(state.unknown)}, "unknown")
    if state.code == SOON:
        return Status(_("ends soon: %(kinds)s") % {"kinds": _kinds(state.soon)}, "notice", "clock")
    return Status(_("known"), "well")


def rule_status(rule: RuleRow) -> Status:
    word, tone, icon = STANDINGS[rule.standing]
    return Status(word, tone, icon)


def link_lines(view: CorridorView) -> list[LinkLine]:
    """The links as lines of a table, with the rules that hold or have to be asked for again."""
    return [
        LinkLine(
            row=row,
            status=link_status(row.state),
            time=duration(row.minutes),
            walking=metres(row.walking_m) if row.walking_m else "",
            rules=[rule for rule in row.rules if rule.standing in {rows.HOLDS, rows.SOON, rows.EXPIRED}],
            url=reverse("missions:corridor_link", args=[view.row.id, row.id]),
        )
        for row in view.links
    ]


def schematic(view: CorridorView, journeys: Iterable[Journey] = ()) -> dict[str, Drawing]:
    """The corridor drawn, wide and narrow, for ``<c-schematic>``; groups on the way are handed in by whoever has them."""
    places = [_place(view, place) for place in view.places]
    links = [_link(view, link) for link in view.links]
    ways = list(journeys)
    return {"wide": drawing(places, links, ways), "narrow": drawing(places, links, ways, wide=False)}


def route_journey(route: RouteRow, name: str) -> Journey:
    """A way that is only looked at: its links as planned, those of its fall-back, standing at its start."""
    return Journey(
        name=name,
        at_place=str(route.legs[0].start.id),
        planned=tuple(str(leg.link_id) for leg in route.legs),
        fall_back=tuple(str(leg.link_id) for leg in route.fall_back.legs) if route.fall_back else (),
    )


def finding(view: CorridorView) -> str:
    """What the drawing shows, in a sentence: its title."""
    row = view.row
    if not row.links:
        return _("No link yet: add places, then links between them.")
    told = []
    if row.closed:
        told.append(ngettext("%(n)s link is closed", "%(n)s links are closed", row.closed) % {"n": row.closed})
    if row.asks:
        told.append(ngettext("%(n)s has to be asked about", "%(n)s have to be asked about", row.asks) % {"n": row.asks})
    if row.soon:
        told.append(ngettext("%(n)s ends soon", "%(n)s end soon", row.soon) % {"n": row.soon})
    if not told:
        return _("Everything that must be known of this corridor is known.")
    sentence = ", ".join(told)
    return f"{sentence[0].upper()}{sentence[1:]}."


def stop_view(corridor_id: UUID, stop: StopRow) -> StopView:
    """What stops a party, with the source of the rule and where to put it right."""
    ends = f"{stop.start.code} → {stop.end.code}"
    where = f"{stop.code}: {ends}" if stop.code else ends
    rule = stop.rule
    source = (
        _("%(source)s, seen %(day)s") % {"source": rule.source, "day": f"{rule.observed_on:%d.%m.%Y}"} if rule else ""
    )
    url = reverse("missions:corridor_link", args=[corridor_id, stop.link_id]) if stop.link_id else ""
    return StopView(where, _sentence(stop), source, _stop_status(stop.reason), url)


def _sentence(stop: StopRow) -> str:
    who, papers = _who(stop.who), one_of(stop.papers)
    until = moment_in_words(stop.until, brief=True) if stop.until else ""
    since = moment_in_words(stop.since, brief=True) if stop.since else ""
    kind = choices.rule_kind(stop.rule_kind)
    ended = moment_in_words(stop.rule.counts_until, brief=True) if stop.rule else since
    if stop.reason in REASONS:
        return str(REASONS[stop.reason])
    if stop.reason == "closed" and stop.rule_kind == "closed":
        return _("Closed until %(when)s.") % {"when": until} if until else _("Closed.")
    if stop.reason == "closed":
        hours = "; ".join(stop.rule.sentences) if stop.rule else ""
        return _("Not open when it would be passed. Open: %(hours)s.") % {"hours": hours}
    sentences = {
        "rule_expired": _("What was known ended %(when)s: %(kind)s. Ask again.") % {"when": ended, "kind": kind},
        "rule_unknown": _("Nobody has said yet: %(kind)s. Ask, and record it.") % {"kind": kind},
        "paper_missing": _("Missing: %(papers)s. For: %(who)s.") % {"papers": papers, "who": who},
        "paper_expired": _("Not valid any more when it would be passed: %(papers)s. For: %(who)s.")
        % {"papers": papers, "who": who},
        "paper_not_yet_valid": _("Not valid yet when it would be passed: %(papers)s. For: %(who)s.")
        % {"papers": papers, "who": who},
        "not_admitted": _("Not let through: %(who)s.") % {"who": who},
        "too_far_to_walk": _("%(way)s on foot is too far for: %(who)s.")
        % {"way": metres(stop.metres or 0), "who": who},
        "walk_unknown": _("How far it is on foot is not known any more, and these cannot walk any distance: %(who)s.")
        % {"who": who},
    }
    return sentences[stop.reason]


def _stop_status(reason: str) -> Status:
    if reason in {"rule_expired", "rule_unknown", "walk_unknown"}:
        return Status(_("nobody knows"), "unknown")
    if reason.startswith("paper"):
        return Status(_("papers"), "harm", "document")
    if reason in {"no_departure", "too_late", "no_waiting"}:
        return Status(_("timetable"), "notice", "clock")
    if reason in {"too_far_to_walk", "not_admitted"}:
        return Status(_("not for everybody"), "harm", "people")
    return Status(_("closed") if reason == "closed" else _("no way"), "harm", "close")


def _who(refs: Sequence[str]) -> str:
    named = ", ".join(refs[:MOST_NAMED])
    more = len(refs) - MOST_NAMED
    return named if more <= 0 else _("%(named)s and %(more)s more") % {"named": named, "more": more}


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(choices.rule_kind(kind) for kind in kinds)


def _place(view: CorridorView, place: queries.PlaceRow) -> SchematicPlace:
    url = reverse("missions:corridor_place", args=[view.row.id, place.id]) if view.row.may_work else ""
    return SchematicPlace(str(place.id), place.code, place.name, place.kind_label, place.side, place.x, place.y, url)


def _link(view: CorridorView, link: LinkRow) -> SchematicLink:
    return SchematicLink(
        id=str(link.id),
        code=link.code,
        start=str(link.start.id),
        end=str(link.end.id),
        kind=link.kind_label,
        icon=ICONS[link.kind],
        state=link.state.code if link.state.code != KNOWN else "known",
        one_way="there" if link.one_way else _one_way_rule(link),
        walking=bool(link.walking_m) or link.kind == "foot",
        crossing=link.kind == "crossing",
        note=duration(link.minutes),
        url=reverse("missions:corridor_link", args=[view.row.id, link.id]),
    )


def _one_way_rule(link: LinkRow) -> str:
    """The direction a rule that holds now leaves open, where there is one."""
    for rule in link.rules:
        if rule.kind == "one_way" and rule.standing in {rows.HOLDS, rows.SOON}:
            value: Any = rule.value
            return "back" if value.back else "there"
    return ""
