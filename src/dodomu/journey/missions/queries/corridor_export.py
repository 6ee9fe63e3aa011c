"""A corridor as the rows of a file that can be read in again."""

from __future__ import annotations

from typing import Any

from dodomu.journey.missions.corridor_columns import COLUMNS
from dodomu.journey.missions.corridor_when import write_moment
from dodomu.journey.missions.queries.corridor_rows import CorridorView, LinkRow, PlaceRow, RuleRow


def export_rows(view: CorridorView) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows: the corridor, its places, its links, and the rules that count, each until it is replaced."""
    headings = [names[0] for names in COLUMNS.values()]
    found = [{"what": "corridor", "code": "-", "name": view.row.title}]
    found += [_place(place) for place in view.places]
    for link in view.links:
        found += [_link(link), *(_rule(link, rule) for rule in reversed(link.rules) if rule.counts)]
    return headings, [[row.get(heading, "") for heading in headings] for row in found]


def _place(place: PlaceRow) -> dict[str, Any]:
    names = ("code", "name", "kind", "side", "zone", "x", "y", "wait_risk", "note")
    return {"what": "place", **{name: getattr(place, name) for name in names}, "may_wait": _yes(place.may_wait)}


def _link(link: LinkRow) -> dict[str, Any]:
    names = ("code", "kind", "minutes", "minutes_p90", "walking_m", "risk", "cost", "note")
    ends = {"from": link.start.code, "to": link.end.code, "one_way": _yes(link.one_way)}
    return {"what": "link", **{name: getattr(link, name) for name in names}, **ends}


def _rule(link: LinkRow, rule: RuleRow) -> dict[str, Any]:
    return {
        "what": "rule",
        "code": link.code,
        "rule": rule.kind,
        "value": rule.text,
        "since": write_moment(rule.since),
        "until": write_moment(rule.counts_until),
        "observed": f"{rule.observed_on:%Y-%m-%d}",
        "source": rule.source,
    }


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
