"""The life-line: everything that happened to one person on one time axis, in lanes; drawn on the server.

``life_line(events, …)`` lays out the drawing, ``life_rows(events)`` says the same as an ordered list; a page
that needs both calls ``placed(events)`` once and hands its answer to each.
"""

from dodomu.kit.lifeline.drawing import LifeLine, life_line
from dodomu.kit.lifeline.lanes import LANE_LOOKS, LaneLook, lane_choices, lane_look
from dodomu.kit.lifeline.period import Period, period_of
from dodomu.kit.lifeline.placing import Placed, placed, whole_of
from dodomu.kit.lifeline.rows import LifeRow, LifeYear, by_year, life_rows

__all__ = [
    "LANE_LOOKS",
    "LaneLook",
    "LifeLine",
    "LifeRow",
    "LifeYear",
    "Period",
    "Placed",
    "by_year",
    "lane_choices",
    "lane_look",
    "life_line",
    "life_rows",
    "period_of",
    "placed",
    "whole_of",
]
