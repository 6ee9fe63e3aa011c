"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from dodomu.entry.cli.refusals import Refusal

Command = Callable[..., Any]

as_user: Callable[[Command], Command] = click.option(
    "--as",
    "as_name",
    metavar="USER",
    help=_("Sign-in name of the person who acts; otherwise the first administrator."),
)
as_json: Callable[[Command], Command] = click.option(
    "--json", "as_json", is_flag=True, help=_("Print the result as JSON, for other programs.")
)
existing_file = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
new_file = click.Path(dir_okay=False, path_type=Path)


def first_line(path: Path) -> str:
    """The secret that a file holds on its first line.

    Raises:
        Refusal: it is no text, or empty.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise Refusal(_("The file must be text in UTF-8, with the secret on its first line.")) from None
    if not lines or not lines[0]:
        raise Refusal(_("The file is empty: put the secret on its first line."))
    return lines[0]
