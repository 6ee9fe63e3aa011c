"""``dodomu bundle``: the evidence of a case for a court, with everything that is needed to check it without us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_user, existing_file
from dodomu.entry.cli.output import progress
from dodomu.entry.cli.refusals import Refusal


@click.command(
    help=_(
        "Write a bundle for a court: what the newest disclosure list of the case gives that a second person agreed to, "
        "the whole chain of the case in the journal, and a program that checks both without this installation. CASE is "
        "the number of the case; OUT is the folder to write and must not exist yet. The folder is NOT encrypted, for it "
        "is what a court reads: write it to an encrypted disk and nowhere else. With --to, OUT is one encrypted file "
        "and nothing is ever written in the clear."
    )
)
@click.argument("case_number", metavar="CASE", type=click.IntRange(min=1))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "recipients",
    multiple=True,
    metavar="AGE1...",
    help=_("Encrypt for transport to this age public key; OUT is then a file. May be repeated."),
)
@click.option(
    "--stamp",
    "stamps",
    multiple=True,
    type=existing_file,
    help=_("A time stamp (RFC 3161 response) over a checkpoint that this journal signed before. May be repeated."),
)
@as_user
def bundle(
    case_number: int, out: Path, recipients: tuple[str, ...], stamps: tuple[Path, ...], as_name: str | None
) -> None:
    """Decide, journal, put together, write."""
    start()
    from dodomu.base.access.acts import Act
    from dodomu.journey.evidence import actions, queries

    by = acting(as_name)
    answers = [path.read_bytes() for path in stamps]
    with _in_words():
        to = actions.recipients_of(recipients)
        actions.require_free(out)
        case_id = queries.case_numbered(by, case_number, Act.EVIDENCE_WORK)
        with progress(_("Writing the bundle")) as advance:
            made = actions.make_bundle(by, case_id, out, to=to, answers=answers, progress=advance)
    click.echo(
        _("The bundle is in {out}: {count} files of evidence, {size} MB. VERIFY.md in it says how to check it.").format(
            out=out, count=len(made.payload), size=round(made.size / 1e6, 1)
        )
    )
    if not to:
        click.echo(_("It is not encrypted. Whoever can read the folder reads the evidence."), err=True)


@contextmanager
def _in_words() -> Iterator[None]:
    """Say what the stage refuses.

    Raises:
        Refusal: in its place.
    """
    from dodomu.base.keys import KeyDestroyed
    from dodomu.base.vault import VaultDamaged
    from dodomu.engine.ledger import LedgerError
    from dodomu.journey.evidence import actions

    sentences: dict[type[Exception], str] = {
        actions.BundleTargetExists: _("There is something under this name already: choose another."),
        actions.RecipientUnknown: _("A recipient is not an age public key: these begin with age1."),
        actions.NoAgreedList: _("Nothing of this case may leave: no disclosure list was agreed to by a second person."),
        actions.NotWhole: _("An exhibit came or went since the list was agreed to: make a new disclosure list."),
        actions.ConsentStopped: _("Consent to this use does not hold any more, and no court orders it."),
        KeyDestroyed: _("Something that is to be given was lawfully destroyed: make a new disclosure list."),
        VaultDamaged: _("An original in the vault is damaged; `dodomu doctor` names it. Nothing was written."),
    }
    try:
        yield
    except actions.UnfinishedBundle as error:
        raise Refusal(
            _("An unfinished bundle lies beside it, in the clear: delete the folder {name}, then try again.").format(
                name=error.name
            )
        ) from None
    except tuple(sentences) as error:
        raise Refusal(next(words for kind, words in sentences.items() if isinstance(error, kind))) from None
    except LedgerError as error:
        raise Refusal(_("No bundle was made that a court could check: {reason}.").format(reason=error)) from None
