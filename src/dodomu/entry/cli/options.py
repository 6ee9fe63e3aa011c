"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
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
existing_folder = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)
new_file = click.Path(dir_okay=False, path_type=Path)


def day_of(text: str | None, refusal: str) -> date | None:
    """A day as an option states it, such as 2026-03-01; None for none.

    Raises:
        UsageError: it is no such day; with the sentence ``refusal``.
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        raise click.UsageError(refusal) from None


def mapping_of(path: Path | None, no_json: str, no_mapping: str) -> dict[str, str]:
    """What a JSON file says of the columns of a list, heading to field; nothing without a file.

    Raises:
        UsageError: the file is no JSON in UTF-8, or holds something else; with the sentence of either.
    """
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise click.UsageError(no_json) from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise click.UsageError(no_mapping)
    return found


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
