"""The invented colleagues, added and given their roles by the administrator."""

from __future__ import annotations

from dodomu.base.access.actions import add_user, create_first_administrator, create_team, end_grant, grant_role
from dodomu.base.access.models import RoleGrant, Team, User
from dodomu.base.access.roles import Administrator
from dodomu.base.access.viewer import Viewer
from dodomu.entry.scenario.children import read


def hire(password: str) -> dict[str, str]:
    """Make every account with this password; return the first sign-in name of each role.

    The first administrator begins with five roles. Nobody can change their own rights, so the director, made
    administrator for a moment, takes away what a mere administrator should not hold.
    """
    people = read("staff.toml")["person"]
    first, *others = people
    admin = create_first_administrator(first["username"], first["name"], password)
    teams = {name: create_team(Viewer.of(admin), name) for name in read("staff.toml")["teams"]}
    for row in others:
        _hire(admin, row, teams, password)
    _leave_only_administrator(admin, User.objects.get(username="director"))
    sign_ins: dict[str, str] = {}
    for row in people:
        for role in row["roles"]:
            sign_ins.setdefault(role, row["username"])
    return sign_ins


def _hire(admin: User, row: dict[str, str | list[str]], teams: dict[str, Team], password: str) -> None:
    made = add_user(Viewer.of(admin), str(row["username"]), str(row["name"])).user
    # What each of them would do at the first sign-in, where the one-time password must be changed.
    made.set_password(password)
    made.must_change_password = False
    made.save(update_fields=["password", "must_change_password"])
    for role in row["roles"]:
        grant_role(Viewer.of(admin), made, role, team=teams.get(str(row.get("team", ""))))


def _leave_only_administrator(admin: User, director: User) -> None:
    lent = grant_role(Viewer.of(admin), director, Administrator.code)
    for grant in RoleGrant.objects.filter(user=admin, until=None).exclude(role=Administrator.code):
        end_grant(Viewer.of(director), grant)
    end_grant(Viewer.of(admin), lent)
