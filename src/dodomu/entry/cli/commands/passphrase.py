"""``dodomu passphrase``: another passphrase for the key ring, also when the old one is lost."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dodomu.base.settings import Settings
from dodomu.entry.cli.boot import has_terminal, start_django
from dodomu.entry.cli.options import existing_file, first_line
from dodomu.entry.cli.refusals import Refusal

if TYPE_CHECKING:
    from dodomu.base.keys.ring import KeyRing


@click.command(
    help=_(
        "Give the installation another passphrase. It is opened with the present one, the key file, or, when the "
        "passphrase is lost, with the recovery key in --recovery-file. Nothing is encrypted anew; copies and backups "
        "made before still open with the old passphrase."
    )
)
@click.option(
    "--recovery-file", type=existing_file, help=_("A file with the recovery key, when the passphrase is lost.")
)
@click.option(
    "--new-passphrase-file",
    type=existing_file,
    help=_("A file whose first line is the new passphrase; otherwise it is asked for."),
)
def passphrase(recovery_file: Path | None, new_passphrase_file: Path | None) -> None:
    """Open, replace, and leave a line in the journal."""
    ring = _opened(Settings.read(), recovery_file)
    new = _new(new_passphrase_file)
    _change(ring, new, "passphrase_recovered" if recovery_file else "passphrase_changed")
    click.echo(_("The passphrase is changed: stop `dodomu serve` and start it with the new one."))


def _opened(settings: Settings, recovery_file: Path | None) -> KeyRing:
    from dodomu.base.keys.ring import open_ring

    if recovery_file:
        return open_ring(settings.home, recovery_key=first_line(recovery_file))
    if settings.passphrase or settings.key_file:
        return open_ring(settings.home, passphrase=settings.passphrase, key_file=settings.key_file)
    if not has_terminal():
        raise Refusal(_("Nothing to open the key ring with: set DODOMU_PASSPHRASE_FILE or give --recovery-file."))
    typed: str = click.prompt(_("Passphrase of this installation"), hide_input=True, err=True)
    return open_ring(settings.home, passphrase=typed)


def _new(file: Path | None) -> str:
    if file:
        return first_line(file)
    if not has_terminal():
        raise Refusal(_("There is no terminal to ask for the new passphrase: give --new-passphrase-file."))
    typed: str = click.prompt(
        _("The new passphrase, at least 12 characters"), hide_input=True, confirmation_prompt=True, err=True
    )
    return typed


def _change(ring: KeyRing, new: str, leaf: str) -> None:
    """The leaf first, in a transaction that fails with the change: none without the other."""
    from dodomu.base.keys.ring import adopt

    adopt(ring)
    start_django()
    from django.db import transaction

    from dodomu.base import journal
    from dodomu.base.access.viewer import Viewer

    with transaction.atomic():
        journal.append(leaf, by=Viewer.system("keys"))
        ring.change_passphrase(new)
