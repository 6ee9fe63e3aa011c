"""``dodomu trace``: look for one person in everything that is known, in any spelling."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_json, as_user
from dodomu.entry.cli.output import show_json, show_table


@click.command(
    help=_(
        "Look for a person: name in any spelling, birth year, place, telephone or document number, in any order, "
        'such as "Ivanenko Olena, 2014, Izium". Says why each one matched. Exit code 1 when nobody was found.'
    )
)
@click.argument("words")
@as_user
@as_json
def trace(words: str, as_name: str | None, as_json: bool) -> int:
    """Search as the page does, with the rights of the person who acts."""
    start()
    from dodomu.base import contributions
    from dodomu.base.access.acts import Act
    from dodomu.base.access.policy import require
    from dodomu.base.access.uses import Use

    viewer = acting(as_name)
    require(viewer, Act.PERSON_SEARCH)
    # Here one searches in order to trace, and nothing else: whoever said no to that is not found, by nobody.
    hits = contributions.search(replace(viewer, use=Use.TRACING), words)
    if as_json:
        show_json(
            [
                {
                    "title": str(hit.title),
                    "note": str(hit.note),
                    "score": round(hit.score, 3),
                    "reasons": [str(reason) for reason in hit.reasons],
                    "url": hit.url,
                }
                for hit in hits
            ]
        )
    elif hits:
        rows = [
            (str(hit.title), str(hit.note), "; ".join(str(reason) for reason in hit.reasons), hit.url) for hit in hits
        ]
        show_table((_("Who"), _("What is known"), _("Why"), _("Page")), rows)
    else:
        click.echo(_("Nobody was found; try fewer words or another spelling."))
    return 0 if hits else 1
