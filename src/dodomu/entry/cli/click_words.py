"""The sentences of click itself that people meet, named here so that our catalogue translates them."""

from __future__ import annotations

from gettext import gettext as _

from dodomu.entry.cli.words import ngettext


def sentences() -> tuple[str, ...]:
    """Every one of them, in the language spoken now."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Positional arguments"),
        _("Show this message and exit."),
        _("Error: {message}"),
        _("Try '{command} {option}' for help."),
        _("Missing argument"),
        _("Missing option"),
        _("Missing command."),
        _("No such command {name!r}."),
        _("No such option {name!r}."),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("required"),
        _("default: {default}"),
        _("{name} {filename!r} does not exist."),
        _("{name} {filename!r} is a directory."),
        _("Got unexpected extra argument ({args})"),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
        _("Repeat for confirmation"),
        _("Error: The two entered values do not match."),
        _("Error: invalid input"),
    )
