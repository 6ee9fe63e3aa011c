"""``dodomu doctor``: what is wrong here, and how to mend it."""

from __future__ import annotations

from gettext import gettext as _

import click

from dodomu.entry.cli.boot import start
from dodomu.entry.cli.options import as_json
from dodomu.entry.cli.output import show_json
from dodomu.entry.doctor import Finding, Level, examine

MARKS = {Level.FINE: ("✓", "green"), Level.NOTE: ("•", "yellow"), Level.WRONG: ("✗", "red")}


@click.command(
    help=_(
        "Look for what is wrong with this installation. Every finding says how to mend it; none holds personal data. "
        "Exit code 1 when something is wrong; things that are only worth knowing do not count."
    )
)
@as_json
def doctor(as_json: bool) -> int:
    """Examine and tell."""
    found = list(examine(start=start))
    if as_json:
        show_json([finding.to_json() for finding in found])
    else:
        for finding in found:
            _show(finding)
    return 1 if any(finding.level is Level.WRONG for finding in found) else 0


def _show(finding: Finding) -> None:
    mark, colour = MARKS[finding.level]
    click.echo(f"{click.style(mark, fg=colour)} {finding.said}")
    if finding.mend:
        click.echo(f"    {finding.mend}")
