"""The line of a group on the board: what is written below it can be read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from dodomu.journey.missions.web.board_way import ROOM, Station, readable

AT = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def station(x: float, state: str) -> Station:
    return Station(x, cast(Any, None), AT, state)


def test_a_time_gives_way_to_that_of_the_next_place() -> None:
    shown = readable([station(0, "left"), station(ROOM - 1, "next"), station(3 * ROOM, "ahead")])
    assert [one.at for one in shown] == [None, AT, AT]


def test_times_far_enough_apart_all_stay() -> None:
    shown = readable([station(0, "left"), station(ROOM, "next"), station(2 * ROOM, "ahead")])
    assert all(one.at for one in shown)
