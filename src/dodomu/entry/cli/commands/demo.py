"""``dodomu demo``: invented people to look around with."""

from __future__ import annotations

import json
import os
from gettext import gettext as _
from pathlib import Path

import click
from platformdirs import user_cache_path

from dodomu.base.settings import Settings
from dodomu.entry import demonstration
from dodomu.entry.cli.boot import start_django
from dodomu.entry.cli.commands.migrate import apply_migrations
from dodomu.entry.cli.output import progress, show_table
from dodomu.entry.cli.refusals import Refusal
from dodomu.entry.demonstration import Demonstration
from dodomu.entry.serving import Address
from dodomu.entry.serving import serve as run_server


@click.command(
    help=_(
        "Show Dodomu with invented people. Builds the scenario on the first run, prints one sign-in for each role, "
        "and serves on this machine only until Ctrl+C. Later runs open the same home again; nothing here is real."
    )
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port to listen on."))
@click.option("--fresh", is_flag=True, help=_("Throw the invented scenario away and build it anew."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the address and sign-ins as one line of JSON."))
@click.option("--no-serve", is_flag=True, help=_("Build and print only."))
def demo(port: int, fresh: bool, as_json: bool, no_serve: bool) -> None:
    """Build or open, tell, serve."""
    home = _home()
    demonstration.prepare_environment(home)
    try:
        found = demonstration.open_or_begin(home, fresh=fresh)
    except demonstration.NotADemonstration:
        raise Refusal(
            _("DODOMU_HOME holds something else than the invented scenario: set it to a new folder.")
        ) from None
    start_django()
    apply_migrations()
    if not found.complete:
        with progress(_("Building the invented scenario")) as advance:
            found = demonstration.load(home, found, advance)
    address = Address("127.0.0.1", port)
    _tell(address, found, as_json)
    if not no_serve:
        run_server(address, passphrase=found.passphrase)


def _home() -> Path:
    """The folder of the demonstration: DODOMU_HOME when it is set, never the place of a real installation."""
    return Settings.read().home if os.environ.get("DODOMU_HOME") else user_cache_path("dodomu-demo")


def _tell(address: Address, found: Demonstration, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"url": address.url, "sign_ins": found.sign_ins, "password": found.password}))
        return
    from dodomu.base.access.roles import BY_CODE

    click.echo(_("Everything here is invented: people, places, telephones."))
    click.echo(_("Address: {url}").format(url=address.url))
    click.echo(_("Password of everyone: {password}").format(password=found.password))
    show_table(
        (_("Role"), _("Sign-in name")), [(str(BY_CODE[role].title), name) for role, name in found.sign_ins.items()]
    )
    click.echo(_("A second tracing analyst is tracing-analyst-2, a second team's case worker is case-worker-2."))
