"""Matching: search terms that meet across scripts, and the first scorer of two records."""

from dodomu.engine.matching.record import Record, Relative
from dodomu.engine.matching.results import Comparison, Evidence, Match, Reason
from dodomu.engine.values.folding import fold
from dodomu.engine.values.given_names import name_classes

__all__ = ["Comparison", "Evidence", "Match", "Reason", "Record", "Relative", "fold", "name_classes"]
