"""The commands by name; each is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from importlib import import_module
from typing import Any

import click

from dodomu import __version__
from dodomu.entry.cli.refusals import in_one_sentence
from dodomu.entry.cli.words import LANGUAGES

COMMANDS: dict[str, str] = {
    "init": "init:init",
    "demo": "demo:demo",
    "serve": "serve:serve",
    "import": "import_list:import_list",
    "corridor": "corridor:corridor",
    "trace": "trace:trace",
    "link": "link:link",
    "tracing": "tracing:tracing",
    "user": "user:user",
    "journal": "journal:journal",
    "bundle": "bundle:bundle",
    "witness": "witness:witness",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "keys": "keys:keys",
    "passphrase": "passphrase:passphrase",
    "doctor": "doctor:doctor",
    "migrate": "migrate:migrate",
    "check": "migrate:check",
    "worker": "worker:worker",
}


class CommandsByName(click.Group):
    """Loads a command when it is called or listed, so that help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"dodomu.entry.cli.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        with in_one_sentence():
            return super().invoke(ctx)


@click.group(
    name="dodomu",
    cls=CommandsByName,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "Dodomu keeps what is known about deported children, finds the same child in different lists, and "
        "accompanies the way home. A new installation begins with `dodomu init`; `dodomu demo` shows invented people."
    ),
)
@click.version_option(__version__, "--version", message="dodomu %(version)s", help=_("Show the version and exit."))
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=_("Language of the messages; otherwise the language of the system."),
)
def dodomu(lang: str | None) -> None:
    """Hold the commands together."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    try:
        result = dodomu.main(args=list(arguments), prog_name="dodomu", standalone_mode=False)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.ClickException as refusal:
        refusal.show()
        return int(refusal.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped."), err=True)
        return 1
    return result if isinstance(result, int) else 0
