"""``dodomu user``: staff, passwords and roles from the command line, through the acts of the staff pages."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_json, as_user
from dodomu.entry.cli.output import show_json, show_table
from dodomu.entry.cli.refusals import Refusal
from dodomu.entry.cli.words import language

if TYPE_CHECKING:
    from dodomu.base.access.models import RoleGrant, Team, User


@click.group(help=_("See who works here, add colleagues, grant and end roles, let somebody leave."))
def user() -> None:
    """Hold the commands about staff together."""


@user.command("list", help=_("List everyone who works here, with their roles."))
@as_user
@as_json
def list_users(as_name: str | None, as_json: bool) -> None:
    """Show staff and the roles they hold now."""
    start()
    from dodomu.base.access.acts import Act
    from dodomu.base.access.models import User
    from dodomu.base.access.policy import require

    require(acting(as_name), Act.STAFF_SEE)
    rows = [
        {
            "name": person.username,
            "display_name": person.display_name,
            "roles": _roles(person),
            "active": person.is_active,
        }
        for person in User.objects.order_by("created_at")
    ]
    if as_json:
        show_json(rows)
        return
    shown = [
        (str(row["name"]), str(row["display_name"]), str(row["roles"]) if row["active"] else _("has left"))
        for row in rows
    ]
    show_table((_("Sign-in name"), _("Name"), _("Roles")), shown)


@user.command(help=_("Add a colleague; the password that is shown once must be changed at the first sign-in."))
@click.argument("name")
@click.option("--display-name", help=_("The colleague's name as others see it."))
@click.option("--role", "roles", multiple=True, metavar="ROLE", help=_("A role to grant; may be repeated."))
@click.option("--team", metavar="TEAM", help=_("The team the roles are granted in; it is created when it is new."))
@as_user
def add(name: str, display_name: str | None, roles: tuple[str, ...], team: str | None, as_name: str | None) -> None:
    """Make the account, then grant."""
    start()
    from dodomu.base.access.actions import add_user, grant_role

    by = acting(as_name)
    _refuse_unknown(roles)
    made = add_user(by, name, display_name or name, language=language())
    where = _team(team, as_name)
    for role in roles:
        grant_role(by, made.user, role, team=where)
    click.echo(
        _("Added {name}. Password, shown this once: {password}").format(name=made.user.username, password=made.password)
    )


@user.command(help=_("Give a colleague a new password, shown once; all their sessions end."))
@click.argument("name")
@as_user
def password(name: str, as_name: str | None) -> None:
    """Replace a forgotten password."""
    start()
    from dodomu.base.access.actions import new_one_time_password

    fresh = new_one_time_password(acting(as_name), _named(name))
    click.echo(_("New password, shown this once: {password}").format(password=fresh))


@user.command(help=_("Grant a role to a colleague, in one team or in the whole organisation."))
@click.argument("name")
@click.argument("role")
@click.option("--team", metavar="TEAM", help=_("The team the role is granted in; it is created when it is new."))
@as_user
def grant(name: str, role: str, team: str | None, as_name: str | None) -> None:
    """Grant one role."""
    start()
    from dodomu.base.access.actions import grant_role

    _refuse_unknown((role,))
    grant_role(acting(as_name), _named(name), role, team=_team(team, as_name))
    click.echo(_("Granted."))


@user.command(help=_("End a role of a colleague."))
@click.argument("name")
@click.argument("role")
@click.option("--team", metavar="TEAM", help=_("The team the role was granted in."))
@as_user
def end(name: str, role: str, team: str | None, as_name: str | None) -> None:
    """End one role."""
    start()
    from dodomu.base.access.actions import end_grant

    end_grant(acting(as_name), _held(_named(name), role, team))
    click.echo(_("Ended."))


@user.command(help=_("Let a colleague leave: sessions and roles end, the children in their care pass to --to."))
@click.argument("name")
@click.option("--to", "successor", metavar="USER", help=_("Sign-in name of the colleague who takes over."))
@as_user
def leave(name: str, successor: str | None, as_name: str | None) -> None:
    """Close an account for good."""
    start()
    from dodomu.base.access.actions import leave as let_leave

    let_leave(acting(as_name), _named(name), _named(successor) if successor else None)
    click.echo(_("The account is closed."))


def _named(name: str) -> User:
    from dodomu.base.access.models import User

    found = User.objects.filter(username=name.strip().casefold()).first()
    if found is None:
        raise Refusal(_("Nobody has this sign-in name; `dodomu user list` shows everyone."))
    return found


def _refuse_unknown(roles: tuple[str, ...]) -> None:
    from dodomu.base.access.roles import BY_CODE

    if set(roles) - set(BY_CODE):
        raise click.UsageError(_("There is no such role; choose from: {roles}.").format(roles=", ".join(BY_CODE)))


def _team(name: str | None, as_name: str | None) -> Team | None:
    if not name:
        return None
    from dodomu.base.access.actions import create_team
    from dodomu.base.access.models import Team

    return Team.objects.filter(name=name).first() or create_team(acting(as_name), name)


def _held(person: User, role: str, team: str | None) -> RoleGrant:
    from dodomu.base.access.models import RoleGrant

    held = RoleGrant.objects.filter(user=person, role=role, until=None)
    found = held.filter(team__name=team).first() if team else held.first()
    if found is None:
        raise Refusal(_("This colleague does not hold that role; `dodomu user list` shows who holds which."))
    return found


def _roles(person: User) -> str:
    from dodomu.base.access.models import RoleGrant

    grants = RoleGrant.objects.filter(user=person, until=None).select_related("team")
    return ", ".join(f"{grant.role} ({grant.team.name})" if grant.team else grant.role for grant in grants)
