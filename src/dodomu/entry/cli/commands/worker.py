"""``dodomu worker``: the process that does what pages leave for later; ``serve`` starts one of its own."""

from __future__ import annotations

import sys
from gettext import gettext as _

import click

from dodomu.entry.cli.boot import require_outsiders, start


@click.command(
    hidden=True,
    help=_("Do the work that pages leave for later. `dodomu serve` starts one by itself; run more on a busy server."),
)
@click.option("--once", is_flag=True, help=_("Do what waits now, then end."))
@click.option(
    "--held", is_flag=True, hidden=True, help=_("Read the passphrase from standard input and end when that ends.")
)
def worker(once: bool, held: bool) -> None:
    """Run a worker. ``held``: the passphrase comes first on standard input, whose end is also the worker's end."""
    if held:
        _take_passphrase()
    start()
    require_outsiders()
    from dodomu.base.jobs.worker import run_worker

    run_worker(once=once, ends_with=sys.stdin.read if held else None)


def _take_passphrase() -> None:
    from dodomu.base.keys import ring
    from dodomu.base.settings import Settings

    passphrase = sys.stdin.readline().rstrip("\n")
    if passphrase:
        ring.unlock(Settings.read().home, passphrase=passphrase)
