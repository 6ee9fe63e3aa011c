"""``dodomu keys``: the organisation's key is rotated, and the key file of the backups is written."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.commands.backup import recipient, recipients_of
from dodomu.entry.cli.options import as_user, existing_folder
from dodomu.entry.cli.output import progress


@click.group(help=_("The keys of the installation: rotation, and the key file without which no backup opens."))
def keys() -> None:
    """Hold the commands about keys together."""


@keys.command(
    help=_(
        "Make a new key of the organisation, wrap every data key under it, and destroy the old one. Do it once a year, "
        "and after something was destroyed. Others may go on working; a rotation that was cut off is finished by the "
        "next. Make a backup afterwards."
    )
)
@as_user
def rotate(as_name: str | None) -> None:
    """Rotate, or go on where a rotation was cut off."""
    start()
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require
    from dodomu.base.shred import rotate_keys

    by = acting(as_name)
    require(by, Act.HEALTH_READ)
    with progress(_("Wrapping keys anew")) as advance:
        done = rotate_keys(by, advance)
    click.echo(
        _(
            "Version {version} of the organisation's key holds now; the older ones are destroyed. Make a backup, and "
            "replace every copy of the key file by the new one."
        ).format(version=done.version)
    )


@keys.command(
    help=_(
        "Write the key file into a folder of backups, in place of the one that is there. It opens every backup of this "
        "installation, except for what was destroyed since; each backup writes it too."
    )
)
@click.option("--to", "folder", type=existing_folder, required=True, help=_("The folder in which the backups lie."))
@recipient
@as_user
def write(folder: Path, recipients: tuple[str, ...], as_name: str | None) -> None:
    """Replace one file."""
    settings = start()
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require
    from dodomu.base.backup import write_key_file

    by = acting(as_name)
    require(by, Act.HEALTH_READ)
    path = write_key_file(folder, recipients_of(recipients, settings), by=by)
    click.echo(_("Written: {file}. Replace every older copy by it.").format(file=path))
