"""Saving a view of a list, sharing it, starting with it; remembering columns. Nobody's data, so no journal leaf."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import Act
from dodomu.base.access.lists import COLUMN, TABLE, teams_to_share_with, view, works_everywhere
from dodomu.base.access.models import ListChoice, SavedView, StartPage
from dodomu.base.access.policy import OutOfReach, require
from dodomu.base.access.refusals import Refused
from dodomu.base.access.sealing import forget, seal_words
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id

MOST_VIEWS = 100
LONGEST_NAME = 60
ALL = "all"
"""Share with everybody; other shares are the id of a team, or empty for nobody."""


@transaction.atomic
def save_view(by: Viewer, name: str, *, table: str, path: str, query: str, share: str = "") -> UUID:
    """Keep a view of a list. ``query`` holds codes only: the table checked it.

    Raises:
        Refused: the name is empty or too long, there are too many views, or the share is not the viewer's to choose.
    """
    require(by, Act.OWN_ACCOUNT)
    team_id, for_all = _shared(by, share)
    if SavedView.objects.filter(owner=by.staff_id).count() >= MOST_VIEWS:
        raise Refused("name", _("You have %(most)s saved views. Delete one first.") % {"most": MOST_VIEWS})
    row = new_id()
    sealed, key = seal_words(TABLE, row, COLUMN, _checked(name))
    SavedView.objects.create(
        id=row, owner_id=by.staff_id, table=table, path=path, query=query,
        name_sealed=sealed, data_key=key, team_id=team_id, for_all=for_all,
    )  # fmt: skip
    return row


@transaction.atomic
def change_view(by: Viewer, view_id: UUID, name: str, share: str) -> None:
    """Rename a view of one's own, share it otherwise. A new name gets a new key; the old one is destroyed.

    Raises:
        OutOfReach: it is not the viewer's. Refused: as ``save_view``.
    """
    row = _own(by, view_id)
    row.team_id, row.for_all = _shared(by, share)
    before = row.data_key
    row.name_sealed, row.data_key = seal_words(TABLE, row.id, COLUMN, _checked(name))
    row.save(update_fields=("team", "for_all", "name_sealed", "data_key"))
    forget(before)


@transaction.atomic
def delete_view(by: Viewer, view_id: UUID) -> None:
    """Delete a view of one's own, its name with its key; whoever started with it starts with their work again.

    Raises:
        OutOfReach: it is not the viewer's.
    """
    row = _own(by, view_id)
    forget(row.data_key)
    row.delete()


@transaction.atomic
def start_with(by: Viewer, view_id: UUID | None) -> None:
    """Make a view the page that opens after signing in; None goes back to my work.

    Raises:
        OutOfReach: there is no such view for this viewer.
    """
    require(by, Act.OWN_ACCOUNT)
    StartPage.objects.filter(user=by.staff_id).delete()
    if view_id is not None:
        StartPage.objects.create(user_id=by.staff_id, view_id=view(by, view_id).id)


def remember_list(by: Viewer, table: str, columns: str, sort: str) -> None:
    """Remember the columns and the order somebody chose on a list."""
    require(by, Act.OWN_ACCOUNT)
    ListChoice.objects.update_or_create(
        user_id=by.staff_id, table=table, defaults={"columns": columns[:2000], "sort": sort[:60]}
    )


def _own(by: Viewer, view_id: UUID) -> SavedView:
    require(by, Act.OWN_ACCOUNT)
    row = SavedView.objects.select_for_update().filter(pk=view_id, owner=by.staff_id).first()
    if row is None:
        raise OutOfReach
    return row


def _checked(name: str) -> str:
    text = " ".join(name.split())
    if not text:
        raise Refused("name", _("Write a name for this view."))
    if len(text) > LONGEST_NAME:
        raise Refused("name", _("Write at most %(most)s characters.") % {"most": LONGEST_NAME})
    return text


def _shared(by: Viewer, share: str) -> tuple[UUID | None, bool]:
    if not share:
        return None, False
    if share == ALL and works_everywhere(by):
        return None, True
    for team_id, _name in teams_to_share_with(by):
        if share == str(team_id):
            return team_id, False
    raise Refused("share", _("Share with a team of yours, or with nobody."))
