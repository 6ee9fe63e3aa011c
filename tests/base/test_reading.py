"""What one page asks twice is read once, and nothing is remembered beyond the page."""

from __future__ import annotations

import pytest

from dodomu.base.reading import answered, in_one_reading, one_reading


class Source:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self) -> int:
        self.asked += 1
        return self.asked


def test_outside_a_reading_every_question_is_asked_anew() -> None:
    source = Source()
    assert [answered("how many", source.ask) for _ in range(3)] == [1, 2, 3]


def test_inside_a_reading_it_is_asked_once() -> None:
    source = Source()
    with one_reading():
        assert [answered("how many", source.ask) for _ in range(3)] == [1, 1, 1]


def test_another_question_has_its_own_answer() -> None:
    source = Source()
    with one_reading():
        assert (answered("a", source.ask), answered("b", source.ask), answered("a", source.ask)) == (1, 2, 1)


def test_the_next_reading_asks_again() -> None:
    source = Source()
    for expected in (1, 2):
        with one_reading():
            assert answered("how many", source.ask) == expected


def test_a_reading_that_fails_leaves_nothing_behind() -> None:
    source = Source()

    @in_one_reading
    def fails() -> float:
        return answered("how many", source.ask) / 0

    with pytest.raises(ZeroDivisionError):
        fails()
    assert answered("how many", source.ask) == 2


def test_a_view_that_only_reads_is_marked() -> None:
    source = Source()
    view = in_one_reading(lambda: answered("a", source.ask) + answered("a", source.ask))
    assert (view(), view()) == (2, 4)
