"""Saved views of lists, chosen columns, the start page: always as the one who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base import keys
from dodomu.base.access.models import ListChoice, SavedView, StartPage, Team
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.viewer import Viewer

TABLE, COLUMN = "access_savedview", "name_sealed"


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as its reader sees it. ``name`` is empty where its key was destroyed."""

    id: UUID
    name: str = field(repr=False)
    table: str
    path: str
    query: str
    mine: bool
    is_start: bool
    owner: str
    team_id: UUID | None
    team: str
    for_all: bool

    @property
    def url(self) -> str:
        return f"{self.path}?{self.query}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns (names joined by dots) and order that somebody chose on a list; empty: as the list comes."""

    columns: str = ""
    sort: str = ""


def views_of(viewer: Viewer, table: str) -> list[View]:
    """The saved views of one list that this viewer sees: their own, those of their teams, those for everybody."""
    return _opened(viewer, _visible(viewer).filter(table=table))


def all_views(viewer: Viewer) -> list[View]:
    """Every view this viewer saved, on whichever list."""
    return _opened(viewer, _visible(viewer).filter(owner=viewer.user_id))


def view(viewer: Viewer, view_id: UUID) -> View:
    """One saved view.

    Raises:
        OutOfReach: there is none of that id for this viewer.
    """
    found = _opened(viewer, _visible(viewer).filter(pk=view_id))
    if not found:
        raise OutOfReach
    return found[0]


def start_url(viewer: Viewer) -> str:
    """The address of the start page, or empty: none is set, or its view is no longer shared with this viewer."""
    started = StartPage.objects.filter(user=viewer.user_id).values("view")
    found = _visible(viewer).filter(pk__in=started).values_list("path", "query").first()
    return f"{found[0]}?{found[1]}" if found else ""


def choice(viewer: Viewer, table: str) -> Choice:
    """What this viewer chose on a list."""
    if viewer.user_id is None:
        return Choice()
    found = ListChoice.objects.filter(user=viewer.user_id, table=table).values_list("columns", "sort").first()
    return Choice(*found) if found else Choice()


def teams_to_share_with(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The viewer's own teams; every team for those whose role holds in the whole organisation."""
    found = Team.objects.order_by("name")
    if not works_everywhere(viewer):
        found = found.filter(pk__in=viewer.team_ids)
    return list(found.values_list("pk", "name"))


def works_everywhere(viewer: Viewer) -> bool:
    """Whether the viewer holds a role that is bound to no team."""
    return any(held.team_id is None for held in viewer.held)


def _visible(viewer: Viewer) -> QuerySet[SavedView]:
    if viewer.user_id is None:
        return SavedView.objects.none()
    shared = Q(team__in=viewer.team_ids) | Q(for_all=True)
    return SavedView.objects.filter(Q(owner=viewer.user_id) | shared)


def _opened(viewer: Viewer, found: QuerySet[SavedView]) -> list[View]:
    rows = list(found.select_related("owner", "team"))
    opened = keys.open_keys([row.data_key for row in rows])
    started = set(StartPage.objects.filter(user=viewer.user_id).values_list("view", flat=True)) if rows else set()
    return [
        View(
            id=row.id,
            name=_name(row, opened.get(row.data_key)),
            table=row.table,
            path=row.path,
            query=row.query,
            mine=row.owner_id == viewer.user_id,
            is_start=row.id in started,
            owner=row.owner.display_name,
            team_id=row.team_id,
            team=row.team.name if row.team else "",
            for_all=row.for_all,
        )
        for row in rows
    ]


def _name(row: SavedView, key: keys.OpenKey | None) -> str:
    return str(keys.unseal(key, TABLE, row.id, COLUMN, bytes(row.name_sealed))) if key else ""
