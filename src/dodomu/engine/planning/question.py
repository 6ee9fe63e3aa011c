"""What is asked of a corridor: from where to where, between when and when, for whom, on what grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dodomu.engine.planning.errors import HorizonRefused, ValueRefused
from dodomu.engine.planning.group import Group

GRID_MINUTES: Final = 10
MOST_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`earliest` and `latest` are minutes of UTC, `step` is the grid in minutes.

    Raises:
        HorizonRefused: `latest` lies before `earliest`, or the grid would have more than MOST_STEPS steps.
        ValueRefused: a step under one minute.
    """

    start: str
    goal: str
    earliest: int
    latest: int
    group: Group
    step: int = GRID_MINUTES

    def __post_init__(self) -> None:
        if self.step < 1:
            raise ValueRefused("step")
        if not 0 <= self.latest - self.earliest <= MOST_STEPS * self.step:
            raise HorizonRefused(f"{self.earliest} to {self.latest}")
