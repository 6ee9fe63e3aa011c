"""What is read once while one page is put together.

A page asks every stage, and each stage asks the same first questions ("which records are this child?"). Inside
``one_reading()`` an answer given once is given again without asking the database; nothing is kept longer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

Answer = TypeVar("Answer")
Given = ParamSpec("Given")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """The block reads and writes nothing: what it asks twice is answered from memory the second time, a block inside
    another from that one's memory.
    """
    if _answers.get() is not None:
        yield
        return
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def in_one_reading(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Mark a view or a query that only reads: it runs in ``one_reading()``."""

    @wraps(view)
    def reading(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with one_reading():
            return view(*args, **kwargs)

    return reading


def answered(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question; outside ``one_reading`` it is asked anew each time."""
    known = _answers.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    return cast(Answer, known[question])
