"""``dodomu migrate``: bring the database to the form this version needs; ``dodomu check``: Django's own checks."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

import click

from dodomu.entry.cli.boot import pending_migrations, start_django, unlock
from dodomu.entry.cli.refusals import Refusal


def apply_migrations() -> int:
    """Apply what is missing; return how many migrations that were."""
    from django.core.management import call_command

    missing = pending_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    return missing


@click.command(
    help=_(
        "Bring the database to the form that this version of Dodomu needs. Make a backup first; the command may "
        "be run again at any time and changes nothing when there is nothing to do."
    )
)
def migrate() -> None:
    """Apply pending migrations."""
    unlock()
    start_django()
    done = apply_migrations()
    click.echo(_("The database is up to date; steps taken: {count}.").format(count=done))


@click.command(help=_("Check the settings of this installation the way Django does before it goes to work."))
@click.option("--deploy", is_flag=True, help=_("Check also what matters on a server that others can reach."))
def check(deploy: bool) -> None:
    """Run Django's system checks."""
    from django.core import checks

    unlock()
    start_django()
    found: list[Any] = checks.run_checks(include_deployment_checks=deploy)
    loud = [message for message in found if not message.is_silenced()]
    for message in loud:
        click.echo(f"{message.id}: {message.msg}", err=True)
    if loud:
        raise Refusal(_("The checks found something; mend it, then run this again."))
    click.echo(_("The checks found nothing."))
