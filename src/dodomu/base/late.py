"""What a stage registers late: when somebody first needs it, and not when the program starts.

What is registered needs the acts and pages of its stage; a command that uses none of them starts without loading them.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock


class Late:
    """Acts that wait until they are needed, each done once, in the order in which they were handed in."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []
        self._one_at_a_time = RLock()

    def add(self, act: Callable[[], object]) -> None:
        self._waiting.append(act)

    def do(self) -> None:
        """Do what still waits. An act that fails goes on waiting, and so do those behind it."""
        with self._one_at_a_time:
            while self._waiting:
                self._waiting[0]()
                del self._waiting[0]
