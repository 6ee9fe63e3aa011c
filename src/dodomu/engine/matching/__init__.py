"""Matching: search terms that meet across scripts, and the first scorer of two records."""

from dodomu.engine.matching.comparison import compare_records
from dodomu.engine.matching.explanation import explain
from dodomu.engine.matching.names import NameComparison, compare_names
from dodomu.engine.matching.places import known_town, place_key
from dodomu.engine.matching.query import Query, query_terms
from dodomu.engine.matching.record import Record, Relative
from dodomu.engine.matching.results import Comparison, Evidence, Match, Reason
from dodomu.engine.matching.sentences import SENTENCES
from dodomu.engine.matching.terms import TERM_WEIGHTS, Term, search_terms
from dodomu.engine.values.folding import fold
from dodomu.engine.values.given_names import name_classes

__all__ = [
    "SENTENCES",
    "TERM_WEIGHTS",
    "Comparison",
    "Evidence",
    "Match",
    "NameComparison",
    "Query",
    "Reason",
    "Record",
    "Relative",
    "Term",
    "compare_names",
    "compare_records",
    "explain",
    "fold",
    "known_town",
    "name_classes",
    "place_key",
    "query_terms",
    "search_terms",
]
