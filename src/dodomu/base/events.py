"""What happened, told to those who listen: how an earlier stage reaches a later one without knowing it.

Handlers run at once, in the publisher's transaction: when one of them fails, the act it answers fails with it.
An event carries identifiers only, so that no listener sees more than it may read itself.

A stage names with ``when_told`` the module that subscribes its handlers; it does when the first event is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any
from uuid import UUID

from dodomu.base.late import Late

Handler = Callable[..., None]
_handlers: dict[str, list[Handler]] = defaultdict(list)
_stages = Late()


def when_told(module: str) -> None:
    """Let ``listen()`` of a stage's module subscribe when the first event of this process is published, in the order of the stages."""
    _stages.add(lambda: import_module(module).listen())


def all_listen() -> None:
    """Subscribe what every stage said with ``when_told``; a second call does nothing."""
    _stages.do()


def subscribe(name: str) -> Callable[[Handler], Handler]:
    """Register the decorated function for events called ``name``; registering it again changes nothing."""

    def register(handler: Handler) -> Handler:
        if handler not in _handlers[name]:
            _handlers[name].append(handler)
        return handler

    return register


def publish(name: str, **ids: Any) -> None:
    """Tell every subscriber of ``name``, in the order they registered.

    Raises:
        TypeError: something other than identifiers was handed over; the message names the parameter only.
    """
    for parameter, value in ids.items():
        if not _is_identifier(value):
            raise TypeError(f"Event {name}: {parameter} must be an id, a list of ids, or None.")
    all_listen()
    for handler in tuple(_handlers[name]):
        handler(**ids)


def _is_identifier(value: Any) -> bool:
    if value is None or isinstance(value, UUID | int):
        return True
    return isinstance(value, Iterable) and not isinstance(value, str) and all(isinstance(one, UUID) for one in value)
