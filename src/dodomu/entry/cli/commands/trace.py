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
        'such as "Ivanenko Olena, 2014, Izium". The search is that of the page, with the same results and reasons, and '
        "whom it shows stands in the journal. Exit code 1 when nobody was found, 2 when the words cannot be searched for."
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
    hits = contributions.search(replace(viewer, use=Use.TRACING), _searchable(words))
    if as_json:
        show_json(
            [
                {
                    "title": str(hit.title),
                    "kind": str(hit.kind),
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
            (
                str(hit.title),
                str(hit.kind),
                str(hit.note),
                "; ".join(str(reason) for reason in hit.reasons),
                hit.url,
            )
            for hit in hits
        ]
        show_table((_("Who"), _("Is a"), _("What is known"), _("Why"), _("Page")), rows)
    else:
        click.echo(
            _(
                "Nobody was found within this person's reach. Try the family name alone, another first letter, "
                "or add the year of birth."
            )
        )
    return 0 if hits else 1


def _searchable(words: str) -> str:
    """The words as the search box of the page takes them.

    Raises:
        UsageError: nothing to look for, or more than the box takes; with the sentence of the page.
    """
    from dodomu.entry.web.forms import SearchForm

    form = SearchForm({"q": words})
    if not form.is_valid():
        raise click.UsageError(" ".join(str(message) for message in form.errors["q"]))
    return str(form.cleaned_data["q"])
