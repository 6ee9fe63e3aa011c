"""Whose act something followed from, as a viewer: what follows from an act is done in its author's name."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries import linking


def who_joined(join_id: UUID) -> Viewer:
    """The author of a join."""
    return _viewer(linking.who_joined(join_id)[0])


def who_split(join_id: UUID) -> Viewer:
    """Who undid a join.

    Raises:
        LookupError: the join still holds.
    """
    split_by = linking.who_joined(join_id)[1]
    if split_by is None:
        raise LookupError("join: it still holds")
    return _viewer(split_by)


def who_let_go(user_id: UUID) -> Viewer:
    """Who let a colleague go.

    Raises:
        LookupError: the colleague still works here.
    """
    left_by = User.objects.values_list("left_by_id", flat=True).get(id=user_id)
    if left_by is None:
        raise LookupError("user: still works here")
    return _viewer(left_by)


def _viewer(user_id: UUID) -> Viewer:
    return Viewer.of(User.objects.get(id=user_id))
