"""How results are shown: plain lines where there is no terminal, tables and progress bars where there is one."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from gettext import gettext as _
from typing import Any

import click

Advance = Callable[[int, int], None]
"""Told ``(done, total)`` as often as there is something to tell."""

QUIET_SECONDS = 5.0


def show_json(value: Any) -> None:
    """Print JSON that people can read as well."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; without a terminal, its cells separated by tabs."""
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """Show long work with its rate and the time left, on the error stream.

    Parameters:
        what: the work in a few words, such as "Importing".
    """
    if sys.stderr.isatty():
        with _bar(what) as advance:
            yield advance
    else:
        yield _Lines(what)


class _Lines:
    """A line every few seconds, for logs and pipes."""

    def __init__(self, what: str) -> None:
        self._what, self._began, self._told = what, time.monotonic(), time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told < QUIET_SECONDS:
            return
        self._told = now
        rate = done / (now - self._began)
        left = (total - done) / rate if rate else 0
        click.echo(
            _("{what}: {done} of {total}, {rate} a second, {left} seconds left").format(
                what=self._what, done=done, total=total, rate=round(rate), left=round(left)
            ),
            err=True,
        )


@contextmanager
def _bar(what: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(what, total=None, rate="")

        def advance(done: int, total: int) -> None:
            rate = bar.tasks[task].speed
            shown = _("{rate} a second").format(rate=round(rate)) if rate else ""
            bar.update(task, completed=done, total=total, rate=shown)

        yield advance
