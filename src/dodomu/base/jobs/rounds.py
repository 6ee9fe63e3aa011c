"""Rounds: what a worker looks after again and again though nobody asked, such as words that did not come.

A task comes from an act; a round comes from time alone. It is idempotent, cheap when nothing has happened, and a
failure of one round is no end: the next follows in a few seconds.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError

from dodomu.base.jobs.beats import logger

EVERY = timedelta(seconds=10)
_rounds: dict[str, Callable[[], object]] = {}


def register_round(name: str, act: Callable[[], object]) -> None:
    """Have ``act`` done every few seconds by every worker; a later registration of a name takes the earlier one's place."""
    _rounds[name] = act


def make_rounds() -> None:
    """Make each round once. One that fails is written down by its place, never its words, and keeps none from theirs.

    Raises:
        DatabaseError: the database does not answer; the caller opens it anew.
    """
    for name, act in tuple(_rounds.items()):
        try:
            act()
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a round raises must not end the others
            place = traceback.extract_tb(error.__traceback__)[-1]
            logger.error("Round %s failed at %s:%s: %s.", name, place.filename, place.lineno, type(error).__qualname__)
