"""Corridors, their places and links: made, changed, retired. What was travelled stays readable, so nothing is deleted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import said, sealed_if_said
from dodomu.journey.cases.bridge import seal_text
from dodomu.journey.missions.actions.corridor_holding import (
    CodeTaken,
    Retired,
    StillUsed,
    held,
    held_link,
    held_place,
    leaf,
)
from dodomu.journey.missions.models import Corridor, Link, LinkKind, Place, PlaceKind, Side
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries.corridor_reach import keeping_teams
from dodomu.journey.missions.queries.corridor_reading import place_row, read

__all__ = [
    "CodeTaken",
    "LinkInput",
    "PlaceInput",
    "Retired",
    "StillUsed",
    "add_link",
    "add_place",
    "change_corridor",
    "change_link",
    "change_place",
    "checked_link",
    "checked_place",
    "make_corridor",
    "retire_corridor",
    "retire_link",
    "retire_place",
]
CODE: Final = re.compile(r"[A-Za-zА-ЯҐЄІЇа-яґєії0-9][A-Za-zА-ЯҐЄІЇа-яґєії0-9.-]{0,7}")
MOST: Final = {
    "wait_risk": 100,
    "x": 1000,
    "y": 1000,
    "risk": 1000,
    "minutes": 20_000,
    "walking_m": 100_000,
    "cost": 1_000_000,
}


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """A place as somebody writes it down; see ``models.Place``."""

    code: str
    name: str = field(repr=False)
    kind: str
    side: str
    zone: str
    x: int
    y: int
    wait_risk: int
    may_wait: bool
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LinkInput:
    """A link as somebody writes it down; see ``models.Link``."""

    code: str
    kind: str
    start_id: UUID
    end_id: UUID
    one_way: bool
    minutes: int
    minutes_p90: int
    risk: int
    cost: int
    walking_m: int = 0
    note: str = field(default="", repr=False)


@transaction.atomic
def make_corridor(by: Viewer, title: str, team_id: UUID) -> Corridor:
    """Begin a corridor that a team keeps.

    Raises:
        NotAllowed: the viewer makes no corridors, or sees no routes.
        ValueError: the title is empty, or the viewer does not work in that team.
    """
    policy.require(by, Act.CORRIDOR_WORK)
    if not policy.sees_compartment(by, Compartment.ROUTE):
        raise policy.NotAllowed(Act.CORRIDOR_WORK)
    if team_id not in dict(keeping_teams(by)):
        raise ValueError("team: accepted are the teams in which you work on corridors")
    words, key, row = said("title", title), keys.new_data_key(), new_id()
    corridor = Corridor.objects.create(
        id=row,
        team_id=team_id,
        data_key_id=key.id,
        title_sealed=seal_text(key, "missions_corridor", row, "title_sealed", words),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    leaf(by, corridor, "corridor.made", words)
    return corridor


@transaction.atomic
def change_corridor(
    by: Viewer, corridor_id: UUID, title: str, team_id: UUID, *, expected_version: str = ""
) -> Corridor:
    """Call a corridor otherwise, or let another team keep it.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``. ValueError: as ``make_corridor``.
        Changed: it is another than that of ``expected_version``.
    """
    corridor = held(by, corridor_id)
    queries.title_state(corridor, read([corridor]).title(corridor)).must_be(expected_version)
    if team_id != corridor.team_id and team_id not in dict(keeping_teams(by)):
        raise ValueError("team: accepted are the teams in which you work on corridors")
    words = said("title", title)
    corridor.title_sealed = sealed_if_said(corridor, "missions_corridor", corridor.id, title=words)["title_sealed"]
    corridor.team_id = team_id
    corridor.save(update_fields=("title_sealed", "team"))
    leaf(by, corridor, "corridor.changed", words)
    return corridor


@transaction.atomic
def retire_corridor(by: Viewer, corridor_id: UUID, reason: str) -> Corridor:
    """Nobody plans on it any more; missions that ran on it keep it.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``. ValueError: no reason.
    """
    corridor, words = held(by, corridor_id), said("reason", reason)
    corridor.retired_by_id, corridor.retired_at = by.staff_id, timezone.now()
    corridor.save(update_fields=("retired_by", "retired_at"))
    leaf(by, corridor, "corridor.retired", words)
    return corridor


@transaction.atomic
def add_place(by: Viewer, corridor_id: UUID, given: PlaceInput) -> Place:
    """Add a place.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``. CodeTaken. ValueError: names the field and what it accepts.
    """
    corridor, row = held(by, corridor_id), new_id()
    checked_place(given)
    if corridor.places.filter(code=given.code).exists():
        raise CodeTaken
    place = Place(id=row, corridor=corridor, by_id=by.staff_id, at=timezone.now())
    _fill_place(corridor, place, given)
    place.save(force_insert=True)
    leaf(by, corridor, "corridor.place_added", given.name, given.note, code=row.hex)
    return place


@transaction.atomic
def change_place(by: Viewer, place_id: UUID, given: PlaceInput, *, expected_version: str = "") -> Place:
    """Say otherwise what a place is.

    Raises:
        as ``add_place``; Changed: it is another than that of ``expected_version``.
    """
    corridor, place = held_place(by, place_id)
    queries.place_state(place_row(read([corridor]), place)).must_be(expected_version)
    checked_place(given)
    if corridor.places.filter(code=given.code).exclude(id=place_id).exists():
        raise CodeTaken
    _fill_place(corridor, place, given)
    place.save()
    leaf(by, corridor, "corridor.place_changed", given.name, given.note, code=place.id.hex)
    return place


@transaction.atomic
def retire_place(by: Viewer, place_id: UUID, reason: str) -> Place:
    """Nobody plans through this place any more.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``. StillUsed: a link in use begins or ends there. ValueError: no reason.
    """
    (corridor, place), words = held_place(by, place_id), said("reason", reason)
    if place.links_from.filter(retired_at=None).exists() or place.links_to.filter(retired_at=None).exists():
        raise StillUsed
    place.retired_at = timezone.now()
    place.save(update_fields=("retired_at",))
    leaf(by, corridor, "corridor.place_retired", words, code=place.id.hex)
    return place


@transaction.atomic
def add_link(by: Viewer, corridor_id: UUID, given: LinkInput) -> Link:
    """Add a link between two places of the corridor that are in use.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``. CodeTaken. ValueError: names the field and what it accepts.
    """
    corridor, row = held(by, corridor_id), new_id()
    _check_ends(corridor, given)
    if corridor.links.filter(code=given.code).exists():
        raise CodeTaken
    link = Link(id=row, corridor=corridor, by_id=by.staff_id, at=timezone.now())
    _fill_link(corridor, link, given)
    link.save(force_insert=True)
    leaf(by, corridor, "corridor.link_added", given.note, code=row.hex, sort=given.kind)
    return link


@transaction.atomic
def change_link(by: Viewer, link_id: UUID, given: LinkInput, *, expected_version: str = "") -> Link:
    """Say otherwise what a link is; its rules stay.

    Raises:
        as ``add_link``; Changed: it is another than that of ``expected_version``.
    """
    corridor, link = held_link(by, link_id)
    queries.link_form_state(queries.link(by, corridor.id, link_id)).must_be(expected_version)
    _check_ends(corridor, given)
    if corridor.links.filter(code=given.code).exclude(id=link_id).exists():
        raise CodeTaken
    _fill_link(corridor, link, given)
    link.save()
    leaf(by, corridor, "corridor.link_changed", given.note, code=link.id.hex, sort=given.kind)
    return link


@transaction.atomic
def retire_link(by: Viewer, link_id: UUID, reason: str) -> Link:
    """Nobody plans over this link any more; its rules ask nothing.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``. ValueError: no reason.
    """
    (corridor, link), words = held_link(by, link_id), said("reason", reason)
    link.retired_at = timezone.now()
    link.save(update_fields=("retired_at",))
    leaf(by, corridor, "corridor.link_retired", words, code=link.id.hex)
    return link


def checked_place(given: PlaceInput) -> None:
    """Raises ValueError that names the field and what it accepts."""
    _check_code(given.code)
    said("name", given.name)
    if given.kind not in PlaceKind.values:
        raise ValueError(f"kind: accepted are {', '.join(PlaceKind.values)}")
    if given.side not in Side.values:
        raise ValueError(f"side: accepted are {', '.join(Side.values)}")
    try:
        ZoneInfo(given.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("zone: accepted are IANA time zones, for example Europe/Kyiv") from None
    for name in ("x", "y", "wait_risk"):
        _check_number(name, getattr(given, name))


def checked_link(given: LinkInput) -> None:
    """Raises ValueError that names the field and what it accepts."""
    _check_code(given.code)
    if given.kind not in LinkKind.values:
        raise ValueError(f"kind: accepted are {', '.join(LinkKind.values)}")
    for name in ("risk", "cost", "walking_m", "minutes"):
        _check_number(name, getattr(given, name), lowest=1 if name == "minutes" else 0)
    if not given.minutes <= given.minutes_p90 <= MOST["minutes"]:
        raise ValueError("minutes_p90: accepted is at least the usual time")
    if given.start_id == given.end_id:
        raise ValueError("end: accepted is another place than the start")


def _check_ends(corridor: Corridor, given: LinkInput) -> None:
    checked_link(given)
    in_use = set(corridor.places.filter(retired_at=None).values_list("id", flat=True))
    for name, place in (("start", given.start_id), ("end", given.end_id)):
        if place not in in_use:
            raise ValueError(f"{name}: accepted are places in use of this corridor")


def _check_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise ValueError("code: accepted are up to 8 letters and digits, for example B2")


def _check_number(name: str, number: int, lowest: int = 0) -> None:
    if not lowest <= number <= MOST[name]:
        raise ValueError(f"{name}: accepted is {lowest} to {MOST[name]}")


def _fill_place(corridor: Corridor, place: Place, given: PlaceInput) -> None:
    for name in ("code", "kind", "side", "zone", "x", "y", "wait_risk", "may_wait"):
        setattr(place, name, getattr(given, name))
    for name, blob in sealed_if_said(corridor, "missions_place", place.id, name=given.name, note=given.note).items():
        setattr(place, name, blob)


def _fill_link(corridor: Corridor, link: Link, given: LinkInput) -> None:
    for name in (
        "code", "kind", "start_id", "end_id", "one_way", "minutes", "minutes_p90", "walking_m", "risk", "cost",
    ):  # fmt: skip
        setattr(link, name, getattr(given, name))
    link.note_sealed = sealed_if_said(corridor, "missions_link", link.id, note=given.note)["note_sealed"]
