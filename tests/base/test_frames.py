"""Deep in a stack of calls a loop runs as fast as anywhere else."""

from __future__ import annotations

import sys
from types import FrameType

from django.conf import settings

from dodomu.base.frames import SLOTS, Room, with_room


def _rooms(frame: FrameType | None) -> int:
    found = 0
    while frame is not None:
        found += frame.f_code.co_stacksize >= SLOTS
        frame = frame.f_back
    return found


def test_it_hands_on_what_is_asked_and_answered() -> None:
    assert with_room(divmod, 7, 2) == (3, 1)
    assert with_room(sorted, [1, 3, 2], reverse=True) == [3, 2, 1]


def test_what_is_called_has_a_frame_above_it_that_claims_room() -> None:
    outside = _rooms(sys._getframe())
    assert with_room(lambda: _rooms(sys._getframe())) == outside + 1


def test_a_second_one_does_not_use_up_the_room_of_the_first() -> None:
    """A piece is of a power of two: the frame takes more than half of one MiB, and leaves a quarter for what is called."""
    assert 2**19 < 8 * SLOTS < 3 * 2**18


def test_every_page_is_made_with_room() -> None:
    assert settings.MIDDLEWARE[0] == f"{Room.__module__}.{Room.__name__}"
