"""``dodomu journal``: check that nothing was taken out of the record of what happened."""

from __future__ import annotations

from gettext import gettext as _

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.commands import journal_anchor, journal_anchored
from dodomu.entry.cli.options import as_json, as_user
from dodomu.entry.cli.output import progress, show_json


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
        show_json({"size": found.size, "root": found.root, "problems": problems})
    else:
        for problem in problems:
            click.echo(problem, err=True)
        verdict = _("The journal does not fit; keep this machine as it is and call the data protection officer.")
        click.echo(
            verdict
            if problems
            else _("The journal is whole: {size} leaves, root {root}.").format(size=found.size, root=found.root)
        )
    return 1 if problems else 0


for command in (journal_anchored.checkpoint, journal_anchored.prove, journal_anchored.key, journal_anchor.anchor):
    journal.add_command(command)
