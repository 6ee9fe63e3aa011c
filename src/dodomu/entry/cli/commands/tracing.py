"""``dodomu tracing``: how far the search for matches is right, and the search of all records."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING, Any

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_json, as_user
from dodomu.entry.cli.output import show_json, show_table

if TYPE_CHECKING:
    from dodomu.journey.tracing.queries.calibration import Calibration


@click.group(help=_("The search for matches: how far it is right, and what it does every night."))
def tracing() -> None:
    """Hold the commands about the search for matches together."""


@tracing.command(
    help=_(
        "What the search said against what people decided, by how probable it called a pair; decisions taken back. "
        "Counts only: the output names nobody and may be passed on."
    )
)
@as_user
@as_json
def calibration(as_name: str | None, as_json: bool) -> int:
    """The calibration report, as the page shows it."""
    start()
    from dodomu.journey.tracing import queries
    from dodomu.journey.tracing.web.calibration import finding, verdict_of
    from dodomu.journey.tracing.web.tables import band_in_words

    found = queries.calibration(acting(as_name))
    if as_json:
        show_json(_as_json(found))
        return 0
    headings = (_("The search said"), _("Wait now"), _("One person"), _("Two people"), _("That is"))
    rows = [
        (band_in_words(one.band), str(one.waiting), str(one.same), str(one.other), verdict_of(one))
        for one in reversed(found.bands)
    ]
    click.echo(finding(found))
    show_table(headings, rows)
    return 0


def _as_json(found: Calibration) -> dict[str, Any]:
    from dodomu.journey.tracing.api import calibration_out

    return calibration_out(found).model_dump()


@tracing.command(
    help=_(
        "Ask for the search of all records now, as every night asks for it by itself; the worker does it. A night that "
        "was begun is not begun twice. Without a night to begin it says how far the last one is."
    )
)
@as_json
def sweep(as_json: bool) -> int:
    """Begin tonight's search where it has not begun, and say how it stands."""
    start()
    from dodomu.journey.tracing import jobs
    from dodomu.journey.tracing.queries import nights

    asked = jobs.begin_now()
    night = nights.last_night()
    if as_json:
        show_json({"begun": asked, "night": night and {"day": night.day, "parts": night.parts, "done": night.done}})
    elif night is not None:
        said = ngettext("{day}: {done} of {count} part done.", "{day}: {done} of {count} parts done.", night.parts)
        click.echo(said.format(day=night.day.isoformat(), done=night.done, count=night.parts))
    return 0
