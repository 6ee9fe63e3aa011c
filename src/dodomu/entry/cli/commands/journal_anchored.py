"""What the journal shows to people outside: its keys, a signed checkpoint, a proof."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_user, new_file
from dodomu.entry.cli.refusals import Refusal

out_file = click.option("--out", type=new_file, metavar="FILE", help=_("Write to this file; it must not exist yet."))


@click.command(
    help=_(
        "Sign the journal as it stands and print the checkpoint: how many entries there are, and one hash over all of "
        "them. It holds no personal data. Whoever keeps it can tell later whether the journal was rewritten."
    )
)
@out_file
@as_user
def checkpoint(out: Path | None, as_name: str | None) -> None:
    """Print a signed note with the cosignatures that came."""
    begin(as_name)
    from dodomu.base import journal

    with said():
        journal.write_case_map()
        text = journal.make_checkpoint().text
    _hand_out(text, out)


@click.command(
    help=_(
        "Write the proof that the entry with this number stands in the journal. Anyone can check it offline, with the "
        "keys that `dodomu journal key` prints and the text of the entry."
    )
)
@click.argument("index", type=click.IntRange(min=0))
@click.option("--out", type=new_file, metavar="FILE", help=_("The file to write; otherwise INDEX.tlog-proof."))
@click.option("--entry", type=new_file, metavar="FILE", help=_("Write the text of the entry to this file, too."))
@as_user
def prove(index: int, out: Path | None, entry: Path | None, as_name: str | None) -> None:
    """Write a tlog-proof file."""
    begin(as_name)
    from dodomu.base import journal

    with said():
        body = journal.body_of(index)
        covering = journal.checkpoint_covering(index) or journal.make_checkpoint()
        text = journal.proof_file(index, covering)
    target = out or Path(f"{index}.tlog-proof")
    _write(target, text.encode())
    if entry:
        _write(entry, body)
    click.echo(
        _("Proved: entry {index} stands in the journal of {size} entries. Written to {file}.").format(
            index=index, size=covering.size, file=target
        )
    )


@click.command(
    help=_(
        "Print the keys by which others check what the journal signed. Give them out once, by a way of their own, such "
        "as a signed statement: the lines are the beginning of a trust file for the program that checks a bundle."
    )
)
@as_user
def key(as_name: str | None) -> None:
    """Print the verifier keys; those of logs before this one behind a mark, for they sign nothing more."""
    begin(as_name)
    from dodomu.base import journal

    ed25519, ml_dsa_44 = journal.this_log().keys
    click.echo(f"log {ed25519.text}")
    click.echo(f"# ML-DSA-44: log {ml_dsa_44.text}")
    for text in journal.earlier_keys():
        click.echo(_("# Signed earlier and signs no more: log {key}").format(key=text))


def begin(as_name: str | None) -> None:
    """Start, and let only those act who may.

    Raises:
        NotAllowed.
    """
    start()
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require

    require(acting(as_name), Act.JOURNAL_VERIFY)


@contextmanager
def said() -> Iterator[None]:
    """Why nothing could be signed or proved, in a sentence."""
    from dodomu.base import journal

    try:
        yield
    except journal.NothingToSign:
        raise Refusal(_("The journal has no entry yet; there is nothing to sign.")) from None
    except journal.HistoryDiffers:
        raise Refusal(
            _(
                "The journal does not continue the checkpoint that was signed last, so nothing was signed. Keep this "
                "machine as it is, run `dodomu journal verify`, and call the data protection officer."
            )
        ) from None
    except journal.NoSuchEntry:
        raise Refusal(_("The journal has no entry with this number.")) from None


def _hand_out(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    _write(out, text.encode())
    click.echo(_("Written to {file}.").format(file=out))


def _write(target: Path, content: bytes) -> None:
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise Refusal(_("{file} exists already; name another file.").format(file=target)) from None
