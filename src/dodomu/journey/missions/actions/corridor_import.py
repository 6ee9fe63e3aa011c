"""A corridor from a file, tried first and written only when every row can be read; and written to a file again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions import corridor as verbs
from dodomu.journey.missions.actions.corridor_holding import held, leaf
from dodomu.journey.missions.actions.corridor_rules import RuleInput, write
from dodomu.journey.missions.actions.corridor_table import Draft, read_draft
from dodomu.journey.missions.corridor_lines import write_rule
from dodomu.journey.missions.corridor_messages import RowError
from dodomu.journey.missions.corridor_rules import Known
from dodomu.journey.missions.corridor_when import write_moment
from dodomu.journey.missions.models import Corridor, Link, Place, RuleKind
from dodomu.journey.missions.queries.corridor_reach import corridor_of
from dodomu.journey.missions.queries.corridor_reading import read
from dodomu.journey.registry.lists.locating import first_row_heading
from dodomu.journey.registry.lists.table import find_layout, read_table

BESIDE = frozenset({RuleKind.CLOSED, RuleKind.TIMETABLE})
"""Kinds of which several hold side by side; of the others a rule from a file takes the place of the one that holds."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file would bring.

    Attributes:
        title: of a new corridor, from the file.
        places, links, rules: how many are new; known: how many rows say what the corridor has already.
        errors: what is wrong, by row; with any, nothing can be imported.
    """

    title: str
    places: int
    links: int
    rules: int
    known: int
    errors: tuple[RowError, ...]


class HasErrors(ValueError):
    """Rows of the file cannot be read; nothing was written."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        super().__init__("file: accepted is one without errors")
        self.errors = tuple(errors)


def try_import(by: Viewer, content: bytes, into: UUID | None = None, *, now: datetime | None = None) -> Trial:
    """Read a file as it would be imported. Nothing is written.

    Parameters:
        content: CSV (any usual separator and encoding) or XLSX.
        into: a corridor to add to; None for a new one.

    Raises:
        NotAllowed, OutOfReach: as ``held``.
        ListNotReadable: the file is no table.
    """
    policy.require(by, Act.CORRIDOR_WORK)
    corridor = corridor_of(by, into, Act.CORRIDOR_WORK) if into else None
    draft, wanted = _wanted(corridor, content, now or timezone.now())
    known = len(draft.places) + len(draft.links) + len(draft.rules) - wanted.size
    return Trial(draft.title, len(wanted.places), len(wanted.links), len(wanted.rules), known, tuple(draft.errors))


@transaction.atomic
def import_corridor(
    by: Viewer,
    content: bytes,
    *,
    title: str = "",
    team_id: UUID | None = None,
    into: UUID | None = None,
    now: datetime | None = None,
) -> Corridor:
    """Make a corridor from a file, or add what is new in a file to one.

    Parameters:
        title: of a new corridor; without it the file must name one.
        team_id: the team that keeps a new one.
        now: what the times in the file that are told from now count from.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held``.
        HasErrors: a row cannot be read; nothing was written.
        ListNotReadable: the file is no table.
        ValueError: there is no title, or no team in which the viewer works.
    """
    policy.require(by, Act.CORRIDOR_WORK)
    existing = held(by, into) if into else None
    draft, wanted = _wanted(existing, content, now or timezone.now())
    if draft.errors:
        raise HasErrors(draft.errors)
    corridor = existing
    if corridor is None:
        if team_id is None:
            raise ValueError("team: say which team keeps the corridor")
        corridor = verbs.make_corridor(by, title or draft.title, team_id)
    places = dict(corridor.places.values_list("code", "id"))
    for code, place in wanted.places.items():
        places[code] = verbs.add_place(by, corridor.id, place).id
    for link in wanted.links.values():
        given = replace(link.given, start_id=places[link.start], end_id=places[link.end])
        verbs.add_link(by, corridor.id, given)
    links = {link.code: link for link in corridor.links.all()}
    instead = _holding(corridor)
    for code, rule in wanted.rules:
        _write_rule(by, corridor, links[code], rule, instead)
    sizes = {"places": len(wanted.places), "links": len(wanted.links), "rules": len(wanted.rules)}
    leaf(by, corridor, "corridor.imported", **sizes)
    return corridor


@transaction.atomic
def note_export(by: Viewer, corridor_id: UUID, purpose: str, rows: int) -> None:
    """Journal that a corridor leaves in a file, before it does.

    Raises:
        NotAllowed, OutOfReach: the corridor is not for this viewer to change: who only reads takes no file.
    """
    corridor = corridor_of(by, corridor_id, Act.CORRIDOR_WORK)
    journal.append(
        "list.exported", by=by, subject=corridor.pid, codes={"list": "corridor", "purpose": purpose, "rows": rows}
    )


class _Wanted(Draft):
    """The part of a draft that the corridor does not hold yet."""

    @property
    def size(self) -> int:
        return len(self.places) + len(self.links) + len(self.rules)


def _wanted(corridor: Corridor | None, content: bytes, now: datetime) -> tuple[Draft, _Wanted]:
    table = read_table(BytesIO(content), find_layout(BytesIO(content)), first_row_heading)
    places = corridor.places.filter(retired_at=None) if corridor else Place.objects.none()
    known_places = frozenset(places.values_list("code", flat=True))
    links = list(corridor.links.filter(retired_at=None)) if corridor else []
    draft = read_draft(
        table.headings,
        ((row.number, row.cells) for row in table.rows),
        now,
        known_places=known_places,
        known_links=frozenset(link.code for link in links),
        gone=_gone(corridor) if corridor else frozenset(),
    )
    said = _said(corridor) if corridor else set()
    codes = {link.code for link in links}
    return draft, _Wanted(
        places={code: one for code, one in draft.places.items() if code not in known_places},
        links={code: one for code, one in draft.links.items() if code not in codes},
        rules=[(code, one) for code, one in draft.rules if (code, *_told(one)) not in said],
    )


def _gone(corridor: Corridor) -> frozenset[str]:
    places, links = (rows.exclude(retired_at=None) for rows in (corridor.places, corridor.links))
    return frozenset([*places.values_list("code", flat=True), *links.values_list("code", flat=True)])


def _said(corridor: Corridor) -> set[tuple[object, ...]]:
    """What is recorded of the corridor's links already."""
    known = read([corridor])
    return {(link.code, *_told(rule)) for link in known.links for rule in known.known(link)}


def _told(rule: RuleInput | Known) -> tuple[object, ...]:
    """What a file says of a rule: to the minute, so that what was saved as a file is known when it is read in again."""
    return rule.kind, write_rule(rule.value), write_moment(rule.since), write_moment(rule.until)


def _holding(corridor: Corridor) -> dict[tuple[UUID, str], tuple[UUID, datetime]]:
    """By link and kind, the rule that counts longest, with its end."""
    found: dict[tuple[UUID, str], tuple[UUID, datetime]] = {}
    known = read([corridor])
    for link in known.links:
        for rule in known.known(link):
            key = (link.id, rule.kind)
            if rule.kind not in BESIDE and (key not in found or rule.until > found[key][1]):
                found[key] = (UUID(rule.id), rule.until)
    return found


def _write_rule(
    by: Viewer,
    corridor: Corridor,
    link: Link,
    rule: RuleInput,
    instead: dict[tuple[UUID, str], tuple[UUID, datetime]],
) -> None:
    """A rule takes the place of one that was there before the import and would hold on; of each at most once."""
    old = instead.pop((link.id, rule.kind), None)
    write(by, corridor, link, rule, old[0] if old and old[1] > rule.since else None)
