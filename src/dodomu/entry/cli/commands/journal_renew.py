"""``dodomu journal renew``: the journal signs under a new name, where the old one may sign no more."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dodomu.entry.cli.boot import acting, has_terminal
from dodomu.entry.cli.commands.journal_anchored import begin, said
from dodomu.entry.cli.options import as_user, existing_file
from dodomu.entry.cli.refusals import Refusal

if TYPE_CHECKING:
    from dodomu.base.journal import Attempt, Reason, Renewal, Witnesses

REASON_CODES = ("backup", "machine", "key", "unknown")
LARGEST_NOTE = 1024 * 1024


@click.command(
    help=_(
        "Begin a new log: the journal goes on under a new name and with a new key. Do it after an older backup was restored "
        "and the partners have seen a longer journal, or when the key that signs must be given up; it is refused where the "
        "journal continues all that was signed. Nothing is rewritten: an entry says openly what is missing, since when, why, "
        "and who did this. Give the new key to the partners and to whoever keeps a trust file. It cannot be taken back."
    )
)
@click.option(
    "--reason",
    required=True,
    type=click.Choice(REASON_CODES),
    help=_(
        "Why: backup (an older one was restored with `dodomu restore`), machine (it or its disk was put back to an earlier "
        "state), key (the key that signs must be given up), unknown (nobody knows why)."
    ),
)
@click.option(
    "--known",
    type=existing_file,
    multiple=True,
    metavar="FILE",
    help=_(
        "A checkpoint of this journal that somebody outside had kept; may be repeated. It is kept and listed as lost."
    ),
)
@click.option("--yes", is_flag=True, help=_("Confirm at once, without asking."))
@as_user
def renew(reason: str, known: tuple[Path, ...], yes: bool, as_name: str | None) -> None:
    """Ask the witnesses, begin a new log, sign it once, and print its keys."""
    begin(as_name)
    from dodomu.base import journal
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require
    from dodomu.engine.ledger import TreeIncomplete

    by = acting(as_name)
    require(by, Act.HEALTH_READ)
    why, held = journal.Reason(reason), [_read(path) for path in known]
    if not (yes or _is_confirmed()):
        raise Refusal(_("Nothing was changed. Run this again with --yes."))
    witnesses = journal.configured_witnesses()
    try:
        made = journal.renew(by, why, held=held, said=_asked(witnesses, why), witnesses=witnesses)
    except journal.NothingToRenew:
        raise Refusal(
            _(
                "The journal continues everything that was signed, as far as this machine and the partners who answered know; "
                "so it goes on under its name. If somebody holds a checkpoint of a longer one, name its file with --known."
            )
        ) from None
    except journal.NoRestoreNoted:
        raise Refusal(
            _(
                "No backup was restored with `dodomu restore` since the journal signs under this name. If the machine was put "
                "back in another way, say --reason machine."
            )
        ) from None
    except journal.HeldRefused:
        raise Refusal(
            _("A file named with --known is no checkpoint that this journal signed under its present name.")
        ) from None
    except TreeIncomplete:
        raise Refusal(
            _(
                "The hash tree of the journal is damaged, so nothing was changed. Run `dodomu journal verify`, and restore a "
                "backup first."
            )
        ) from None
    with said():
        journal.write_case_map()
        journal.make_checkpoint()
    _tell(made)


def _asked(witnesses: Witnesses | None, why: Reason) -> Sequence[Attempt]:
    from dodomu.base import journal

    # Where the key is given up, nothing more may be signed with it, not even a question to the partners.
    if witnesses is None or why == journal.Reason.KEY:
        return ()
    try:
        return journal.disagreeing(witnesses)
    except (journal.HistoryDiffers, journal.NothingToSign):
        return ()  # the journal finds by itself that it is not what it signed


def _is_confirmed() -> bool:
    return has_terminal() and click.confirm(
        _(
            "The journal will sign under a new name, its old key never again. Every partner needs the new key. This cannot be "
            "taken back. Go on?"
        ),
        err=True,
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_NOTE)


def _tell(made: Renewal) -> None:
    from dodomu.base import journal

    click.echo(_("Entry {index} begins the new log {name}.").format(index=made.index, name=made.begun))
    click.echo(missing_sentence(made))
    click.echo(
        _(
            "Give these keys to the partners who witness the journal and to everybody who keeps a trust file, by a way of their "
            "own. They keep the old key for what it signed before."
        )
    )
    ed25519, ml_dsa_44 = journal.this_log().keys
    click.echo(f"log {ed25519.text}")
    click.echo(f"# ML-DSA-44: log {ml_dsa_44.text}")


def missing_sentence(made: Renewal) -> str:
    """How much of what the old log signed is missing."""
    if made.missing is None:
        if not made.known_size:
            return _("How many entries are missing is not known.")
        return _(
            "The old log was last known to have {size} entries; from where on they are missing is not known."
        ).format(size=made.known_size)
    if not made.missing:
        return _("Nothing is known to be missing.")
    return ngettext(
        "{count} entry that was signed before is missing, from entry {first} on.",
        "{count} entries that were signed before are missing, from entry {first} on.",
        made.missing,
    ).format(count=made.missing, first=made.shared)
