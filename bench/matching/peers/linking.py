"""Splink 5 on DuckDB, over names in Latin letters by ``anyascii`` (without a writing in common it links nothing).

The model: Jaro-Winkler of family, given and patronymic, the birth date by Splink's own comparison, place and sex. Candidate
pairs agree in the beginning of the family name and the year, in given name and birth date, in family and given name, or in
family name, month and day. The date alone is no rule: children have few dates. Trained as Splink's guide has it: u by
sampling, m by EM over two rules.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bench.matching.lists import Row
from bench.matching.peers.names import romanised
from bench.matching.people import Person

RULES = (
    ("family_start", "year"),
    ("given", "born"),
    ("family", "given"),
    ("family_start", "month", "day"),
)


class Known(NamedTuple):
    """What Splink sees of one record; "" is passed as missing."""

    unique_id: int
    family: str | None
    family_start: str | None
    given: str | None
    patronymic: str | None
    born: str | None
    year: str
    month: str | None
    day: str | None
    place: str | None
    sex: str


def known(number: int, one: Person | Row) -> Known:
    family, given, patronymic, place = (
        " ".join(romanised(text)) or None for text in (one.family, one.given, one.patronymic, one.place)
    )
    exact = len(one.born) == 10
    return Known(
        number,
        family,
        family[:4] if family else None,
        given,
        patronymic,
        one.born if exact else None,
        one.born[:4],
        one.born[5:7] if exact else None,
        one.born[8:] if exact else None,
        place,
        one.sex,
    )


def table(rows: Iterable[Known]) -> Any:
    """A table Splink reads."""
    import pyarrow as pa

    columns = zip(*rows, strict=True)
    types = {"unique_id": pa.int64()}
    return pa.table(
        {
            name: pa.array(column, types.get(name, pa.string()))
            for name, column in zip(Known._fields, columns, strict=True)
        }
    )


class Linked(NamedTuple):
    """A pair: numbers of both records and the probability."""

    left: int
    right: int
    probability: float


class Splink:
    """A trained model over two lists."""

    def __init__(self, left: Sequence[Known], right: Sequence[Known]) -> None:
        import duckdb
        import splink.comparison_library as compare
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on

        # What does not fit into memory goes to a folder that is deleted, never to the one this was started in.
        self.spill = tempfile.TemporaryDirectory(prefix="dodomu-bench-", ignore_cleanup_errors=True)
        self.database = DuckDBAPI(connection=duckdb.connect(config={"temp_directory": self.spill.name}))
        self.left = self.database.register(table(left), dataset_display_name="left_list")
        self.right = self.database.register(table(right), dataset_display_name="right_list")
        settings = SettingsCreator(
            link_type="link_only",
            comparisons=[
                compare.JaroWinklerAtThresholds("family", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
                compare.JaroWinklerAtThresholds("given", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
                compare.JaroWinklerAtThresholds("patronymic", [0.95, 0.88, 0.8]),
                compare.DateOfBirthComparison("born", input_is_string=True),
                compare.JaroWinklerAtThresholds("place", [0.9]),
                compare.ExactMatch("sex"),
            ],
            blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
            retain_intermediate_calculation_columns=False,
            retain_matching_columns=False,
        )
        self.linker = Linker([self.left, self.right], settings, log_level=None)

    def train(self) -> None:
        from splink import block_on

        training = self.linker.training
        training.estimate_probability_two_random_records_match([block_on("family", "given", "born")], recall=0.6)
        training.estimate_u_using_random_sampling(max_pairs=2e6)
        for rule in (("family", "given"), ("born", "given"), ("born", "family_start")):
            training.estimate_parameters_using_expectation_maximisation(block_on(*rule), max_pairs=2e6)

    def link(self, at_least: float = 0.2) -> list[Linked]:
        found = self.linker.inference.predict(threshold_match_probability=at_least)
        return [
            Linked(row["unique_id_l"], row["unique_id_r"], row["match_probability"]) for row in found.as_record_list()
        ]

    def one_new(self, new: Known, name: str) -> list[Linked]:
        """One record against the whole left list."""
        return self.many_new([new], name)

    def many_new(self, new: Sequence[Known], name: str) -> list[Linked]:
        """New records against the whole left list; ``name`` is a table's and used once."""
        rows = self.database.register(table(new), dataset_display_name=name)
        found = self.linker.inference.predict_between(self.left, rows)
        return [
            Linked(row["unique_id_l"], row["unique_id_r"], row["match_probability"]) for row in found.as_record_list()
        ]
