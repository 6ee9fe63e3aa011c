"""``dodomu witness``, as the application's command line shows it; what it does is in ``entry.witness``."""

from __future__ import annotations

from typing import Any

import click

from dodomu.entry.witness.acts import Act, acts, perform, summary


def _command(act: Act) -> click.Command:
    def call(folder: str, **given: Any) -> int:
        return perform(act, folder, given)

    options = [
        click.Option(
            [f"--{option.name}"],
            metavar=option.metavar,
            required=option.default is None,
            default=option.default,
            show_default=option.default is not None,
            help=option.help,
        )
        for option in act.options
    ]
    return click.Command(act.name, params=[click.Argument(["folder"]), *options], callback=call, help=act.help)


witness = click.Group("witness", commands=[_command(act) for act in acts()], help=summary())
