"""Invented members of staff for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from dodomu.base.access.models import CompartmentGrant, RoleGrant, Team, User

PASSWORD = "willow-heron-lantern"
_numbers = count(1)


def make_team(name: str = "Willow") -> Team:
    """A team, made by a founder of its own."""
    existing = Team.objects.filter(name=name).first()
    return existing or Team.objects.create(name=name, created_by=founder())


def founder() -> User:
    """The first administrator, made by the installation."""
    found = User.objects.filter(username="founder").first()
    return found or make_user("administrator", username="founder")


def make_user(
    *roles: str, team: Team | None = None, username: str = "", compartments: tuple[str, ...] = (), **more: Any
) -> User:
    """A member of staff who holds ``roles`` (in ``team`` when given), granted by the installation."""
    name = username or f"{roles[0] if roles else 'nobody'}-{next(_numbers)}".replace("_", "-")
    user = User(
        username=name,
        display_name=name.title(),
        by_installation=True,
        must_change_password=False,
        language="en",
        **more,
    )
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, team=team, by_installation=True)
    for compartment in compartments:
        CompartmentGrant.objects.create(user=user, compartment=compartment, by_installation=True)
    return user
