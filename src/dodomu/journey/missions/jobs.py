"""What missions do of themselves: a clock that raises alarms when a word does not come or a way ahead is closed.

It runs in every worker, also when nobody looks at the board, and writes each alarm once.
"""

from __future__ import annotations

from dodomu.base.access.viewer import Viewer
from dodomu.base.jobs.rounds import register_round
from dodomu.journey.missions.actions import alarms, alarms_closed

CLOCK = Viewer.system("missions.alarms")


def look_out() -> None:
    """One round of the alarm clock."""
    alarms.raise_silences(CLOCK)
    alarms_closed.watch_ways(CLOCK)


def watch_the_clock() -> None:
    """Called once, when the stage is loaded."""
    register_round("missions.alarms", look_out)
