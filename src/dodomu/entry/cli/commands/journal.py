"""``dodomu journal``: check that nothing was taken out of the record of what happened."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.commands import journal_anchor, journal_anchored, journal_renew
from dodomu.entry.cli.options import as_json, as_user
from dodomu.entry.cli.output import progress, show_json

if TYPE_CHECKING:
    from dodomu.base.journal import Renewal


@click.group(help=_("The journal: an append-only record of every act, without names."))
def journal() -> None:
    """Hold the commands about the journal together."""


@journal.command(
    help=_(
        "Recompute the whole journal and compare it with what is stored: every entry, the hash tree, the chain of every "
        "case, and the checkpoints that were signed. Exit code 1 when something does not fit. The output holds no personal data and may be passed on."
    )
)
@click.option(
    "--all-maps",
    is_flag=True,
    help=_("Build every daily map of cases anew, not the last alone. Each takes a second for ten thousand cases."),
)
@as_user
@as_json
def verify(all_maps: bool, as_name: str | None, as_json: bool) -> int:
    """Verify every leaf and every node."""
    start()
    from dodomu.base import journal as kept
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require

    by = acting(as_name)
    require(by, Act.JOURNAL_VERIFY)
    with progress(_("Verifying")) as advance:
        found = kept.check(by, advance, every_map=all_maps)
    problems = [problem.sentence for problem in found.problems]
    if as_json:
        begun = [_begun_fields(one) for one in found.renewals]
        show_json({"size": found.size, "root": found.root, "problems": problems, "begun_anew": begun})
    else:
        for one in reversed(found.renewals):
            click.echo(_begun_sentence(one))
        for problem in problems:
            click.echo(problem, err=True)
        verdict = _("The journal does not fit; keep this machine as it is and call the data protection officer.")
        click.echo(
            verdict
            if problems
            else _("The journal is whole: {size} leaves, root {root}.").format(size=found.size, root=found.root)
        )
    return 1 if problems else 0


def _begun_fields(one: Renewal) -> dict[str, Any]:
    return {
        "entry": one.index,
        "at": one.at,
        "name": one.begun,
        "name_before": one.before,
        "reason": one.reason,
        "size_before": one.known_size,
        "root_before": one.known_root,
        "shared": one.shared,
        "missing": one.missing,
        "lost_checkpoints": one.lost,
    }


def _begun_sentence(one: Renewal) -> str:
    begun = _("Entry {index} of {day} began a new log, {name}; before it, {before} signed.").format(
        index=one.index, day=f"{one.at:%Y-%m-%d}", name=one.begun, before=one.before
    )
    return f"{begun} {journal_renew.missing_sentence(one)}"


for command in (
    journal_anchored.checkpoint,
    journal_anchored.prove,
    journal_anchored.key,
    journal_anchor.anchor,
    journal_renew.renew,
):
    journal.add_command(command)
