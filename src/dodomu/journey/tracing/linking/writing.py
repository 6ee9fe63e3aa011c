"""The pairs as a CSV file that only its owner can read."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO
from uuid import uuid4

from dodomu.base.keys.durable import sync_folder
from dodomu.journey.tracing.bridge import EvidenceLine, compare
from dodomu.journey.tracing.linking.pairs import Advance, Pair, ReadList
from dodomu.kit.export import BOM, neutral

HEADINGS = ("left_row", "right_row", "probability", "relation", "reasons")
TELL_EVERY = 500


class Words(NamedTuple):
    """What turns a piece of evidence and a hint of kinship into the reader's language."""

    sentence: Callable[[EvidenceLine], str]
    relation: Callable[[str], str]


def write_pairs(
    path: Path, pairs: Sequence[Pair], lists: tuple[ReadList, ReadList], words: Words, advance: Advance
) -> None:
    """One line for each pair, the likeliest first: numbers of rows as in the files, and the reasons in words.

    The reasons repeat names and dates of the lists: the file is as personal as they are.
    """
    left, right = lists
    with _private_file(path) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADINGS)
        for done, pair in enumerate(pairs, 1):
            found = compare(left.records[pair.left], right.records[pair.right])
            lines = sorted(found.evidence, key=lambda line: -abs(line.log_odds))
            reasons = "; ".join(f"{words.sentence(line)} ({line.log_odds:+.1f})" for line in lines)
            numbers = (left.rows[pair.left], right.rows[pair.right], f"{pair.probability:.4f}")
            writer.writerow([*numbers, neutral(words.relation(found.relation_hint)), neutral(reasons)])
            if done % TELL_EVERY == 0 or done == len(pairs):
                advance(done, len(pairs))


@contextmanager
def _private_file(path: Path) -> Iterator[TextIO]:
    """A new text file for its owner alone, in place when it is whole."""
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with TextIOWrapper(os.fdopen(descriptor, "wb"), encoding="utf-8", newline="") as file:
            file.write(BOM)
            yield file
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
