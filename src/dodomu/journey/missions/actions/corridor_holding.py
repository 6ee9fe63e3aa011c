"""A corridor held for the length of an act; its words sealed under its own key."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.bridge import committed
from dodomu.journey.missions.models import Corridor, Link, Place
from dodomu.journey.missions.queries.corridor_reach import visible


class Retired(ValueError):
    """The corridor, the place or the link is retired: nothing is added to it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: accepted is what is in use")
        self.what = what


class CodeTaken(ValueError):
    """Another place or link of the corridor has this code."""

    def __init__(self) -> None:
        super().__init__("code: accepted is one that nothing else of this corridor has")


class StillUsed(ValueError):
    """A place that links in use lead to or from is not retired."""

    def __init__(self) -> None:
        super().__init__("place: retire its links first")


def held(by: Viewer, corridor_id: UUID) -> Corridor:
    """The corridor, locked for this transaction.

    Raises:
        NotAllowed: the viewer changes no corridor.
        OutOfReach: there is none of that id for this viewer.
        Retired: it is retired.
    """
    policy.require(by, Act.CORRIDOR_WORK)
    found = visible(by, Act.CORRIDOR_WORK).select_for_update(of=("self",)).filter(id=corridor_id).first()
    if found is None:
        raise policy.OutOfReach
    if found.retired_at:
        raise Retired("corridor")
    return found


def held_place(by: Viewer, place_id: UUID) -> tuple[Corridor, Place]:
    """A place in use with its corridor, which is locked. Raises as ``held``."""
    place = Place.objects.filter(id=place_id).first()
    corridor = held(by, _of(by, place))
    if place is None or place.retired_at:
        raise Retired("place")
    return corridor, place


def held_link(by: Viewer, link_id: UUID) -> tuple[Corridor, Link]:
    """A link in use with its corridor, which is locked. Raises as ``held``."""
    link = Link.objects.filter(id=link_id).first()
    corridor = held(by, _of(by, link))
    if link is None or link.retired_at:
        raise Retired("link")
    return corridor, link


def sealed_value(corridor: Corridor, table: str, row: UUID, column: str, value: Any) -> bytes:
    return keys.seal(key_of(corridor), table, row, column, value)


def leaf(by: Viewer, corridor: Corridor, kind: str, *words: str, **codes: str | int) -> None:
    """The journal's leaf: codes, and a commitment to the words under the corridor's key."""
    kept = [word for word in words if word]
    commitments = committed(key_of(corridor), *kept) if kept else ()
    journal.append(kind, by=by, subject=corridor.pid, commitments=commitments, codes=codes)


def ends_in_order(since: datetime, until: datetime) -> None:
    """Raises ValueError unless ``until`` is later."""
    if until <= since:
        raise ValueError("until: accepted is a time after the beginning")


def _of(by: Viewer, row: Place | Link | None) -> UUID:
    policy.require(by, Act.CORRIDOR_WORK)
    if row is None:
        raise policy.OutOfReach
    return row.corridor_id
