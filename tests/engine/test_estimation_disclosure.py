"""Disclosure control: what is hidden cannot be worked out, and no more is hidden than that needs."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.estimation import (
    TOTAL,
    Axis,
    Cell,
    Interval,
    Published,
    Table,
    TableRefused,
    protect,
    protect_together,
    suggest_collapse,
)
from tests.engine.disclosure_oracle import learnt

WHERE = Axis("where", ("sought", "found", "home"))
OBLAST = Axis("oblast", ("east", "south"))
AGE = Axis("age", ("small", "grown"), ordered=True)
LAND = Axis("place", ("town", "village", "coast", "hills"), {"east": ("town", "village")})
RETURN = Axis("return", ("asked", "ready"))


def where(sought: int, found: int, home: int) -> Table:
    return Table("children", (WHERE,), {("sought",): sought, ("found",): found, ("home",): home})


def crossed(*counts: int) -> Table:
    places = product(*(axis.categories for axis in (OBLAST, AGE)))
    return Table("children", (OBLAST, AGE), dict(zip(places, counts, strict=True)))


def nested(*counts: int) -> Table:
    return Table("children", (LAND,), {(place,): count for place, count in zip(LAND.categories, counts, strict=True)})


def shown(table: Table, *earlier: Published) -> list[int | None]:
    found = protect(table, earlier=earlier)
    return [found.at(node) for node in (*table.axes[0].categories, *table.axes[0].groups, TOTAL)]


def release(table: Table, *earlier: Published) -> Published:
    found = protect(table, earlier=earlier).protection
    cells = table.cells()
    return Published(found.shown, {cell: cells[cell] for cell in found.hidden})


few = st.integers(0, 4)


@settings(max_examples=30, deadline=None)
@given(st.lists(few, min_size=4, max_size=4), st.booleans())
def test_no_hidden_cell_can_be_worked_out(counts: list[int], is_crossed: bool) -> None:
    table = crossed(*counts) if is_crossed else nested(*counts)
    found = protect(table, threshold=3).protection
    assert not found.unprotected
    assert all(value >= 3 for value in found.shown.values())
    whole, intervals = table.cell(*(TOTAL for _ in table.axes)), found.intervals()
    for cell, (low, high) in learnt([table], found, most=found.shown.get(whole, 8)).items():
        assert high - low >= 3, cell
        interval = intervals[cell]
        assert interval.low <= low
        assert interval.high is None or interval.high >= high
        assert whole not in found.shown or interval == Interval(low, high), "not the exact interval"


@settings(max_examples=20, deadline=None)
@given(st.lists(few, min_size=4, max_size=4))
def test_tables_side_by_side_do_not_give_each_other_away(counts: list[int]) -> None:
    both = crossed(*counts)
    tables = [
        Table(
            "children",
            (axis,),
            {(node,): both.count(Cell("children", ((axis.name, node),))) for node in axis.categories},
        )
        for axis in (OBLAST, AGE)
    ]
    found = protect_together(tables, threshold=3)
    assert all(high - low >= 3 for low, high in learnt(tables, found, most=11).values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.lists(st.integers(-15, 25), min_size=3, max_size=3))
def test_no_small_change_can_be_read_off_two_releases(before: list[int], moves: list[int]) -> None:
    after = [max(0, count + move) for count, move in zip(before, moves, strict=True)]
    first = release(where(*before))
    found = protect(where(*after), earlier=[first])
    new, old = where(*after).cells(), where(*before).cells()
    both = {cell for cell in found.protection.shown if cell in first.shown}
    assert all(abs(new[cell] - old[cell]) >= 10 for cell in both)
    # What is left of the change of the total when the changes of the shown parts are taken away, all moving one way.
    total, parts = Cell("children"), {cell for cell in new if cell.at}
    rest = parts - both
    if total in both and rest and len({new[cell] >= old[cell] for cell in rest}) == 1:
        assert sum(abs(new[cell] - old[cell]) for cell in rest) >= 10 or all(
            abs(new[cell] - old[cell]) >= 10 for cell in rest
        )


def test_small_counts_and_zeros_are_hidden_with_a_companion() -> None:
    assert shown(where(4, 31, 57)) == [None, None, 57, 92]
    assert shown(where(0, 31, 57)) == [None, None, 57, 88]


def test_two_small_counts_whose_sum_is_small_take_a_third_with_them() -> None:
    assert shown(where(3, 4, 57)) == [None, None, None, 64] or shown(where(3, 4, 57)) == [None, None, 57, None]


def test_that_all_are_alike_is_not_shown() -> None:
    assert shown(where(0, 0, 40)) in ([None, None, 40, None], [None, None, None, 40])


def test_nothing_is_hidden_without_need() -> None:
    assert shown(where(10, 31, 57)) == [10, 31, 57, 98]


def test_a_small_place_is_not_its_district_minus_the_rest() -> None:
    found = protect(nested(4, 30, 20, 25))
    assert (found.at("town"), found.at("village"), found.at("east"), found.at(TOTAL)) == (None, None, 34, 79)
    assert found.protection.intervals()[found.table.cell("town")] == Interval(0, 34)


def test_a_small_rest_hides_the_team_or_the_whole() -> None:
    teams = Axis("team", ("north", "rest"))
    rest = Cell("children", (("team", "rest"),))
    small = protect(Table("children", (teams,), {("north",): 40, ("rest",): 3}, withheld=frozenset({rest})))
    assert [small.at("north"), small.at(TOTAL)].count(None) == 1
    large = protect(Table("children", (teams,), {("north",): 40, ("rest",): 30}, withheld=frozenset({rest})))
    assert [large.at("north"), large.at("rest"), large.at(TOTAL)] == [40, None, 70]


def test_one_more_than_yesterday_is_not_shown() -> None:
    yesterday = release(where(20, 31, 57))
    assert shown(where(20, 31, 58), yesterday) == [None, None, None, None]
    assert shown(where(20, 31, 82), yesterday)[1:] != [None, 82, 133], "one child less than the total moved"


def test_what_did_not_move_cannot_be_told_from_what_moved_a_little() -> None:
    yesterday = release(where(20, 31, 57))
    still, little = shown(where(20, 31, 97), yesterday), shown(where(21, 31, 96), yesterday)
    assert [count is None for count in still] == [count is None for count in little]


def test_yesterdays_hidden_count_is_not_given_back_today() -> None:
    yesterday = release(where(3, 31, 57))
    today = protect(where(33, 31, 57), earlier=[yesterday])
    before = where(3, 31, 57).cells()
    known = {cell for cell in today.protection.shown if cell in yesterday.shown}
    assert all(abs(today.protection.shown[cell] - before[cell]) >= 10 for cell in known)


def test_a_growing_count_is_at_least_what_it_was() -> None:
    table = Table("reported", (WHERE,), {("sought",): 25, ("found",): 36, ("home",): 72})
    total = Cell("reported")
    before = Published({table.cell("sought"): 24, table.cell("found"): 31, total: 112}, growing=True)
    intervals = protect(table, earlier=[before]).protection.intervals()
    assert intervals[table.cell("sought")].low >= 24


def test_tables_must_agree_and_stand_like_a_tree() -> None:
    with pytest.raises(TableRefused, match="in one table"):
        protect_together([where(10, 20, 30), Table("children", (RETURN,), {("asked",): 61})])
    axes = (WHERE, AGE, OBLAST)
    ring = [Table("children", pair, {}) for pair in (axes[:2], axes[1:], (WHERE, OBLAST))]
    with pytest.raises(TableRefused, match="ring"):
        protect_together(ring)


@pytest.mark.parametrize(
    "groups",
    [{"east": ("town",), "west": ("town",)}, {"east": ("sea",)}, {"east": ("west", "town"), "west": ("east",)}],
)
def test_groups_that_make_no_tree_are_refused(groups: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(TableRefused):
        Axis("place", ("town", "village"), groups)


def test_a_place_where_nobody_can_be_is_no_zero() -> None:
    table = Table(
        "children",
        (OBLAST, AGE),
        {("east", "grown"): 20, ("south", "small"): 30, ("south", "grown"): 40},
        impossible=frozenset({("east", "small")}),
    )
    assert table.cell("east", "small") not in table.cells()
    assert protect(table).protection.shown[Cell("children", (("oblast", "east"),))] == 20
    with pytest.raises(TableRefused, match="impossible"):
        Table("children", (OBLAST, AGE), {("east", "small"): 1}, impossible=frozenset({("east", "small")}))


def test_a_table_mostly_hidden_says_what_to_put_together() -> None:
    ages = Axis("age", ("0-6", "7-13", "14-17", "18+"), ordered=True)
    table = Table("children", (ages,), {("0-6",): 3, ("7-13",): 9, ("14-17",): 14, ("18+",): 4})
    assert protect(table).mostly_hidden
    suggestion = suggest_collapse(table)
    assert suggestion is not None
    assert (suggestion.together, suggestion.hidden_share) == ((("0-6", "7-13"), ("14-17", "18+")), 0.0)
    assert suggest_collapse(where(1, 2, 3)) is None


def test_cells_are_written_and_read_as_one_line() -> None:
    cell = Cell("children", (("age", "0-6"), ("where", "home")))
    assert Cell.from_code(cell.code) == cell
    assert Cell.from_code("children") == Cell("children")
