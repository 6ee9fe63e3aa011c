"""`dodomu witness` with the standard library alone, where the command line of the application is not installed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import NoReturn

from dodomu.entry.witness.acts import Act, acts, perform, summary


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{message}\n")


def run(arguments: Sequence[str], program: str = "dodomu witness") -> int:
    """Run one command in the language spoken now; return its exit code (0 done, 1 refused, 2 misused)."""
    parser = _Parser(prog=program, description=summary(), allow_abbrev=False)
    commands = parser.add_subparsers(dest="act", metavar="COMMAND", required=True)
    known = {act.name: act for act in acts()}
    for act in known.values():
        _add(commands.add_parser(act.name, help=act.help, description=act.help, allow_abbrev=False), act)
    try:
        given = vars(parser.parse_args(arguments))
    except SystemExit as end:
        return int(end.code or 0)
    return perform(known[given.pop("act")], given.pop("folder"), given)


def sentences() -> tuple[str, ...]:
    """What argparse itself says in Python 3.11 and later, named here so that our catalogue translates it."""
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("show this help message and exit"),
        _("the following arguments are required: %s"),
        _("unrecognized arguments: %s"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("invalid %(type)s value: %(value)r"),
        _("argument %(argument_name)s: %(message)s"),
        _("expected one argument"),
        ngettext("expected %s argument", "expected %s arguments", 1),
    )


def _add(parser: argparse.ArgumentParser, act: Act) -> None:
    parser.add_argument("folder", metavar="FOLDER")
    for option in act.options:
        kind = int if isinstance(option.default, int) else str
        words = {"metavar": option.metavar, "help": _with_default(option.help, option.default)}
        required = option.default is None
        parser.add_argument(f"--{option.name}", type=kind, default=option.default, required=required, **words)


def _with_default(text: str, default: object) -> str:
    return text if default is None else f"{text} [{default}]"
