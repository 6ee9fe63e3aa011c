"""``dodomu init``: make a new installation."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from pathlib import Path

import click

from dodomu.base.settings import Settings
from dodomu.entry import installing
from dodomu.entry.cli.boot import has_terminal, start_django
from dodomu.entry.cli.commands.migrate import apply_migrations
from dodomu.entry.cli.options import existing_file, first_line, new_file
from dodomu.entry.cli.refusals import Refusal
from dodomu.entry.cli.words import language
from dodomu.entry.installing import Opening

FIRST_NAME = "administrator"


@click.command(
    help=_(
        "Make a new installation in DODOMU_HOME: the key ring, the encrypted database and the first administrator. "
        "The passphrase comes from --passphrase-file, from DODOMU_PASSPHRASE_FILE, or is asked for. The recovery key "
        "is shown once; it is the only way back in when the passphrase is lost. An interrupted init can be run again."
    )
)
@click.option("--passphrase-file", type=existing_file, help=_("A file whose first line is the passphrase."))
@click.option(
    "--key-file",
    type=new_file,
    help=_("A key file outside DODOMU_HOME in place of a passphrase; it is made when it is not there."),
)
@click.option(
    "--recovery-file", type=new_file, help=_("Write the recovery key to this new file in place of showing it.")
)
@click.option("--admin", metavar="NAME", help=_("Sign-in name of the first administrator."))
@click.option(
    "--admin-password-file",
    type=existing_file,
    help=_("A file whose first line is the administrator's password; otherwise one is made and shown once."),
)
def init(
    passphrase_file: Path | None,
    key_file: Path | None,
    recovery_file: Path | None,
    admin: str | None,
    admin_password_file: Path | None,
) -> None:
    """Make an installation, step by step."""
    settings = Settings.read()
    if settings.demo:
        raise Refusal(_("DODOMU_DEMO is set: unset it, for `dodomu init` makes an installation for real work."))
    home = settings.home
    if not installing.is_unfinished(home):
        raise Refusal(_("There already is an installation in DODOMU_HOME; set DODOMU_HOME to another folder."))
    _refuse_lost_recovery(home, recovery_file)
    opening = _opening(settings, passphrase_file, key_file)
    if installing.recovery_is_confirmed(home):
        from dodomu.base.keys import ring

        ring.unlock(home, passphrase=opening.passphrase, key_file=opening.key_file)
    else:
        _hand_over_recovery_key(installing.make_ring(home, opening), recovery_file)
        installing.confirm_recovery(home)
    start_django()
    apply_migrations()
    _first_administrator(admin, admin_password_file)
    installing.finish(home)
    click.echo(_("The installation is ready in {home}. Start it with `dodomu serve`.").format(home=home))


def _opening(settings: Settings, passphrase_file: Path | None, key_file: Path | None) -> Opening:
    if passphrase_file and key_file:
        raise click.UsageError(_("Give either --passphrase-file or --key-file, not both."))
    if passphrase_file:
        return Opening(passphrase=first_line(passphrase_file))
    if key_file or settings.key_file:
        return Opening(key_file=key_file or settings.key_file)
    if settings.passphrase:
        return Opening(passphrase=settings.passphrase)
    if has_terminal():
        typed: str = click.prompt(
            _("A passphrase of at least 12 characters, for the start of every working day"),
            hide_input=True,
            confirmation_prompt=True,
            err=True,
        )
        return Opening(passphrase=typed)
    raise Refusal(_("Nothing to protect the installation with: give --passphrase-file or --key-file."))


def _refuse_lost_recovery(home: Path, recovery_file: Path | None) -> None:
    """Before anything is made: there must be a way to hand over the recovery key."""
    if installing.recovery_is_confirmed(home):
        return
    if recovery_file is None and not has_terminal():
        raise Refusal(_("Without a terminal the recovery key cannot be confirmed: give --recovery-file."))
    if recovery_file is not None and recovery_file.exists():
        raise Refusal(_("The recovery file is there already: name a new one."))
    if recovery_file is not None and recovery_file.resolve().is_relative_to(home.resolve()):
        raise Refusal(_("The recovery file must lie outside DODOMU_HOME: whoever takes one must not get the other."))


def _hand_over_recovery_key(recovery_key: str, recovery_file: Path | None) -> None:
    if recovery_file is not None:
        descriptor = os.open(recovery_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(recovery_key + "\n")
            file.flush()
            os.fsync(file.fileno())
        click.echo(
            _("The recovery key is in {file}: move it to paper or a safe, away from this machine.").format(
                file=recovery_file
            )
        )
        return
    click.echo(_("Recovery key, shown this once. Write it on paper and keep it away from this machine:"))
    click.echo(f"\n    {recovery_key}\n")
    _have_it_typed_back(recovery_key)


def _have_it_typed_back(recovery_key: str) -> None:
    from dodomu.base.keys import KeyRingError
    from dodomu.base.keys.recovery import recovery_secret

    while True:
        typed: str = click.prompt(_("Type it back from the paper"), err=True)
        try:
            if recovery_secret(typed) == recovery_secret(recovery_key):
                return
        except KeyRingError as slip:
            click.echo(str(slip), err=True)
        else:
            click.echo(_("That is another recovery key; compare it with the one above."), err=True)


def _first_administrator(name: str | None, password_file: Path | None) -> None:
    from dodomu.base.access.actions import create_first_administrator
    from dodomu.base.access.actions.accounts import one_time_password
    from dodomu.base.access.models import User

    if User.objects.exists():
        return
    if name is None and has_terminal():
        name = click.prompt(_("Sign-in name of the first administrator"), default=FIRST_NAME, err=True)
    given = first_line(password_file) if password_file else None
    password = given or one_time_password()
    user = create_first_administrator(name or FIRST_NAME, name or FIRST_NAME, password, language=language())
    if given is None:
        user.must_change_password = True
        user.save(update_fields=["must_change_password"])
        click.echo(_("First administrator: {name}").format(name=user.username))
        click.echo(
            _("Password, shown this once, to be changed at the first sign-in: {password}").format(password=password)
        )
    sys.stdout.flush()
