"""``dodomu corridor import``: bring in a corridor, or what is new on one; tried first, written only when confirmed."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from dodomu.entry.cli.boot import acting, has_terminal, start
from dodomu.entry.cli.options import as_json, as_user, existing_file
from dodomu.entry.cli.output import show_json, show_table
from dodomu.entry.cli.refusals import Refusal

if TYPE_CHECKING:
    from dodomu.base.access.viewer import Viewer
    from dodomu.journey.missions.actions.corridor_import import Trial


@click.group(help=_("Bring in the ways on which children travel: places, links, and what is known of each."))
def corridor() -> None:
    """Hold the commands about corridors together."""


@corridor.command(
    "import",
    help=_(
        "Bring in a corridor, CSV or Excel (.xlsx), or with --into what is new on one. Every row is tried first; when one "
        "cannot be read nothing is written, and what to put right is said with its row. Without --yes and without a "
        "terminal it only says what would happen."
    ),
)
@click.argument("file", type=existing_file)
@click.option("--into", type=click.UUID, metavar="CORRIDOR", help=_("The corridor to add to; otherwise a new one."))
@click.option("--title", default="", help=_("What a new corridor is called, where the file does not say."))
@click.option("--team", metavar="TEAM", help=_("The team that keeps a new one; needed where you work in several."))
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen; nothing stays."))
@click.option("--yes", is_flag=True, help=_("Confirm at once, without asking."))
@as_user
@as_json
def import_file(  # noqa: PLR0917 - click names every one of them
    file: Path,
    into: UUID | None,
    title: str,
    team: str | None,
    dry_run: bool,
    yes: bool,
    as_name: str | None,
    as_json: bool,
) -> int:
    """Try the file, and write it when that is confirmed."""
    start()
    from dodomu.journey.missions.actions import corridor_import as actions

    by, content = acting(as_name), file.read_bytes()
    trial = actions.try_import(by, content, into)
    team_id = None if into or trial.errors else _team(by, team)
    if not as_json:
        _show(trial)
    if trial.errors:
        if as_json:
            show_json(_as_json(trial) | {"status": "errors", "corridor": None})
        return 1
    if dry_run or not (yes or (not as_json and has_terminal() and _asked(trial))):
        if as_json:
            show_json(_as_json(trial) | {"status": "dry_run", "corridor": None})
        elif not dry_run:
            click.echo(_("Nothing is imported yet. Run this again with --yes."))
        return 0
    if not into and not (title or trial.title):
        raise Refusal(_("The file names no corridor: say with --title what it is called."))
    made = actions.import_corridor(by, content, title=title, team_id=team_id, into=into)
    if as_json:
        show_json(_as_json(trial) | {"status": "finished", "corridor": str(made.id)})
    else:
        click.echo(_("The corridor is imported. Look at what has to be asked about.") + f" {made.id}")
    return 0


def _team(by: Viewer, name: str | None) -> UUID:
    """The team of that name that the person may let keep a corridor; the only one where none is named.

    Raises:
        Refusal: there is none of that name, or there are several to choose from.
    """
    from dodomu.journey.missions.queries.corridor_reach import keeping_teams

    teams = keeping_teams(by)
    found = [key for key, title in teams if name in {None, title}]
    if len(found) == 1:
        return found[0]
    raise Refusal(
        _("Say with --team which team keeps it: {teams}.").format(teams=", ".join(one for _key, one in teams))
    )


def _asked(trial: Trial) -> bool:
    return click.confirm(_("Import it?"), err=True)


def _show(trial: Trial) -> None:
    if trial.errors:
        rows = [(str(one.row) if one.row else _("the file"), one.column, one.sentence) for one in trial.errors]
        show_table((_("Row"), _("Column"), _("What to put right")), rows)
        count = len(trial.errors)
        sentence = ngettext(
            "Nothing is written. {count} thing must be put right in the file; then try it again.",
            "Nothing is written. {count} things must be put right in the file; then try it again.",
            count,
        )
        click.echo(sentence.format(count=count))
        return
    new = trial.places or trial.links or trial.rules
    click.echo(
        _("Every row can be read. Nothing is written yet.")
        if new
        else _("Nothing new: the corridor says all of this already.")
    )
    click.echo(
        _("New places: {places}; new links: {links}; new rules: {rules}; known already: {known}.").format(
            places=trial.places, links=trial.links, rules=trial.rules, known=trial.known
        )
    )


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "title": trial.title,
        "counts": {"places": trial.places, "links": trial.links, "rules": trial.rules, "known": trial.known},
        "messages": [{"row": one.row, "column": one.column, "sentence": one.sentence} for one in trial.errors],
    }
