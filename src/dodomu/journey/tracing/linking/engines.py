"""Which engine links: our own for hundreds of thousands of rows, Splink for millions, Splink on Spark for a nation."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from django.db import connection

from dodomu.base.second_process import on_two_cores
from dodomu.journey.tracing.bridge import MODEL_VERSION, Record, linked
from dodomu.journey.tracing.linking.at_scale import link_at_scale
from dodomu.journey.tracing.linking.pairs import Advance, Linked, Pair


class Engine(StrEnum):
    """``local`` needs nothing else; the others need the extras "linkage" and "spark"."""

    LOCAL = "local"
    SPLINK = "splink"
    SPARK = "spark"


def link_lists(
    engine: Engine,
    left: Sequence[Record],
    right: Sequence[Record] | None,
    *,
    at_least: float,
    model_file: Path,
    advance: Advance,
    master: str,
    folder: Path | None,
) -> Linked:
    """Link two lists, or one with itself (``right`` is None); see ``link_at_scale`` for the parameters."""
    if engine is not Engine.LOCAL:
        return link_at_scale(
            left,
            right,
            at_least=at_least,
            model_file=model_file,
            engine=engine,
            advance=advance,
            master=master,
            folder=folder,
        )
    alone = connection.in_atomic_block
    if not alone:
        # Closed here, it is not open in the second process.
        connection.close()
    found = linked(left, right, at_least=at_least, progress=advance, shared=map if alone else on_two_cores)
    return Linked([Pair(one.left, one.right, one.probability) for one in found], f"dodomu {MODEL_VERSION}", {})
