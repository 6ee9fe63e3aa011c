"""What Splink compares over our folded columns, by which columns it proposes pairs, and how it learns from the lists.

Imported only when Splink is there (extra "linkage"). A date of birth alone never proposes pairs: all children of eighteen
years share 6,500 of them, and a million rows would make a hundred million pairs.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Literal

from splink import Linker, SettingsCreator, block_on
from splink.comparison_level_library import CustomLevel, ElseLevel, ExactMatchLevel, JaroWinklerLevel, NullLevel
from splink.comparison_library import CustomComparison
from splink.internals.exceptions import EMTrainingException

Level = Any
SEED = 2026
LEAST_TO_LEARN = 2_000
"""Rows on the shorter side from which learning from the lists is worth it; below, the stated figures stand."""
PAIRS_FOR_CHANCE, PAIRS_FOR_AGREEMENT = 5_000_000, 1_000_000

PROPOSED_BY = (
    ("family_skeleton", "given_class"),
    ("family", "birth_year"),
    ("family_skeleton", "birth"),
    ("given_class", "birth"),
    ("given_class", "father", "birth_year", "place"),
)
LEARNT_FROM = (("family", "given_class"), ("given_class", "birth"), ("family", "birth"))
CERTAIN = (("family", "given_class", "birth"), ("family_skeleton", "given_class", "father", "birth"))
FOUND_BY_CERTAIN = 0.6
"""The share of all pairs that equal family name, given name and birth date find, from the project's probes."""


def settings(within: bool, expected: float) -> SettingsCreator:
    """The model before it learns.

    Parameters:
        within: one list is linked with itself.
        expected: how likely two rows taken at random are one child.
    """
    kind: Literal["dedupe_only", "link_only"] = "dedupe_only" if within else "link_only"
    return SettingsCreator(
        link_type=kind,
        probability_two_random_records_match=expected,
        comparisons=[_family(), _given(), _father(), _birth(), _place(), _sex()],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in PROPOSED_BY],
        retain_matching_columns=False,
        additional_columns_to_retain=["given_class"],
        max_iterations=20,
    )


def learn(linker: Linker) -> list[str]:
    """Learn how often fields agree by chance and in one child; which blocks taught it, in words of columns."""
    with suppress(ValueError):
        rules: list[Any] = [block_on(*columns) for columns in CERTAIN]
        linker.training.estimate_probability_two_random_records_match(rules, recall=FOUND_BY_CERTAIN)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS_FOR_CHANCE, seed=SEED)
    taught = []
    for columns in LEARNT_FROM:
        with suppress(EMTrainingException):
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), max_pairs=PAIRS_FOR_AGREEMENT
            )
            taught.append("+".join(columns))
    return taught


def _stated(level: Level, in_one_child: float, by_chance: float) -> Level:
    return level.configure(m_probability=in_one_child, u_probability=by_chance)


def _often(level: Level, column: str, in_one_child: float, by_chance: float) -> Level:
    """An agreement that says less, the more people have the value."""
    return level.configure(
        m_probability=in_one_child,
        u_probability=by_chance,
        tf_adjustment_column=column,
        tf_minimum_u_value=0.0001,
    )


def _family() -> CustomComparison:
    return CustomComparison(
        output_column_name="family",
        comparison_levels=[
            NullLevel("family"),
            _often(ExactMatchLevel("family"), "family", 0.78, 0.002),
            _stated(ExactMatchLevel("family_skeleton"), 0.08, 0.002),
            _stated(JaroWinklerLevel("family", 0.9), 0.07, 0.004),
            _stated(ElseLevel(), 0.07, 0.992),
        ],
    )


def _given() -> CustomComparison:
    return CustomComparison(
        output_column_name="given_class",
        comparison_levels=[
            NullLevel("given_class"),
            _often(ExactMatchLevel("given_class"), "given_class", 0.9, 0.02),
            _stated(JaroWinklerLevel("given", 0.9), 0.05, 0.01),
            _stated(ElseLevel(), 0.05, 0.97),
        ],
    )


def _father() -> CustomComparison:
    return CustomComparison(
        output_column_name="father",
        comparison_levels=[
            NullLevel("father"),
            _often(ExactMatchLevel("father"), "father", 0.9, 0.04),
            _stated(JaroWinklerLevel("father", 0.9), 0.04, 0.01),
            _stated(ElseLevel(), 0.06, 0.95),
        ],
    )


def _birth() -> CustomComparison:
    same_day = "birth_month_l = birth_month_r and birth_day_l = birth_day_r"
    turned = "birth_year_l = birth_year_r and birth_month_l = birth_day_r and birth_day_l = birth_month_r"
    rough = "birth_year_l = birth_year_r and (birth_day_l is null or birth_day_r is null)"
    return CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            _null("birth_year_l is null or birth_year_r is null"),
            _stated(CustomLevel("birth_l = birth_r", "the same day"), 0.82, 0.0002),
            _stated(CustomLevel(turned, "day and month turned round"), 0.02, 0.0003),
            _stated(CustomLevel(f"abs(birth_year_l - birth_year_r) = 1 and {same_day}", "a year off"), 0.02, 0.0004),
            _stated(CustomLevel(rough, "the year, of one the day is unknown"), 0.06, 0.02),
            _stated(CustomLevel("levenshtein(birth_l, birth_r) <= 1", "one digit"), 0.02, 0.002),
            _stated(CustomLevel("birth_year_l = birth_year_r", "the year"), 0.02, 0.05),
            _stated(ElseLevel(), 0.04, 0.927),
        ],
    )


def _null(condition: str) -> Level:
    return CustomLevel(condition, "not known").configure(is_null_level=True)


def _place() -> CustomComparison:
    return CustomComparison(
        output_column_name="place",
        comparison_levels=[
            NullLevel("place"),
            _often(ExactMatchLevel("place"), "place", 0.8, 0.03),
            _stated(ElseLevel(), 0.2, 0.97),
        ],
    )


def _sex() -> CustomComparison:
    return CustomComparison(
        output_column_name="sex",
        comparison_levels=[
            NullLevel("sex"),
            _stated(ExactMatchLevel("sex"), 0.985, 0.5),
            _stated(ElseLevel(), 0.015, 0.5),
        ],
    )
