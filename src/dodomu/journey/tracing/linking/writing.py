"""The pairs as a CSV file that only its owner can read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from dodomu.base.durable import opened_durably
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
    with opened_durably(path) as private:
        file = TextIOWrapper(private, encoding="utf-8", newline="")
        file.write(BOM)
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
        file.detach()
