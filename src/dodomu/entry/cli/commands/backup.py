"""``dodomu backup`` and ``dodomu restore``: the whole installation in one encrypted file, and back."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from dodomu.base.settings import Settings
from dodomu.entry.cli.boot import acting, has_terminal, start
from dodomu.entry.cli.options import as_user, existing_file, new_file
from dodomu.entry.cli.output import progress
from dodomu.entry.cli.refusals import Refusal

recipient = click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="AGE1...",
    help=_(
        "An age public key, made with `age-keygen` on another machine; may be repeated. Without it, those that "
        "DODOMU_BACKUP_RECIPIENTS names."
    ),
)


def recipients_of(given: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    """Those named on the command line, else the standing ones.

    Raises:
        Refusal: there are neither.
    """
    found = given or settings.backup_recipients
    if not found:
        raise Refusal(_("Name a recipient with --recipient age1…, or set DODOMU_BACKUP_RECIPIENTS."))
    return found


@click.command(
    help=_(
        "Write an encrypted backup. It holds the database, the originals and the key ring in one file that only the "
        "recipients can open. Beside it the key file of the installation is replaced: no backup opens without the newest "
        "one. Whoever restores also needs the passphrase or the recovery key. Others may go on working meanwhile."
    )
)
@click.option("--to", "target", type=new_file, required=True, help=_("The file to write; it must not exist yet."))
@recipient
@as_user
def backup(target: Path, recipients: tuple[str, ...], as_name: str | None) -> None:
    """Write one file, and the key file beside it."""
    settings = start()
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require
    from dodomu.base.backup import write_backup

    by = acting(as_name)
    require(by, Act.HEALTH_READ)
    with progress(_("Backing up")) as advance:
        written = write_backup(target, recipients_of(recipients, settings), advance, by=by)
    click.echo(
        _("Backed up: {size} MB in {file}. Journal: {leaves} leaves, root {root}; keep these beside the file.").format(
            size=round(written.size / 1e6, 1),
            file=written.path,
            leaves=written.checkpoint.size,
            root=written.checkpoint.root.hex(),
        )
    )
    click.echo(
        _("Key file: {file}. Copy it wherever a backup goes, over the older one.").format(file=written.key_file.name)
    )


@click.command(
    help=_(
        "Restore a backup into an empty DODOMU_HOME. Needs the newest key file of the backups, the age identity of one "
        "recipient, and the passphrase, the key file or the recovery key of the installation that was backed up."
    )
)
@click.argument("file", type=existing_file)
@click.option("--identity", type=existing_file, required=True, help=_("The age identity file of a recipient."))
@click.option(
    "--keys",
    "key_set",
    type=existing_file,
    help=_("The key file of the installation, when it is not beside the backup."),
)
@click.option("--recovery-file", type=existing_file, help=_("A file with the recovery key, in place of a passphrase."))
def restore(file: Path, identity: Path, key_set: Path | None, recovery_file: Path | None) -> int:
    """Put everything back and check it."""
    settings = Settings.read()
    recovery_key = recovery_file.read_text(encoding="utf-8").strip() if recovery_file else None
    passphrase = settings.passphrase
    if not (recovery_key or passphrase or settings.key_file):
        passphrase = _ask()
    from dodomu.base.backup import restore_backup

    with progress(_("Restoring")) as advance:
        restored = restore_backup(
            file,
            identity,
            settings.home,
            passphrase=None if recovery_key else passphrase,
            key_file=None if recovery_key else settings.key_file,
            recovery_key=recovery_key,
            key_set_file=key_set,
            progress=advance,
        )
    found = restored.verification
    if found.problems:
        click.echo(_("Restored, but the journal does not fit: compare with another backup."), err=True)
        return 1
    click.echo(
        _(
            "Restored into {home}. Journal: {leaves} leaves, root {root}. Run `dodomu migrate`, then `dodomu serve`."
        ).format(home=settings.home, leaves=found.size, root=found.root)
    )
    return 0


def _ask() -> str:
    if not has_terminal():
        raise Refusal(_("Nothing to open the key ring with: set DODOMU_PASSPHRASE_FILE or give --recovery-file."))
    typed: str = click.prompt(_("Passphrase of the installation that was backed up"), hide_input=True, err=True)
    return typed
