"""Identifiers: time-ordered, so that indexes grow at their end, and unguessable, so that no one can count children."""

from __future__ import annotations

import os
import time
from threading import Lock
from uuid import UUID, SafeUUID

_VERSION_AND_VARIANT = 0x7 << 76 | 0x2 << 62
_RANDOM = (1 << 62) - 1
_ALLOWED_STEP_BACK = 1000 << 12  # one second, in ticks


class _Clock:
    """The time in 1/4096 of a millisecond, moved on by one when it stood still or stepped back a little."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0

    def tick(self) -> int:
        now = (time.time_ns() << 12) // 1_000_000
        with self._lock:
            if now <= self._last < now + _ALLOWED_STEP_BACK:
                now = self._last + 1
            self._last = now
        return now


class _Randomness:
    """Random bytes from the system, fetched for many identifiers at once; a forked process fetches its own."""

    def __init__(self) -> None:
        self._pool: list[bytes] = []
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._pool.clear)

    def take(self) -> int:
        try:
            return int.from_bytes(self._pool.pop())
        except IndexError:
            fresh = os.urandom(8 * 256)
            self._pool.extend(fresh[place : place + 8] for place in range(8, len(fresh), 8))
            return int.from_bytes(fresh[:8])


_clock = _Clock()
_randomness = _Randomness()


def new_id() -> UUID:
    """A version 7 UUID (RFC 9562, section 5.7): 48 bits of milliseconds, 12 of their fraction (section 6.2, method 3), 62 random bits.

    Identifiers of one process grow strictly, so that rows written in one breath are read back in the order in which they were written.

    >>> new_id().version
    7
    >>> new_id() < new_id()
    True
    """
    tick = _clock.tick()
    random = _randomness.take() & _RANDOM
    return uuid_of(tick >> 12 << 80 | (tick & 0xFFF) << 64 | random | _VERSION_AND_VARIANT)


def uuid_of(number: int) -> UUID:
    """The identifier with this number, made without the checks of ``UUID``: five times as fast, and lists have many.

    >>> uuid_of(1) == UUID(int=1)
    True
    """
    identifier = object.__new__(UUID)
    object.__setattr__(identifier, "int", number)
    object.__setattr__(identifier, "is_safe", SafeUUID.unknown)
    return identifier
