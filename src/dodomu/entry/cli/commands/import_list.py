"""``dodomu import``: bring in a list; ``dodomu import --withdraw``: take one back."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from dodomu.engine.values.sources import SourceKind
from dodomu.entry.cli.boot import acting, has_terminal, start
from dodomu.entry.cli.options import as_json, as_user, day_of, existing_file, mapping_of
from dodomu.entry.cli.output import progress, show_json, show_table

if TYPE_CHECKING:
    from dodomu.base.access.viewer import Viewer
    from dodomu.journey.registry.queries.imports import MessageView, Preview

MOST_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked for, read and checked."""

    file: Path
    source: str
    kind: SourceKind | None
    list_date: date | None
    mapping: dict[str, str]


@click.command(
    "import",
    help=_(
        "Bring in a list of people, CSV or Excel (.xlsx). Every row is tried first and nothing enters the registry "
        "before confirmation: with --yes here, or on the page whose address is printed. The same list again changes "
        "nothing; an interrupted import goes on where it stopped when it is confirmed again."
    ),
)
@click.argument("file", type=existing_file, required=False)
@click.option("--source", metavar="NAME", help=_("Who the list is from; its columns are remembered under this name."))
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SourceKind]),
    help=_("What kind of source it is; needed for the first list only."),
)
@click.option("--list-date", metavar="YYYY-MM-DD", help=_("The day of which the list speaks; ages need it."))
@click.option("--mapping", type=existing_file, help=_('A JSON file that says what columns mean: {"heading": "field"}.'))
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen; nothing stays."))
@click.option("--yes", is_flag=True, help=_("Confirm at once, without asking."))
@click.option("--withdraw", "withdrawn", type=click.UUID, metavar="BATCH", help=_("Take back a whole import."))
@click.option("--reason", help=_("Why it is taken back; kept with the import."))
@as_user
@as_json
def import_list(  # noqa: PLR0917 - click names every one of them
    file: Path | None,
    source: str | None,
    kind: str | None,
    list_date: str | None,
    mapping: Path | None,
    dry_run: bool,
    yes: bool,
    withdrawn: UUID | None,
    reason: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Import or withdraw."""
    if withdrawn:
        if file or not reason:
            raise click.UsageError(_("To take an import back, give --withdraw and --reason, and no file."))
        start()
        _withdraw(acting(as_name), withdrawn, reason, as_json)
        return
    if file is None or not source:
        raise click.UsageError(_("Give a file and --source, the name of who the list is from."))
    day = day_of(list_date, _("--list-date takes a day such as 2026-03-01."))
    columns = mapping_of(
        mapping,
        _("--mapping must be a JSON file in UTF-8."),
        _('--mapping must hold {"heading": "field"} for each column that is read wrongly.'),
    )
    request = Request(file, source, SourceKind(kind) if kind else None, day, columns)
    start()
    _import(acting(as_name), request, dry_run=dry_run, yes=yes, as_json=as_json)


def _import(by: Viewer, request: Request, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    from django.db import transaction

    from dodomu.journey.registry import queries

    if yes and not dry_run and (begun := _begun(by, request)):
        _run(by, queries.preview(begun, by), as_json)
        return
    with ExitStack() as stack:
        if dry_run:
            stack.enter_context(transaction.atomic())
        batch_id = _stage(by, request)
        preview = queries.preview(batch_id, by)
        if dry_run:
            transaction.set_rollback(True)
    if not as_json:
        _show(preview)
    if dry_run:
        if as_json:
            show_json(_as_json(preview) | {"status": "dry_run", "batch": None})
        return
    if yes or (not as_json and has_terminal() and _asked(preview)):
        _run(by, preview, as_json)
    else:
        _tell_where(preview, as_json)


def _begun(by: Viewer, request: Request) -> UUID | None:
    """The import of this very file that was interrupted: it goes on, rather than beginning beside itself."""
    from dodomu.journey.registry import queries

    with request.file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return queries.interrupted(by, request.source, sha256)


def _stage(by: Viewer, request: Request) -> UUID:
    from dodomu.journey.registry import actions

    with request.file.open("rb") as stream:
        try:
            batch = actions.stage(
                by,
                stream,
                request.file.name,
                request.source,
                request.mapping,
                request.list_date,
                source_kind=request.kind,
            )
        except (actions.MappingNotUnderstood, actions.SourceKnownOtherwise) as error:
            raise click.UsageError(str(error)) from None
    return batch.id


def _asked(preview: Preview) -> bool:
    return click.confirm(_("Import {count} new rows?").format(count=preview.counts["new"]), err=True)


def _run(by: Viewer, preview: Preview, as_json: bool) -> None:
    from dodomu.journey.registry import actions

    actions.confirm(by, preview.batch.id)
    with progress(_("Importing")) as advance:
        outcome = actions.run(preview.batch.id, advance)
    if as_json:
        done = {"status": "finished", "new": outcome.new, "unchanged": outcome.unchanged, "refused": outcome.refused}
        show_json(_as_json(preview) | done)
        return
    click.echo(
        _("Imported: {new} new, {unchanged} known before, {refused} refused. Import {batch}.").format(
            new=outcome.new, unchanged=outcome.unchanged, refused=outcome.refused, batch=outcome.batch_id
        )
    )


def _tell_where(preview: Preview, as_json: bool) -> None:
    from django.urls import reverse

    page = reverse("registry:list_preview", args=[preview.batch.id])
    if as_json:
        show_json(_as_json(preview) | {"status": "staged", "page": page})
        return
    click.echo(
        _("Nothing is imported yet. Confirm it on the page {page}, or run this again with --yes.").format(page=page)
    )


def _place(message: MessageView) -> str:
    if message.heading:
        return _("Row {row}, “{heading}”: ").format(row=message.row, heading=message.heading)
    return _("Row {row}: ").format(row=message.row)


def _show(preview: Preview) -> None:
    show_table((_("Heading"), _("Means")), [(column.heading, column.title) for column in preview.columns])
    for message in preview.messages[:MOST_MESSAGES]:
        click.echo(_place(message) + message.sentence)
    left = len(preview.messages) - MOST_MESSAGES
    if left > 0:
        click.echo(_("And {count} more messages; --json or the page shows them.").format(count=left))
    click.echo(
        _("Rows: {rows}; new: {new}; known before: {unchanged}; refused: {refused}; with a warning: {warned}.").format(
            **preview.counts
        )
    )


def _as_json(preview: Preview) -> dict[str, Any]:
    return {
        "batch": str(preview.batch.id),
        "counts": preview.counts,
        "columns": {column.heading: str(column.field) for column in preview.columns},
        "messages": [
            {"row": one.row, "column": one.heading, "code": one.code, "weight": one.weight, "sentence": one.sentence}
            for one in preview.messages
        ],
    }


def _withdraw(by: Viewer, batch_id: UUID, reason: str, as_json: bool) -> None:
    from dodomu.journey.registry import actions, queries

    queries.import_batch(by, batch_id)
    with progress(_("Withdrawing")) as advance:
        count = actions.withdraw(by, batch_id, reason, advance)
    if as_json:
        show_json({"batch": str(batch_id), "status": "withdrawn", "reports": count})
    else:
        click.echo(_("Taken back: {count} reports no longer count.").format(count=count))
