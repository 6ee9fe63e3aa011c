"""Planning: a corridor with dated rules, every lawful route worth considering, and when not to travel."""

from dodomu.engine.planning.alternatives import FEWEST, MOST, alternatives, unlikeness
from dodomu.engine.planning.conditions import BEGINNING, END, Admits, Closed, Condition, PapersAsked, Reason, Walk
from dodomu.engine.planning.corridor import Arc, Bucket, Corridor, Link, Period, Place
from dodomu.engine.planning.errors import HorizonRefused, PlaceUnknown, PlanningError, ValueRefused
from dodomu.engine.planning.fall_back import fall_back
from dodomu.engine.planning.group import Group, Paper, Traveller
from dodomu.engine.planning.question import GRID_MINUTES
from dodomu.engine.planning.refusal import stopped_links, stops_on
from dodomu.engine.planning.route import POINT, DoNotTravel, Leg, Route, Stop
from dodomu.engine.planning.search import search_routes

__all__ = [
    "Admits",
    "Arc",
    "BEGINNING",
    "Bucket",
    "Closed",
    "Condition",
    "Corridor",
    "DoNotTravel",
    "END",
    "FEWEST",
    "GRID_MINUTES",
    "Group",
    "HorizonRefused",
    "Leg",
    "Link",
    "MOST",
    "POINT",
    "Paper",
    "PapersAsked",
    "Period",
    "Place",
    "PlaceUnknown",
    "PlanningError",
    "Reason",
    "Route",
    "Stop",
    "Traveller",
    "ValueRefused",
    "Walk",
    "alternatives",
    "fall_back",
    "search_routes",
    "stopped_links",
    "stops_on",
    "unlikeness",
]
