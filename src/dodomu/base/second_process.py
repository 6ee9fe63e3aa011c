"""A second process beside this one: two cores share the work.

It is a fork: it has in memory what this one has, is told nothing, and hands over what it makes through a pipe.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NoReturn, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
PATIENCE_SECONDS = 120
"""For one thing handed over, each of which takes less than a second to make."""


class HelperLost(RuntimeError):
    """The second process ended or does not answer; whoever asked does the rest alone."""


def is_possible() -> bool:
    """Whether there is a second core, and the system can fork."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return sys.platform == "linux" and cores > 1


@contextmanager
def made_beside(made: Iterable[Made]) -> Iterator[Iterator[Made]]:
    """The same things, made in a second process, which ends with the block; the iterator raises ``HelperLost``.

    Nothing may be open here that must not be open there, a connection to a database above all. None is not handed over:
    it is the end.
    """
    receiving, sending = Pipe(duplex=False)
    with warnings.catch_warnings():
        # A worker has threads of its own. The fork takes no lock that one of them may hold: it writes to the pipe alone,
        # and ends without a word to what it inherited. Should it hang all the same, it is given up.
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if number == 0:
        receiving.close()
        _work(sending, made)
    sending.close()
    try:
        yield _received(receiving)
    finally:
        receiving.close()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)


def on_two_cores(act: Callable[[Given], Made], given: Sequence[Given]) -> Iterator[Made]:
    """What ``map`` yields, in its order, every second thing made in a second process where there can be one.

    >>> list(on_two_cores(str, range(5)))
    ['0', '1', '2', '3', '4']
    """
    if len(given) < 2 or not is_possible():
        yield from map(act, given)
        return
    with made_beside(map(act, given[1::2])) as theirs:
        lost = False
        for at, one in enumerate(given):
            if at % 2 and not lost:
                try:
                    made = next(theirs)
                except HelperLost:
                    lost, made = True, act(one)
                yield made
            else:
                yield act(one)


def _received(pipe: Connection) -> Iterator[Made]:
    while True:
        try:
            if not pipe.poll(PATIENCE_SECONDS):
                raise HelperLost
            part = pipe.recv()
        except (EOFError, OSError):
            raise HelperLost from None
        if part is None:
            return
        yield part


def _work(pipe: Connection, made: Iterable[Made]) -> NoReturn:
    """The second process: it ends with what is to be made, or when nobody reads any more."""
    try:
        gc.freeze()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        # What goes wrong here goes wrong again in the process that is waiting, and is told there; here it could only be
        # printed, with somebody's words in it.
        with suppress(Exception):
            for part in made:
                pipe.send(part)
            pipe.send(None)
    finally:
        # Not ``sys.exit``: closing what is shared with the first process (standard input, which a thread of it may be
        # reading; the database) would wait or do harm.
        os._exit(0)
