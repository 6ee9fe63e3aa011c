"""``dodomu link``: which rows of two lists of others may be one child. Nothing enters the registry."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dodomu.entry.cli.boot import acting, start
from dodomu.entry.cli.options import as_json, as_user, day_of, existing_file, mapping_of, new_file
from dodomu.entry.cli.output import progress, show_json

if TYPE_CHECKING:
    from dodomu.base.access.viewer import Viewer
    from dodomu.journey.tracing.linking.pairs import Linked, Pair, ReadList

MOST_MESSAGES = 20
ENGINES = ("local", "splink", "spark")


@dataclass(frozen=True, slots=True)
class Side:
    """One list as the command line named it."""

    file: Path
    list_date: date | None
    mapping: Path | None


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked for."""

    left: Side
    right: Side | None
    engine: str
    out: Path
    at_least: float
    limit: int | None
    master: str
    folder: Path | None

    @property
    def model_file(self) -> Path:
        """Where Splink's model is written: beside the pairs."""
        return self.out.with_suffix(".model.json")


@click.command(
    help=_(
        "Find the rows of two lists, CSV or Excel (.xlsx), that may be one child, in any spelling; with --dedupe, the rows of "
        "one list. Writes the numbers of the rows, a probability and the reasons to a CSV file. Nothing enters the registry."
    )
)
@click.argument("left", type=existing_file, required=False)
@click.argument("right", type=existing_file, required=False)
@click.option("--dedupe", type=existing_file, metavar="FILE", help=_("Link this one list with itself."))
@click.option("--out", type=new_file, required=True, metavar="FILE", help=_("The CSV file to write the pairs to."))
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help=_(
        "What links: local for up to some hundred thousand rows, splink for millions (needs dodomu[linkage]), spark for a "
        "nation (needs dodomu[spark] and Java)."
    ),
)
@click.option(
    "--at-least",
    type=click.FloatRange(0.001, 1),
    default=0.2,
    show_default=True,
    help=_("The smallest probability of a pair to be told."),
)
@click.option("--limit", type=click.IntRange(1), help=_("At most so many pairs for one row of the left list."))
@click.option("--left-date", metavar="YYYY-MM-DD", help=_("The day of which the left list speaks; ages need it."))
@click.option("--right-date", metavar="YYYY-MM-DD", help=_("The day of which the right list speaks."))
@click.option(
    "--left-mapping", type=existing_file, help=_('A JSON file that says what columns mean: {"heading": "field"}.')
)
@click.option("--right-mapping", type=existing_file, help=_("The same for the right list."))
@click.option("--master", default="local[*]", show_default=True, help=_("The address of a Spark cluster."))
@click.option(
    "--work",
    "folder",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help=_("A folder for what lies on disk while Splink works; the machines of a cluster must reach it."),
)
@as_user
@as_json
def link(  # noqa: PLR0917 - click names every one of them
    left: Path | None,
    right: Path | None,
    dedupe: Path | None,
    out: Path,
    engine: str,
    at_least: float,
    limit: int | None,
    left_date: str | None,
    right_date: str | None,
    left_mapping: Path | None,
    right_mapping: Path | None,
    master: str,
    folder: Path | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Read, link, write."""
    first = dedupe or left
    if first is None or (dedupe is None) != (right is not None) or (dedupe and left):
        raise click.UsageError(_("Give two lists, or one with --dedupe."))
    if right is not None and first.samefile(right):
        raise click.UsageError(_("Both lists are the same file: use --dedupe to link it with itself."))
    if out.exists() and any(out.samefile(file) for file in (first, right) if file):
        raise click.UsageError(_("--out would overwrite a list: name another file."))
    sides = (
        Side(first, _day(left_date), left_mapping),
        Side(right, _day(right_date), right_mapping) if right else None,
    )
    start()
    _link(acting(as_name), Request(*sides, engine, out, at_least, limit, master, folder), as_json)


def _day(text: str | None) -> date | None:
    return day_of(text, _("--left-date and --right-date take a day such as 2026-03-01."))


def _link(by: Viewer, request: Request, as_json: bool) -> None:
    from dodomu.journey.tracing.actions import may_link, note_linking
    from dodomu.journey.tracing.linking.at_scale import need_extra
    from dodomu.journey.tracing.linking.pairs import strongest_first

    may_link(by)
    if request.engine != "local":
        need_extra(request.engine)
    began = time.monotonic()
    lists = [_read(side) for side in (request.left, request.right) if side]
    found = _run(request, lists)
    pairs = list(strongest_first(found.pairs, request.limit))
    note_linking(by, request.engine, sum(len(one.rows) for one in lists), len(pairs))
    _write(request, pairs, lists)
    summary = {
        "pairs": len(pairs),
        "seconds": round(time.monotonic() - began, 1),
        "engine": request.engine,
        "model": found.model,
        "out": str(request.out),
        **found.about,
        "lists": [_told(one) for one in lists],
    }
    if as_json:
        show_json(summary)
    else:
        _show(summary, lists)


def _read(side: Side) -> ReadList:
    from dodomu.journey.registry.actions import MappingNotUnderstood
    from dodomu.journey.tracing.linking.lists import read_list

    with progress(_("Reading")) as advance:
        try:
            return read_list(side.file, advance, list_date=side.list_date, mapping=_mapping(side.mapping))
        except MappingNotUnderstood as error:
            raise click.UsageError(str(error)) from None


def _mapping(path: Path | None) -> dict[str, str]:
    refusal = _('A mapping is a JSON file in UTF-8 that holds {"heading": "field"}.')
    return mapping_of(path, refusal, refusal)


def _run(request: Request, lists: list[ReadList]) -> Linked:
    from dodomu.journey.tracing.linking.engines import Engine, link_lists

    with progress(_("Linking")) as advance:
        return link_lists(
            Engine(request.engine),
            lists[0].records,
            lists[1].records if request.right else None,
            at_least=request.at_least,
            model_file=request.model_file,
            advance=advance,
            master=request.master,
            folder=request.folder,
        )


def _write(request: Request, pairs: list[Pair], lists: list[ReadList]) -> None:
    from dodomu.journey.tracing.linking.writing import Words, write_pairs
    from dodomu.journey.tracing.web.sentences import sentence

    with progress(_("Writing")) as advance:
        write_pairs(request.out, pairs, (lists[0], lists[-1]), Words(sentence, _relation), advance)


def _relation(hint: str) -> str:
    words = {
        "same": _("one child"),
        "sibling": _("perhaps brother or sister"),
        "parent": _("perhaps parent and child"),
        "namesake": _("perhaps namesakes"),
    }
    return words.get(hint, "")


def _told(one: ReadList) -> dict[str, Any]:
    return {
        "rows": len(one.rows),
        "refused": one.refused,
        "columns": one.columns,
        "messages": [
            {"row": message.row, "code": message.code, "weight": message.weight, "sentence": message.sentence}
            for message in one.messages
        ],
    }


def _show(summary: dict[str, Any], lists: list[ReadList]) -> None:
    for title, one in zip((_("Left list"), _("Right list")), lists, strict=False):
        click.echo(
            _("{list}: {rows} rows, {refused} refused.").format(list=title, rows=len(one.rows), refused=one.refused)
        )
        for message in one.messages[:MOST_MESSAGES]:
            click.echo(_("Row {row}: ").format(row=message.row) + message.sentence)
        if (left := len(one.messages) - MOST_MESSAGES) > 0:
            click.echo(_("And {count} more messages; --json shows them.").format(count=left))
    click.echo(_("{pairs} pairs in {seconds} seconds, engine {engine} ({model}). Written to {out}.").format(**summary))
    click.echo(
        _(
            "The file holds names and is not encrypted; only you can read it on this machine. Keep it on an encrypted disk and "
            "delete it when it is no longer needed."
        ),
        err=True,
    )
