"""What the journal shows to people outside: its keys, a signed checkpoint, a proof, and what witnesses say to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_json, as_user, new_file
from dodomu.entry.cli.output import show_json
from dodomu.entry.cli.refusals import Refusal

if TYPE_CHECKING:
    from dodomu.base.journal import WitnessStanding

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
    _begin(as_name)
    from dodomu.base import journal

    with _said():
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
    _begin(as_name)
    from dodomu.base import journal

    with _said():
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
    """Print the verifier keys."""
    _begin(as_name)
    from dodomu.base import journal

    ed25519, ml_dsa_44 = journal.this_log().keys
    click.echo(f"log {ed25519.text}")
    click.echo(f"# ML-DSA-44: log {ml_dsa_44.text}")


@click.command(
    help=_(
        "Have the journal witnessed: send the newest checkpoint to the partners in the file that DODOMU_WITNESSES "
        "names, and keep the cosignatures that hold. Exit code 1 when too few partners have vouched for it."
    )
)
@as_user
@as_json
def anchor(as_name: str | None, as_json: bool) -> int:
    """Ask every witness."""
    _begin(as_name)
    from dodomu.base import journal

    witnesses = journal.configured_witnesses()
    if witnesses is None:
        raise Refusal(_("No witness is named, so nobody was asked: set DODOMU_WITNESSES to a file that names them."))
    with _said():
        journal.write_case_map()
        attempts = journal.anchor(witnesses)
    keys = [key for one in attempts if one.outcome == journal.Outcome.COSIGNED for key in one.witness.keys]
    enough = witnesses.policy.is_met_by(keys)
    state = journal.anchoring_state(witnesses)
    if as_json:
        show_json({"size": attempts[0].size, "enough": enough, "witnesses": [_fields(one) for one in state]})
    else:
        for one in state:
            click.echo(_sentence(one))
        click.echo(
            _("Enough partners have vouched for the first {size} entries.").format(size=attempts[0].size)
            if enough
            else _("Too few partners have vouched for the first {size} entries.").format(size=attempts[0].size)
        )
    return 0 if enough else 1


def _begin(as_name: str | None) -> None:
    start()
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require

    require(acting(as_name), Act.JOURNAL_VERIFY)


@contextmanager
def _said() -> Iterator[None]:
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


def _fields(one: WitnessStanding) -> dict[str, object]:
    return {
        "names": list(one.witness.names),
        "address": one.witness.url,
        "outcome": one.outcome.value,
        "cosigned": one.cosigned,
        "cosigned_at": one.cosigned_at,
        "not_vouched_for": one.unseen,
        "failing_since": one.failing_since,
    }


def _sentence(one: WitnessStanding) -> str:
    from dodomu.base.journal import OUTCOMES

    return _("{name}: {outcome}. Vouches for {seen} entries; not for the {unseen} after them.").format(
        name=", ".join(one.witness.names), outcome=OUTCOMES[one.outcome], seen=one.cosigned, unseen=one.unseen
    )
