"""Room for the frames of what is called, so that Python does not fetch and give back memory all the time.

CPython keeps the frames of a thread in pieces of 16 KiB, and asks the system for a piece whenever a call does not fit into the
last one. A loop that calls at the edge of a piece asks, and gives back, at every turn: a page did so hundreds of times, which
was an eighth of its time (https://github.com/python/cpython/issues/142183). A frame that claims to be large gets a large piece,
and everything called from it finds room there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:  # the command line starts without Django
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

Answer = TypeVar("Answer")
Given = ParamSpec("Given")
SLOTS = 66_000
"""Of eight bytes: just over half a MiB, so that the piece is of one MiB, and a second such frame gets a piece of its own."""


def with_room(call: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
    """What ``call`` answers."""
    return call(*args, **kwargs)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)


class Room:
    """Middleware: every page is made with room for its frames."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return with_room(self.get_response, request)
