"""Estimation: what may be counted, and what may be shown of it: disclosure control of tables of counts, shares with intervals."""

from dodomu.engine.estimation.disclosure.collapse import Collapse, suggest_collapse
from dodomu.engine.estimation.disclosure.intervals import Interval
from dodomu.engine.estimation.disclosure.protection import (
    ProtectedTable,
    Protection,
    Published,
    protect,
    protect_together,
)
from dodomu.engine.estimation.disclosure.tables import TOTAL, Axis, Cell, Table, TableRefused
from dodomu.engine.estimation.proportions import Proportion, wilson

__all__ = [
    "TOTAL",
    "Axis",
    "Cell",
    "Collapse",
    "Interval",
    "Proportion",
    "ProtectedTable",
    "Protection",
    "Published",
    "Table",
    "TableRefused",
    "protect",
    "protect_together",
    "suggest_collapse",
    "wilson",
]
